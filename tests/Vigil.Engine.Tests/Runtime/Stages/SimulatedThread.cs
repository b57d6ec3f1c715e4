namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>Long work that others are run beside: it goes on when it is let, up to where it lets others, so that one thread runs at a time.
/// </summary>
internal sealed class SimulatedThread
{
    [ThreadStatic]
    private static SimulatedThread? s_current;

    private readonly object _gate = new();
    private readonly Action _work;
    private bool _isItsTurn, _isBegun, _isDone, _isEnding;

    public SimulatedThread(Action work) => _work = work;

    /// <summary>On such a thread: lets others run.</summary>
    /// <exception cref="SimulatedCrashException">The power went meanwhile.</exception>
    public static void LetOthers()
    {
        if (s_current is not { } current)
            return;
        current.Pass(toIt: false);
        current.Await(toIt: true);
        if (current._isEnding)
            throw new SimulatedCrashException();
    }

    /// <summary>Lets it run until it lets others; false when it is done.</summary>
    public bool Step()
    {
        if (!_isBegun)
            new Thread(Run) { IsBackground = true }.Start();
        _isBegun = true;
        Pass(toIt: true);
        Await(toIt: false);
        return !_isDone;
    }

    /// <summary>The power is gone.</summary>
    public void End()
    {
        _isEnding = true;
        while (_isBegun && Step())
        {
        }
    }

    private void Run()
    {
        s_current = this;
        Await(toIt: true);
        try
        {
            _work();
        }
        catch (SimulatedCrashException)
        {
            // As everything else.
        }
        _isDone = true;
        Pass(toIt: false);
    }

    private void Pass(bool toIt)
    {
        lock (_gate)
        {
            _isItsTurn = toIt;
            Monitor.Pulse(_gate);
        }
    }

    private void Await(bool toIt)
    {
        lock (_gate)
            while (_isItsTurn != toIt)
                Monitor.Wait(_gate);
    }
}
