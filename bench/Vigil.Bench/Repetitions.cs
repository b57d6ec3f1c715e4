using System.Diagnostics;

namespace Vigil.Bench;

/// <summary>Several runs of one piece of work: wall-clock and processor seconds of each.</summary>
internal sealed class Repetitions
{
    private readonly List<double> _wall = [], _processor = [];

    /// <summary>Runs once to compile and then <paramref name="count"/> times; <paramref name="prepare"/> is not timed.</summary>
    public static Repetitions Of<T>(int count, Func<T> prepare, Action<T> work)
    {
        var runs = new Repetitions();
        for (int run = -1; run < count; run++)
        {
            var state = prepare();
            GC.Collect();
            var (processor, start) = (ProcessorTime, Stopwatch.GetTimestamp());
            work(state);
            if (run >= 0)
                runs.Add(Stopwatch.GetElapsedTime(start).TotalSeconds, (ProcessorTime - processor).TotalSeconds);
        }
        return runs;
    }

    /// <summary>
    /// Median, least and greatest rate of the runs; the last figure is per processor second, for a machine that others use too.
    /// </summary>
    public void Print(long items, string what)
    {
        var rates = _wall.Select(seconds => items / seconds).Order().ToList();
        double busy = items / Figures.Median(_processor);
        Figures.Print($"  {Figures.Median(rates):n0} {what}/s (runs {rates[0]:n0} … {rates[^1]:n0}; {busy:n0} per processor second)");
    }

    private static TimeSpan ProcessorTime => Process.GetCurrentProcess().TotalProcessorTime;

    private void Add(double wall, double processor)
    {
        _wall.Add(wall);
        _processor.Add(processor);
    }
}
