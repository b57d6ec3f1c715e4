using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Protection;

namespace Vigil.Server.Transactions;

/// <summary>
/// Identifiers for transactions that come without one: random, or derived from what the client calls the request, so that sending it again
/// is sending the same transactions again.
/// </summary>
internal readonly struct TransactionIds
{
    private const string Prefix = "v-";
    private readonly KeyedHash? _hash;
    private readonly string _scope, _name;

    private TransactionIds(KeyedHash? hash, string scope, string name) => (_hash, _scope, _name) = (hash, scope, name);

    /// <summary>Random ones.</summary>
    public static TransactionIds Random => default;

    /// <summary>Whether the same request gives the same identifiers.</summary>
    public bool AreDerived => _hash is not null;

    /// <summary>Those of a request that its sender gave a key.</summary>
    public static TransactionIds OfKey(KeyedHash hash, string actor, string key) => new(hash, "idempotency/" + actor, key);

    /// <summary>Those of a job.</summary>
    public static TransactionIds OfJob(KeyedHash hash, string job) => new(hash, "job", job);

    /// <summary>The identifier of the transaction at that place in the request.</summary>
    public byte[] At(int index)
    {
        var number = _hash is null ? RandomNumber()
            : _hash.Of(_scope, string.Create(CultureInfo.InvariantCulture, $"{index}/{_name}"));
        return Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture, $"{Prefix}{number:x32}"));
    }

    private static UInt128 RandomNumber()
    {
        Span<byte> bytes = stackalloc byte[16];
        RandomNumberGenerator.Fill(bytes);
        return new UInt128(BitConverter.ToUInt64(bytes), BitConverter.ToUInt64(bytes[8..]));
    }
}
