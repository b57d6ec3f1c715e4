using System.Diagnostics;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>Finds the highest rate that a server holds, and how long answers take below it.</summary>
internal sealed class RateSearch(ServerProcess server, Payments payments, string path, string key, int batch, int connections)
{
    private const double Precision = 1.05, Backing = 0.95;
    private static readonly double[] Shares = [0.25, 0.5, 0.75];

    /// <summary>The highest rate, in requests a second, that is held for some seconds with a p99 below a bound; prints the way.</summary>
    public double Run(double first, double probe, double seconds, double bound)
    {
        WarmUp(first / 2, probe * 2);
        // What is held for some seconds is a little more than what is held for long.
        double rate = Search(first, probe, bound) * Backing;
        while (!Once(rate, seconds, "confirm").Holds(bound))
            rate *= Backing;
        return rate;
    }

    /// <summary>Latencies at a quarter, a half and three quarters of a rate.</summary>
    public void Below(double rate, double seconds)
    {
        foreach (double share in Shares)
            Once(rate * share, seconds, FormattableString.Invariant($"{share:0 %}"));
    }

    /// <summary>One rate from the moment that the server said it is ready, however far it falls behind.</summary>
    public void FromReady(Requests requests, double rate, double seconds)
    {
        var before = Compiler.Of(server.Address, key);
        var result = Send(requests, rate, seconds, "ready", patience: seconds);
        var after = Compiler.Of(server.Address, key);
        Figures.Print($"    ready after {server.Start.TotalSeconds:0.0} s; goal in the first second p99 < 50 ms");
        Figures.Print($"    first second:       {result.FirstSecond}");
        Figures.Print($"    first five seconds: {result.FirstFive}");
        var since = new Compiler(after.Methods - before.Methods, after.Seconds - before.Seconds);
        Figures.Print($"    compiled before ready: {before.Methods:#,0} methods in {before.Seconds:0.0} s of processor time");
        Figures.Print($"    compiled since then:   {since.Methods:#,0} methods in {since.Seconds:0.0} s");
    }

    /// <summary>One rate.</summary>
    public void Hold(double rate, double seconds) => Once(rate, seconds, "measured");

    private double Search(double first, double probe, double bound)
    {
        double good = 0, bad = first;
        while (Once(bad, probe, "probe").Holds(bound))
            (good, bad) = (bad, bad * 1.6);
        while (good == 0 && bad > 1)
            (good, bad) = Once(bad / 2, probe, "probe").Holds(bound) ? (bad / 2, bad) : (0, bad / 2);
        while (bad / good > Precision)
        {
            double middle = Math.Sqrt(good * bad);
            (good, bad) = Once(middle, probe, "probe").Holds(bound) ? (middle, bad) : (good, middle);
        }
        return good;
    }

    // The first seconds are the compiler's.
    private void WarmUp(double rate, double seconds) => Once(rate, seconds, "warm-up", patience: seconds);

    private LoadResult Once(double rate, double seconds, string name, double patience = 1) =>
        Send(Requests.Write(payments, (int)(rate * seconds), batch, path, key), rate, seconds, name, patience);

    private LoadResult Send(Requests requests, double rate, double seconds, string name, double patience)
    {
        GC.Collect();
        using var self = Process.GetCurrentProcess();
        double before = server.Processor, own = self.TotalProcessorTime.TotalSeconds;
        var result = new OpenLoop(server.Address, connections).Run(requests, rate, patience);
        self.Refresh();
        double unit = 1e6 / Math.Max(1, result.Answered * batch);
        double theirs = (server.Processor - before) * unit, ours = (self.TotalProcessorTime.TotalSeconds - own) * unit;
        string items = batch == 1 ? "" : FormattableString.Invariant($" × {batch}");
        Figures.Print($"  {name,-8} {rate,7:#,0}/s{items} for {seconds,2:0} s: {result.Latencies}; cpu {theirs:0.0} + {ours:0.0} µs");
        if (result.Failed > 0)
            Figures.Print($"    {result.Failed:#,0} of {requests.Count:#,0} not sent or not answered with 200 {result.FirstFailure}");
        return result;
    }
}
