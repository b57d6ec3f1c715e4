using System.Collections.Concurrent;
using System.Security.Cryptography;
using System.Threading.Channels;

namespace Vigil.Engine.Access;

/// <summary>
/// Programs by their API keys: one look-up and one SHA-256 a request; the store is asked again every <see cref="AccessOptions.StateAge"/>.
/// Thread-safe.
/// </summary>
public sealed class KeyCallers(IApiKeyStore keys, AccessOptions options, TimeProvider clock)
{
    private const long Minute = 60 * Microseconds.PerSecond;
    private const string Unknown = "no such API key";
    private readonly ConcurrentDictionary<string, Known> _known = new();
    private readonly Channel<(string Id, long Time)> _used =
        Channel.CreateBounded<(string, long)>(new BoundedChannelOptions(1000) { FullMode = BoundedChannelFullMode.DropWrite });

    /// <summary>Keys that were used, each once a minute, to be noted away from the requests.</summary>
    public ChannelReader<(string Id, long Time)> Used => _used.Reader;

    /// <summary>The program whose valid key this is, or null and why it is refused.</summary>
    /// <exception cref="Journal.StorageException">The store cannot be asked.</exception>
    public ValueTask<(Caller? Caller, string Problem)> FindAsync(string text, CancellationToken cancellation)
    {
        if (!KeyText.TrySplit(text, out var id, out _))
            return new((null, Unknown));
        long now = Microseconds.Now(clock);
        return _known.GetAlternateLookup<ReadOnlySpan<char>>().TryGetValue(id, out var known) && now < known.CheckAt
            ? new(Check(text, known, now)) : LoadAsync(text, id.ToString(), known, now, cancellation);
    }

    /// <summary>Asks the store again at the next request: something was changed.</summary>
    public void Forget() => _known.Clear();

    private static bool IsExpired(ApiKey key, long now) => key.Expires != 0 && now >= key.Expires;

    private async ValueTask<(Caller? Caller, string Problem)> LoadAsync(
        string text, string id, Known? before, long now, CancellationToken cancellation)
    {
        if (await keys.FindAsync(id, cancellation) is not { } key)
        {
            _known.TryRemove(id, out _);
            return (null, Unknown);
        }
        var known = new Known(key, before?.Caller is { } caller && before.Key.Scopes == key.Scopes ? caller : Caller.Of(key),
            now + Microseconds.Of(options.StateAge))
        { Noted = Math.Max(before?.Noted ?? 0, key.LastUsed) };
        _known[id] = known;
        return Check(text, known, now);
    }

    private (Caller? Caller, string Problem) Check(string text, Known known, long now)
    {
        KeyText.TrySplit(text, out _, out var secret);
        Span<byte> hash = stackalloc byte[SHA256.HashSizeInBytes];
        KeyText.Hash(secret, hash);
        if (!CryptographicOperations.FixedTimeEquals(hash, known.Key.Hash))
            return (null, Unknown);
        if (known.Key.Revoked != 0)
            return (null, "the API key was revoked");
        if (IsExpired(known.Key, now))
            return (null, "the API key has expired");
        Note(known, now);
        return (known.Caller, "");
    }

    // Two threads may both note it: harmless.
    private void Note(Known known, long now)
    {
        if (now / Minute == known.Noted / Minute)
            return;
        known.Noted = now;
        _used.Writer.TryWrite((known.Key.Id, now / Minute * Minute));
    }

    private sealed record Known(ApiKey Key, Caller Caller, long CheckAt)
    {
        public long Noted { get; set; }
    }
}
