using System.Diagnostics;
using System.Net;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>How long <c>vigil serve</c> takes from its start to the first answer when there is much to remember.</summary>
internal static class StartupBenchmark
{
    private const int Customers = 100_000, Starts = 3;
    private static readonly IPEndPoint Address = new(IPAddress.Loopback, 8392);

    public static void Run(Options options)
    {
        int decisions = (int)options.Number("decisions", 10_000_000);
        options.Finish();
        using var folder = new FreshFolder();
        Fill(folder, decisions);
        // The first start reads from disk what the later ones have in memory.
        for (int i = 0; i < Starts; i++)
            Start(folder, "with a snapshot");
        folder.DropSnapshots();
        Start(folder, "without a snapshot, from the whole journal");
    }

    private static void Fill(FreshFolder folder, int decisions)
    {
        var payments = Payments.Begin(Customers);
        long start = Stopwatch.GetTimestamp();
        using (var store = folder.Open(out var key))
        using (var service = ServiceBenchmark.Start(payments, store.Ports, key))
            new ClosedLoop(100, 64, decisions).Run(service, payments);
        double seconds = Stopwatch.GetElapsedTime(start).TotalSeconds;
        Figures.Print($"journal of {decisions:#,0} decisions of {Customers:#,0} customers, made in {seconds:#,0} s");
        folder.PrintBytes(decisions);
        Figures.Print($"  snapshots {folder.SnapshotBytes / 1e6:#,0} MB");
    }

    private static void Start(FreshFolder folder, string how)
    {
        using var server = VigilServer.Launch(folder, Address);
        Figures.Print($"{how}: ready after {server.Start.TotalSeconds:0.0} s, {server.PeakMiB:#,0} MiB of memory at most");
    }
}
