using System.Security.Cryptography;

namespace Vigil.Engine.Access;

/// <summary>A signing key, bound to the one algorithm it may be used with: the header of a token never chooses. Thread-safe.</summary>
public sealed class JwtKey : IDisposable
{
    private const int SignatureOfP256 = 64;
    private const DSASignatureFormat Format = DSASignatureFormat.IeeeP1363FixedFieldConcatenation;
    private readonly byte[]? _secret;
    private readonly ECDsa? _curve;
    private readonly Lock _lock = new();

    private JwtKey(TokenAlgorithm algorithm, string id, byte[]? secret, ECDsa? curve) =>
        (Algorithm, Id, _secret, _curve) = (algorithm, id, secret, curve);

    /// <summary>The algorithm.</summary>
    public TokenAlgorithm Algorithm { get; }

    /// <summary>The <c>kid</c> that tokens name it by; empty for tokens without one.</summary>
    public string Id { get; }

    /// <summary>A key for HS256.</summary>
    /// <exception cref="ArgumentException">The secret is shorter than the hash.</exception>
    public static JwtKey Hmac(byte[] secret, string id = "") => secret.Length >= HMACSHA256.HashSizeInBytes
        ? new(TokenAlgorithm.HS256, id, secret, null)
        : throw new ArgumentException($"HS256 needs a secret of 32 bytes or more; found {secret.Length}.", nameof(secret));

    /// <summary>A key for ES256, which this object owns from now on.</summary>
    /// <exception cref="ArgumentException">Another curve than P-256.</exception>
    public static JwtKey Curve(ECDsa curve, string id = "") => curve.KeySize == 256
        ? new(TokenAlgorithm.ES256, id, null, curve)
        : throw new ArgumentException($"ES256 needs a key on P-256; found {curve.KeySize} bits.", nameof(curve));

    /// <summary>Signs.</summary>
    public byte[] Sign(ReadOnlySpan<byte> data)
    {
        if (_secret is not null)
            return HMACSHA256.HashData(_secret, data);
        lock (_lock)
            return _curve!.SignData(data, HashAlgorithmName.SHA256, Format);
    }

    /// <summary>Whether the signature is one of this key.</summary>
    public bool Verify(ReadOnlySpan<byte> data, ReadOnlySpan<byte> signature)
    {
        if (_secret is not null)
            return CryptographicOperations.FixedTimeEquals(HMACSHA256.HashData(_secret, data), signature);
        lock (_lock)
            return signature.Length == SignatureOfP256 && _curve!.VerifyData(data, signature, HashAlgorithmName.SHA256, Format);
    }

    /// <inheritdoc/>
    public void Dispose() => _curve?.Dispose();
}
