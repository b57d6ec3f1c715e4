namespace Vigil.Engine.Access;

/// <summary>
/// Counts failed attempts for a name by the address that they came from, so that who guesses locks out himself and not the one whose name
/// it is. Attempts from very many addresses lock the name for all. The same for names that no user has: being locked must not tell that a
/// name exists. Forgets everything when there are too many names. Thread-safe.
/// </summary>
internal sealed class FailedLogins(AccessOptions options)
{
    /// <summary>So many addresses that are locked out of a name at once lock it for all.</summary>
    public const int AddressesUntilAll = 20;

    private const int MostNames = 10_000, MostAddresses = 1_000;
    private readonly Lock _gate = new();
    private readonly Dictionary<string, Dictionary<string, (int Failures, long LockedUntil)>> _names = [];

    /// <summary>Until when attempts for the name from that address are refused; 0 when they are not.</summary>
    public long LockedUntil(string name, string address, long now)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(name, out var addresses))
                return 0;
            if (addresses.TryGetValue(address, out var known) && known.LockedUntil > now)
                return known.LockedUntil;
            long[] locks = [.. addresses.Values.Select(a => a.LockedUntil).Where(until => until > now)];
            return locks.Length >= AddressesUntilAll ? locks.Max() : 0;
        }
    }

    /// <summary>Counts a failure; returns until when further attempts from there are refused, or 0.</summary>
    public long Fail(string name, string address, long now)
    {
        lock (_gate)
        {
            if (!_names.TryGetValue(name, out var addresses))
            {
                if (_names.Count >= MostNames)
                    _names.Clear();
                _names[name] = addresses = [];
            }
            if (addresses.Count >= MostAddresses && !addresses.ContainsKey(address))
                addresses.Remove(addresses.MinBy(a => a.Value.LockedUntil).Key);
            int failures = addresses.GetValueOrDefault(address).Failures + 1;
            // A lock begins a new count.
            var next = failures < options.FailuresUntilLock ? (failures, 0L) : (0, now + Microseconds.Of(options.LockDuration));
            addresses[address] = next;
            return next.Item2;
        }
    }

    /// <summary>The name signed in from that address: its count begins anew.</summary>
    public void Succeed(string name, string address)
    {
        lock (_gate)
            if (_names.TryGetValue(name, out var addresses))
                addresses.Remove(address);
    }

    /// <summary>Somebody has taken back the lock of the name.</summary>
    public void Forget(string name)
    {
        lock (_gate)
            _names.Remove(name);
    }
}
