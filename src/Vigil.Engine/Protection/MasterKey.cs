using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Protection;

/// <summary>The one secret that everything else is derived from (HKDF-SHA-256): 32 random bytes. Never written to the store.</summary>
public sealed class MasterKey
{
    /// <summary>Bytes of a master key and of every key derived from it.</summary>
    public const int Length = 32;

    private readonly byte[] _secret;

    /// <summary>A key of exactly <see cref="Length"/> bytes.</summary>
    /// <exception cref="ArgumentException">Another length.</exception>
    public MasterKey(ReadOnlySpan<byte> secret)
    {
        if (secret.Length != Length)
            throw new ArgumentException($"A master key has {Length} bytes; found {secret.Length}.", nameof(secret));
        _secret = secret.ToArray();
    }

    /// <summary>A new random key.</summary>
    public static MasterKey Create() => new(RandomNumberGenerator.GetBytes(Length));

    /// <summary>The bytes, to be kept where only the owner can read them.</summary>
    public ReadOnlySpan<byte> Secret => _secret;

    /// <summary>A key for one purpose; different purposes tell nothing about each other.</summary>
    public byte[] Derive(string purpose) =>
        HKDF.DeriveKey(HashAlgorithmName.SHA256, _secret, Length, salt: null, info: Encoding.UTF8.GetBytes("vigil/" + purpose));
}
