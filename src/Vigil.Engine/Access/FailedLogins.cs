namespace Vigil.Engine.Access;

/// <summary>
/// Counts failed attempts for a name by the client that they came from, so that who guesses locks out himself and not the one whose name
/// it is. Very many attempts lock the name for all, from however many clients they come. The same for names that no user has: being locked
/// must not tell that a name exists. Forgets everything when there are too many names. Thread-safe.
/// </summary>
internal sealed class FailedLogins(AccessOptions options)
{
    /// <summary>So many times as many failures as lock out one client lock the name for all.</summary>
    public const int ClientsUntilAll = 20;

    private const int MostNames = 10_000, MostClients = 1_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Attempts> _names = [];
    private readonly long _lock = Microseconds.Of(options.LockDuration);

    /// <summary>Until when attempts for the name from that address are refused; 0 when they are not.</summary>
    public long LockedUntil(string name, string address, long now)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(name, out var attempts))
                return 0;
            long until = Math.Max(attempts.LockedUntil, attempts.Clients.GetValueOrDefault(ClientNetwork.Of(address)).LockedUntil);
            return until > now ? until : 0;
        }
    }

    /// <summary>Counts a failure; returns until when further attempts from there are refused, or 0.</summary>
    public long Fail(string name, string address, long now)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(name, out var attempts))
            {
                if (_names.Count >= MostNames)
                    _names.Clear();
                _names[name] = attempts = new Attempts();
            }
            return Math.Max(CountOfAll(attempts, now), CountOf(attempts.Clients, ClientNetwork.Of(address), now));
        }
    }

    /// <summary>The name signed in from that address: its count begins anew.</summary>
    public void Succeed(string name, string address)
    {
        lock (_gate)
            if (_names.TryGetValue(name, out var attempts) && attempts.Clients.Remove(ClientNetwork.Of(address), out var own))
                attempts.Failures = Math.Max(0, attempts.Failures - own.Failures);
    }

    /// <summary>Somebody has taken back the lock of the name.</summary>
    public void Forget(string name)
    {
        lock (_gate)
            _names.Remove(name);
    }

    // A lock begins a new count, here and of all.
    private long CountOf(Dictionary<string, (int Failures, long LockedUntil)> clients, string client, long now)
    {
        if (clients.Count >= MostClients && !clients.ContainsKey(client))
            clients.Remove(clients.MinBy(c => c.Value.LockedUntil).Key);
        int failures = clients.GetValueOrDefault(client).Failures + 1;
        var next = failures < options.FailuresUntilLock ? (failures, 0L) : (0, now + _lock);
        clients[client] = next;
        return next.Item2;
    }

    // One client makes no more failures in the time of a lock than lock it out: so many are of many clients.
    private long CountOfAll(Attempts attempts, long now)
    {
        if (now - attempts.Since >= _lock)
            (attempts.Since, attempts.Failures) = (now, 0);
        if (++attempts.Failures >= ClientsUntilAll * options.FailuresUntilLock)
            (attempts.LockedUntil, attempts.Failures) = (now + _lock, 0);
        return attempts.LockedUntil > now ? attempts.LockedUntil : 0;
    }

    private sealed class Attempts
    {
        public Dictionary<string, (int Failures, long LockedUntil)> Clients { get; } = [];

        /// <summary>Of all clients, since then.</summary>
        public int Failures { get; set; }

        public long Since { get; set; }

        public long LockedUntil { get; set; }
    }
}
