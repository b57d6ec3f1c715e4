using System.Buffers.Text;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Access;

/// <summary>
/// A refresh token: session, time of issue in microseconds and 256 random bits. Only the hash of all of it is stored, so the time cannot
/// be changed.
/// </summary>
/// <param name="Session">See <see cref="Session.Id"/>.</param>
/// <param name="Issued">In microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Text">The whole token.</param>
public sealed record RefreshToken(string Session, long Issued, string Text)
{
    private const int SecretBytes = 32, Longest = 200;

    /// <summary>A new token of a session.</summary>
    public static RefreshToken Create(string session, long now) => new(session, now, string.Join('.', session,
        now.ToString(CultureInfo.InvariantCulture), Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(SecretBytes))));

    /// <summary>The parts of a token; null when it cannot be one.</summary>
    public static RefreshToken? Parse(string text)
    {
        string[] parts = text.Length <= Longest ? text.Split('.') : [];
        return parts.Length == 3 && long.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out long issued)
            ? new RefreshToken(parts[0], issued, text) : null;
    }

    /// <summary>What is stored of it.</summary>
    public byte[] Hash() => SHA256.HashData(Encoding.UTF8.GetBytes(Text));
}
