using System.Runtime.InteropServices;
using Vigil.Engine.State;

namespace Vigil.Server.Fairness;

/// <summary>
/// The few threads on which everything is read: every GET, exports in portions, live decisions. However many ask, no more processors are
/// taken from scoring than there are threads, and the operating system prefers scoring where it knows how. Short reads come before
/// portions of exports, after each of which as long is rested twice while there is something to score. Callers take turns: who asks for
/// much waits for himself. Thread-safe.
/// </summary>
internal sealed class ReadLane : IDisposable
{
    private const int Niceness = 10, ThisThread = 0, Rest = 2;
    private readonly object _gate = new();
    private readonly TurnQueue _short = new(), _bulk = new();
    private readonly Thread[] _threads;
    private readonly Func<long> _scored;
    private bool _isClosed;

    /// <summary>Starts the threads.</summary>
    /// <param name="width">How many; half as many as there are processors, at least one, when 0.</param>
    /// <param name="scored">What grows as long as there is something to score.</param>
    public ReadLane(int width = 0, Func<long>? scored = null)
    {
        _scored = scored ?? (() => 0);
        _threads = new Thread[width > 0 ? width : Math.Max(1, Environment.ProcessorCount / 2)];
        for (int i = 0; i < _threads.Length; i++)
        {
            _threads[i] = new Thread(Run) { Name = "Vigil reader", IsBackground = true, Priority = ThreadPriority.BelowNormal };
            _threads[i].Start();
        }
    }

    /// <summary>The most reads at a time.</summary>
    public int Width => _threads.Length;

    /// <summary>Reads on one of the threads, after what the same caller asked for before.</summary>
    /// <param name="read">What to read.</param>
    /// <param name="isBulk">Whether it is a portion of something long.</param>
    /// <param name="cancellation">Leaves out what has not begun.</param>
    /// <param name="caller">Who asks.</param>
    public Task<T> RunAsync<T>(Func<T> read, bool isBulk, CancellationToken cancellation, string caller = "")
    {
        var result = new TaskCompletionSource<T>(TaskCreationOptions.RunContinuationsAsynchronously);
        // What belongs to the request, its trace for one, goes along.
        var flow = ExecutionContext.Capture();
        Action run = flow is null ? () => Run(read, result, cancellation)
            : () => ExecutionContext.Run(flow, _ => Run(read, result, cancellation), null);
        lock (_gate)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            (isBulk ? _bulk : _short).Enqueue(caller, run);
            Monitor.PulseAll(_gate);
        }
        return result.Task;
    }

    /// <summary>The same for what asks the store: the thread waits for it, as it is there for that.</summary>
    public Task<T> AskAsync<T>(Func<ValueTask<T>> read, bool isBulk, CancellationToken cancellation, string caller = "") =>
        RunAsync(() => read().OnOwnThread(), isBulk, cancellation, caller);

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_gate)
        {
            _isClosed = true;
            Monitor.PulseAll(_gate);
        }
        foreach (var thread in _threads)
            thread.Join();
    }

    private static void Run<T>(Func<T> read, TaskCompletionSource<T> result, CancellationToken cancellation)
    {
        if (cancellation.IsCancellationRequested)
        {
            result.SetCanceled(cancellation);
            return;
        }
        try
        {
            result.SetResult(read());
        }
        catch (Exception e)
        {
            // Whatever it is belongs to the one who asked.
            result.SetException(e);
        }
    }

    private void Run()
    {
        BeNice();
        long restsUntil = 0;
        while (Take(restsUntil) is var (read, isBulk))
        {
            long scored = _scored(), begin = Environment.TickCount64;
            read();
            if (isBulk && _scored() != scored)
                restsUntil = Environment.TickCount64 + (Rest * Math.Max(1, Environment.TickCount64 - begin));
        }
    }

    private (Action Read, bool IsBulk)? Take(long restsUntil)
    {
        lock (_gate)
        {
            while (true)
            {
                long rest = restsUntil - Environment.TickCount64;
                if (_short.Count > 0)
                    return (_short.Dequeue(), false);
                if (_bulk.Count > 0 && (rest <= 0 || _isClosed))
                    return (_bulk.Dequeue(), true);
                if (_isClosed)
                    return null;
                Monitor.Wait(_gate, _bulk.Count > 0 ? (int)rest : Timeout.Infinite);
            }
        }
    }

    // The runtime knows no priorities of threads on Linux; the kernel does, and a thread may always lower its own.
    private static void BeNice()
    {
        if (OperatingSystem.IsLinux())
            _ = SetPriority(ThisThread, 0, Niceness);
    }

    [DllImport("libc", EntryPoint = "setpriority")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable SYSLIB1054 // The generated one needs unsafe code, which this project has none of.
    private static extern int SetPriority(int which, uint who, int niceness);
#pragma warning restore SYSLIB1054
}
