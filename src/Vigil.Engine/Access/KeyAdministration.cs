using System.Globalization;
using System.Security.Cryptography;
using System.Text.Json;

namespace Vigil.Engine.Access;

/// <summary>
/// Creating and revoking API keys. Every change is in the audit log and takes effect at once in this process. Thread-safe.
/// </summary>
public sealed class KeyAdministration(IApiKeyStore keys, IAuditLog audit, KeyCallers callers, TimeProvider clock)
{
    /// <summary>Characters of a key's name at most.</summary>
    public const int LongestName = 100;

    /// <summary>
    /// Why somebody may not make such a key, in words, or null: a key makes none that may do more or lives longer than itself.
    /// </summary>
    public async ValueTask<string?> ObjectionAsync(Caller caller, Permissions scopes, long expires, CancellationToken cancellation)
    {
        if (caller.User is not null)
            return null;
        if ((scopes & ~caller.Permissions) != 0)
            return "A key can create only keys with scopes that it has itself.";
        long own = (await keys.FindAsync(caller.Actor[Caller.KeyPrefix.Length..], cancellation))?.Expires ?? 1;
        return own == 0 || (expires != 0 && expires <= own) ? null : string.Create(CultureInfo.InvariantCulture,
            $"A key can create only keys that expire no later than itself: set expires to {Microseconds.ToTime(own):o} or before.");
    }

    /// <summary>Makes a key; the text is shown once and kept nowhere. Null when the key that makes it was revoked meanwhile.</summary>
    /// <param name="name">What it is for: 1 to 100 characters, none of them a control character.</param>
    /// <param name="scopes">What it may do.</param>
    /// <param name="expires">From when it is refused; 0 for never.</param>
    /// <param name="by">Who makes it.</param>
    /// <param name="cancellation">Gives it up before it is made.</param>
    public async ValueTask<(ApiKey Key, string Text)?> CreateAsync(
        string name, Permissions scopes, long expires, Actor by, CancellationToken cancellation)
    {
        long now = Microseconds.Now(clock);
        var (id, text) = KeyText.Create();
        KeyText.TrySplit(text, out _, out var secret);
        byte[] hash = new byte[SHA256.HashSizeInBytes];
        KeyText.Hash(secret, hash);
        var key = new ApiKey(id, name, hash, scopes & AccessNames.KeyScopes, now, by.Name, expires, 0, 0);
        if (!await keys.AddAsync(key, cancellation))
            return null;
        await NoteAsync(now, by, "key.create", id, JsonSerializer.Serialize(new { name, scopes = AccessNames.Of(key.Scopes) }));
        return (key, text);
    }

    /// <summary>Revokes a key and all that came of it; false when there is none.</summary>
    public async ValueTask<bool> RevokeAsync(string id, Actor by, CancellationToken cancellation)
    {
        long now = Microseconds.Now(clock);
        if (await keys.RevokeAsync(id, now, cancellation) is not { } revoked)
            return false;
        callers.Forget();
        await NoteAsync(now, by, "key.revoke", id, "");
        foreach (string child in revoked.Where(key => key != id))
            await NoteAsync(now, by, "key.revoke", child, JsonSerializer.Serialize(new { made_by = id }));
        return true;
    }

    /// <summary>Whether a name can be shown as it is.</summary>
    public static bool IsName(string name) => name.Trim().Length is > 0 and <= LongestName && !name.Any(char.IsControl);

    // Whether or not anybody waits for the answer any more: it was done.
    private ValueTask NoteAsync(long now, Actor by, string action, string target, string details) =>
        audit.AppendAsync(new AuditEvent(now, by.Name, action, target, "ok", by.Address, details), CancellationToken.None);
}
