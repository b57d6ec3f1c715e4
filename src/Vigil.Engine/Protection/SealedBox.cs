using System.Security.Cryptography;

namespace Vigil.Engine.Protection;

/// <summary>AES-256-GCM with a random nonce. Layout: nonce (12 bytes), tag (16), ciphertext.</summary>
public static class SealedBox
{
    private const int Nonce = 12, Tag = 16;

    /// <summary>Bytes that sealing adds.</summary>
    public const int Overhead = Nonce + Tag;

    /// <summary>Encrypts; <paramref name="context"/> must be the same when opening.</summary>
    public static byte[] Seal(ReadOnlySpan<byte> key, ReadOnlySpan<byte> plain, ReadOnlySpan<byte> context = default)
    {
        byte[] box = new byte[Overhead + plain.Length];
        Nonces.Fill(box.AsSpan(0, Nonce));
        using var cipher = new AesGcm(key, Tag);
        cipher.Encrypt(box.AsSpan(0, Nonce), plain, box.AsSpan(Overhead), box.AsSpan(Nonce, Tag), context);
        return box;
    }

    /// <summary>Decrypts; null when the bytes were changed, were sealed with another key, or in another context.</summary>
    public static byte[]? Open(ReadOnlySpan<byte> key, ReadOnlySpan<byte> box, ReadOnlySpan<byte> context = default)
    {
        if (box.Length < Overhead)
            return null;
        byte[] plain = new byte[box.Length - Overhead];
        using var cipher = new AesGcm(key, Tag);
        try
        {
            cipher.Decrypt(box[..Nonce], box[Overhead..], box.Slice(Nonce, Tag), plain, context);
            return plain;
        }
        catch (AuthenticationTagMismatchException)
        {
            return null;
        }
    }

    // To ask for randomness costs nearly as much as to seal, however little is asked for: each thread asks for many nonces at once.
    private static class Nonces
    {
        private const int Count = 256;

        [ThreadStatic]
        private static byte[]? t_bytes;

        [ThreadStatic]
        private static int t_used;

        public static void Fill(Span<byte> nonce)
        {
            if (t_bytes is null || t_used == t_bytes.Length)
            {
                RandomNumberGenerator.Fill(t_bytes ??= new byte[Count * Nonce]);
                t_used = 0;
            }
            t_bytes.AsSpan(t_used, Nonce).CopyTo(nonce);
            t_used += Nonce;
        }
    }
}
