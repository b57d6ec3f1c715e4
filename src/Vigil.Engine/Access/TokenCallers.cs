using System.Collections.Concurrent;
using System.Runtime.InteropServices;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Engine.Access;

/// <summary>
/// People by their access tokens. A token that was checked once is remembered by its hash, so that a request costs about a microsecond;
/// whether its session and its user still stand is asked again every <see cref="AccessOptions.StateAge"/>. Thread-safe.
/// </summary>
public sealed class TokenCallers(TokenKeys keys, IUserStore users, AccessOptions options, TimeProvider clock)
{
    // Tokens of people, each valid for minutes. Only valid ones are remembered.
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<(UInt128, UInt128), Known> _known = new();

    /// <summary>The person whose valid token this is, or null and why it is refused.</summary>
    /// <exception cref="Journal.StorageException">The store cannot be asked.</exception>
    public ValueTask<(Caller? Caller, string Problem)> FindAsync(string token, CancellationToken cancellation)
    {
        var hash = Hash(token);
        long now = Microseconds.Now(clock);
        return _known.TryGetValue(hash, out var known) && now < known.CheckAt && !IsExpired(known.Token, now)
            ? new((known.Caller, "")) : CheckAsync(token, hash, now, cancellation);
    }

    /// <summary>Asks the store again at the next request: something was changed.</summary>
    public void Forget() => _known.Clear();

    private async ValueTask<(Caller? Caller, string Problem)> CheckAsync(
        string text, (UInt128, UInt128) hash, long now, CancellationToken cancellation)
    {
        _known.TryRemove(hash, out _);
        if (AccessToken.Read(text, keys.All, options, clock, out string problem) is not { } token)
            return (null, problem);
        var user = await users.FindAsync(token.User, cancellation);
        if (user is null || user.IsDisabled || user.Version != token.Version)
            return (null, "void since the user was changed");
        if (await users.FindSessionAsync(token.Session, cancellation) is not { IsRevoked: false } session
            || session.User != user.Name || session.Expires <= now)
            return (null, "of a session that has ended");
        return (Remember(hash, new Known(Caller.Of(user, session.Id), token, now + Microseconds.Of(options.StateAge))), "");
    }

    private Caller Remember((UInt128, UInt128) hash, Known known)
    {
        if (_known.Count >= Most)
            _known.Clear();
        _known[hash] = known;
        return known.Caller;
    }

    private bool IsExpired(AccessToken token, long now) => now >= token.Expires * Microseconds.PerSecond + Microseconds.Of(options.Skew);

    private static (UInt128, UInt128) Hash(string token)
    {
        Span<UInt128> hash = stackalloc UInt128[2];
        SHA256.HashData(Encoding.UTF8.GetBytes(token), MemoryMarshal.AsBytes(hash));
        return (hash[0], hash[1]);
    }

    private sealed record Known(Caller Caller, AccessToken Token, long CheckAt);
}
