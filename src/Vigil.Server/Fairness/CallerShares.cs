namespace Vigil.Server.Fairness;

/// <summary>How many of something each caller holds at a time, up to a limit for each and one for all. Thread-safe.</summary>
internal sealed class CallerShares(int each, int all)
{
    private readonly Lock _gate = new();
    private readonly Dictionary<string, int> _held = [];
    private int _total;

    /// <summary>The most of one caller.</summary>
    public int Each => each;

    /// <summary>Held by all callers now.</summary>
    public int Total => Volatile.Read(ref _total);

    /// <summary>Takes one, to be given back by disposing; null when the caller, or all together, hold as many as they may.</summary>
    public IDisposable? TryTake(string caller)
    {
        lock (_gate)
        {
            int held = _held.GetValueOrDefault(caller);
            if (held >= each || _total >= all)
                return null;
            _held[caller] = held + 1;
            _total++;
            return new Share(this, caller);
        }
    }

    private void Return(string caller)
    {
        lock (_gate)
        {
            _total--;
            if (--_held[caller] == 0)
                _held.Remove(caller);
        }
    }

    private sealed class Share(CallerShares shares, string caller) : IDisposable
    {
        private int _isReturned;

        public void Dispose()
        {
            if (Interlocked.Exchange(ref _isReturned, 1) == 0)
                shares.Return(caller);
        }
    }
}
