using System.Security.Cryptography;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Access;

/// <summary>The keys of this service's access tokens: the same in every process that shares master key and store.</summary>
public sealed class TokenKeys : IDisposable
{
    private const string Kept = "jwt-es256";

    private TokenKeys(IReadOnlyList<JwtKey> all, JwtKey issuing) => (All, Issuing) = (all, issuing);

    /// <summary>What tokens may be signed with.</summary>
    public IReadOnlyList<JwtKey> All { get; }

    /// <summary>What new tokens are signed with.</summary>
    public JwtKey Issuing { get; }

    /// <summary>Derives the one key and reads the other, which is made at the first start and kept sealed.</summary>
    /// <exception cref="InvalidDataException">The store was created with another master key.</exception>
    public static async ValueTask<TokenKeys> LoadAsync(
        MasterKey master, ISecretStore secrets, TokenAlgorithm algorithm, CancellationToken cancellation)
    {
        var hmac = JwtKey.Hmac(master.Derive("jwt-hs256"), Convert.ToHexStringLower(master.Derive("jwt-hs256-id").AsSpan(0, 8)));
        var curve = await LoadCurveAsync(master.Derive("jwt-es256"), secrets, cancellation);
        var ecdsa = JwtKey.Curve(curve, Convert.ToHexStringLower(SHA256.HashData(curve.ExportSubjectPublicKeyInfo()).AsSpan(0, 8)));
        return new TokenKeys([hmac, ecdsa], algorithm == TokenAlgorithm.HS256 ? hmac : ecdsa);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        foreach (var key in All)
            key.Dispose();
    }

    private static async ValueTask<ECDsa> LoadCurveAsync(byte[] wrapping, ISecretStore secrets, CancellationToken cancellation)
    {
        byte[] kept = await secrets.FindAsync(Kept, cancellation)
            ?? await secrets.FindOrAddAsync(Kept, SealedBox.Seal(wrapping, NewCurve(), "jwt-es256"u8), cancellation);
        byte[] key = SealedBox.Open(wrapping, kept, "jwt-es256"u8) ?? throw new InvalidDataException(
            "The signing key cannot be opened with this master key: use the master key that the store was created with.");
        var curve = ECDsa.Create();
        curve.ImportPkcs8PrivateKey(key, out _);
        CryptographicOperations.ZeroMemory(key);
        return curve;
    }

    private static byte[] NewCurve()
    {
        using var curve = ECDsa.Create(ECCurve.NamedCurves.nistP256);
        return curve.ExportPkcs8PrivateKey();
    }
}
