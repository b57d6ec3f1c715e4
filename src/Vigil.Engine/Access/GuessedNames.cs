using System.Collections.Concurrent;

namespace Vigil.Engine.Access;

/// <summary>
/// Counts failures for names that no user has, as they are counted for users: being locked must not tell that a name exists.
/// Forgets everything when there are too many. Thread-safe.
/// </summary>
internal sealed class GuessedNames(AccessOptions options)
{
    private const int Most = 10_000;
    private readonly ConcurrentDictionary<string, (int Failures, long LockedUntil)> _names = new();

    /// <summary>Until when the name is locked; 0 when it is not.</summary>
    public long LockedUntil(string name, long now) =>
        _names.TryGetValue(name, out var known) && known.LockedUntil > now ? known.LockedUntil : 0;

    /// <summary>Counts a failure.</summary>
    public void Fail(string name, long now)
    {
        if (_names.Count >= Most)
            _names.Clear();
        _names.AddOrUpdate(name, _ => LockOut.Next(0, options, now), (_, known) => LockOut.Next(known.Failures, options, now));
    }
}

/// <summary>When signing in is refused after failures.</summary>
internal static class LockOut
{
    /// <summary>The count after another failure, and until when signing in is refused; a lock begins a new count.</summary>
    public static (int Failures, long LockedUntil) Next(int failures, AccessOptions options, long now) =>
        failures + 1 < options.FailuresUntilLock ? (failures + 1, 0) : (0, now + Microseconds.Of(options.LockDuration));
}
