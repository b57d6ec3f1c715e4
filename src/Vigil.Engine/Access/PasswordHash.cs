using System.Globalization;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Access;

/// <summary>
/// PBKDF2-HMAC-SHA-512 (RFC 8018) with a random salt. Text: <c>pbkdf2-sha512$rounds$salt$hash</c>, the last two in base 64.
/// </summary>
public static class PasswordHash
{
    /// <summary>What OWASP asks for with SHA-512; about a tenth of a second.</summary>
    public const int DefaultRounds = 210_000;

    private const string Name = "pbkdf2-sha512";
    private const int Salt = 16, Length = 32;

    /// <summary>Hashes a password; slow on purpose.</summary>
    public static string Create(string password, int rounds = DefaultRounds)
    {
        byte[] salt = RandomNumberGenerator.GetBytes(Salt);
        byte[] hash = Derive(password, salt, rounds);
        string count = rounds.ToString(CultureInfo.InvariantCulture);
        return string.Join('$', Name, count, Convert.ToBase64String(salt), Convert.ToBase64String(hash));
    }

    /// <summary>Whether the password is the one that was hashed; as slow as hashing it.</summary>
    /// <exception cref="InvalidDataException">The text is no hash.</exception>
    public static bool Verify(string password, string text)
    {
        string[] parts = text.Split('$');
        if (parts.Length != 4 || parts[0] != Name
            || !int.TryParse(parts[1], NumberStyles.None, CultureInfo.InvariantCulture, out int rounds))
            throw new InvalidDataException("A password hash of the store cannot be read; set the password anew.");
        byte[] hash = Derive(password, Convert.FromBase64String(parts[2]), rounds);
        return CryptographicOperations.FixedTimeEquals(hash, Convert.FromBase64String(parts[3]));
    }

    private static byte[] Derive(string password, byte[] salt, int rounds) =>
        Rfc2898DeriveBytes.Pbkdf2(Encoding.UTF8.GetBytes(password), salt, rounds, HashAlgorithmName.SHA512, Length);
}
