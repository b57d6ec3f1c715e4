using System.Buffers;
using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Access;

/// <summary>An API key as it is sent: <c>vk_</c>, its id, <c>_</c>, its secret of 256 random bits.</summary>
public static class KeyText
{
    /// <summary>How every key begins: by it scanners for leaked secrets can tell it.</summary>
    public const string Prefix = "vk_";

    private const string IdLetters = "abcdefghijkmnpqrstuvwxyz23456789";
    private const int IdLength = 10, SecretBytes = 32, Longest = 100;

    private static readonly SearchValues<char> Letters = SearchValues.Create(IdLetters);

    /// <summary>A new id and secret.</summary>
    public static (string Id, string Text) Create()
    {
        string id = RandomNumberGenerator.GetString(IdLetters, IdLength);
        return (id, $"{Prefix}{id}_{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))}");
    }

    /// <summary>The parts of a key; false when it cannot be one.</summary>
    public static bool TrySplit(ReadOnlySpan<char> text, out ReadOnlySpan<char> id, out ReadOnlySpan<char> secret)
    {
        id = secret = default;
        if (text.Length > Longest || !text.StartsWith(Prefix, StringComparison.Ordinal))
            return false;
        var rest = text[Prefix.Length..];
        int end = rest.IndexOf('_');
        if (end <= 0)
            return false;
        id = rest[..end];
        secret = rest[(end + 1)..];
        return secret.Length > 0;
    }

    /// <summary>Whether a text can be the id of a key: what cannot may be anything, a secret in the wrong place too.</summary>
    public static bool IsId(ReadOnlySpan<char> id) => id.Length == IdLength && !id.ContainsAnyExcept(Letters);

    /// <summary>What is stored of a secret. It is random: a plain hash suffices, and is fast.</summary>
    public static void Hash(ReadOnlySpan<char> secret, Span<byte> hash)
    {
        Span<byte> bytes = stackalloc byte[3 * Longest];
        SHA256.HashData(bytes[..Encoding.UTF8.GetBytes(secret, bytes)], hash);
    }
}
