using System.Net;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>The whole service under an open loop: HTTP in, durable decisions out.</summary>
internal static class ServeBenchmark
{
    private const int Customers = 20_000, Connections = 256, BatchConnections = 16, Batch = 100;
    private const double Bound = 50;
    private static readonly IPEndPoint Vigil = new(IPAddress.Loopback, 8391), Http = new(IPAddress.Loopback, 8390);
    private const string One = "/api/v1/streams/payments/transactions", Many = One + "/batch";

    public static void Run(Options options)
    {
        double seconds = options.Number("seconds", 60), probe = options.Number("probe", 4), first = options.Number("rate", 4_000);
        options.Finish();
        var payments = Payments.Begin(Customers);
        DiskLimit.Print(probe / 2);
        double bare = Bare(payments, probe);
        using var folder = new FreshFolder();
        string key = VigilServer.Prepare(folder, payments);
        double single, batches;
        using (var server = VigilServer.Launch(folder, Vigil))
        {
            Figures.Print($"start-up with an empty journal: {server.Start.TotalSeconds:0.0} s");
            var singles = new RateSearch(server, payments, One, key, 1, Connections);
            singles.Below(single = singles.Run(first, probe, seconds, Bound), seconds / 4);
            var many = new RateSearch(server, payments, Many, key, Batch, BatchConnections);
            many.Below(batches = many.Run(first / 20, probe, seconds / 3, Bound), seconds / 12);
            Figures.Print($"memory of the server at most: {server.PeakMiB:#,0} MiB");
        }
        Growth(folder);
        FromReady(payments, single / 2, 5);
        Figures.Print($"single requests: {single:#,0} decisions/s, {single / bare:0.00} of bare HTTP");
        Figures.Print($"batches of {Batch}: {batches * Batch:#,0} decisions/s");
    }

    /// <summary>One rate only, to look at closely: from the first second after ready, and once more.</summary>
    public static void RunAt(Options options)
    {
        double rate = options.Number("rate", 5_000), seconds = options.Number("seconds", 10), batch = options.Number("batch", 1);
        options.Finish();
        DiskLimit.Print(2);
        var payments = Payments.Begin(Customers);
        using var folder = new FreshFolder();
        string key = VigilServer.Prepare(folder, payments);
        string path = batch == 1 ? One : Many;
        int connections = batch == 1 ? Connections : BatchConnections;
        // Rendered before the server is started: it gets no moment to itself.
        var requests = Requests.Write(payments, (int)(rate / batch * seconds), (int)batch, path, key);
        using (var server = VigilServer.Launch(folder, Vigil))
        {
            var search = new RateSearch(server, payments, path, key, (int)batch, connections);
            search.FromReady(requests, rate / batch, seconds);
            search.Hold(rate / batch, seconds);
        }
        Growth(folder);
    }

    // A server of its own over a journal that has entries: what was measured before has warmed the other one.
    private static void FromReady(Payments payments, double rate, double seconds)
    {
        using var folder = new FreshFolder();
        string key = VigilServer.Prepare(folder, payments);
        var requests = Requests.Write(payments, (int)(rate * seconds), 1, One, key);
        using var server = VigilServer.Launch(folder, Vigil);
        new RateSearch(server, payments, One, key, 1, Connections).FromReady(requests, rate, seconds);
    }

    private static double Bare(Payments payments, double probe)
    {
        var address = Http;
        using var server = ServerProcess.Launch(
            address, "/", "dotnet", new Dictionary<string, string>(),
            typeof(BareServer).Assembly.Location, BareServer.Command, $"{address}");
        Console.WriteLine("bare HTTP: reads the body, answers 400 bytes");
        return new RateSearch(server, payments, One, "", 1, Connections).Run(16_000, probe, probe * 2, Bound);
    }

    private static void Growth(FreshFolder folder)
    {
        long last;
        using (var store = folder.Open(out _))
            last = store.Ports.Journal.LastSequence;
        folder.PrintBytes(last);
    }
}
