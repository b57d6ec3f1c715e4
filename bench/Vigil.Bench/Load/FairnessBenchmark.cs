using System.Net;
using Vigil.Bench.Live;

namespace Vigil.Bench.Load;

/// <summary>How much those who only read slow those who ask for decisions: the same rate alone and beside them.</summary>
internal static class FairnessBenchmark
{
    private const int Customers = 20_000, Connections = 64, Kept = 30_000, Batch = 500, ListenersOfKey = 50, ExportsOfKey = 2;
    private const string Predict = "/predict", Many = "/api/v1/streams/payments/transactions/batch";
    private const string Live = "/api/v1/decisions/live?decision=block", Export = "/api/v1/decisions/export";
    private static readonly IPEndPoint Vigil = new(IPAddress.Loopback, 8392);

    public static void Run(Options options)
    {
        double rate = options.Number("rate", 300), seconds = options.Number("seconds", 10);
        int listeners = (int)options.Number("listeners", 200), exports = (int)options.Number("exports", 16);
        options.Finish();
        var payments = Payments.Begin(Customers);
        using var folder = new FreshFolder();
        string key = VigilServer.Prepare(folder, payments);
        string[] keys = Keys(folder, Math.Max(listeners / ListenersOfKey, exports / ExportsOfKey) + 1);
        using var server = VigilServer.Launch(folder, Vigil);
        new OpenLoop(Vigil, 1).Run(Requests.Write(payments, Kept / Batch, Batch, Many, key), 10, 60);
        var quiet = Measure(payments, key, rate, seconds, "alone");
        using (var end = new CancellationTokenSource())
        {
            var readers = Readers(listeners, i => keys[i / ListenersOfKey], Live, end.Token);
            Compare(Measure(payments, key, rate, seconds, $"beside {listeners} listeners"), quiet);
            Stop(end, readers);
        }
        using (var end = new CancellationTokenSource())
        {
            var readers = Readers(exports, i => keys[i / ExportsOfKey], Export, end.Token);
            Compare(Measure(payments, key, rate, seconds, $"beside {exports} exports"), quiet);
            Stop(end, readers);
        }
        Compare(Measure(payments, key, rate, seconds, "alone again"), quiet);
    }

    private static string[] Keys(FreshFolder folder, int count)
    {
        using var store = folder.Open(out _);
        return [.. Enumerable.Range(0, count).Select(_ => VigilServer.AddKey(store.Ports))];
    }

    private static LoadResult Measure(Payments payments, string key, double rate, double seconds, string what)
    {
        var requests = Requests.Write(payments, (int)(rate * seconds), 1, Predict, key);
        var result = new OpenLoop(Vigil, Connections).Run(requests, rate, 30);
        Figures.Print($"{what}: {result.Answered:#,0} of {requests.Count:#,0} decided, {result.Latencies} {result.FirstFailure}");
        return result;
    }

    private static void Compare(LoadResult result, LoadResult quiet)
    {
        double median = result.Latencies.Percentile(.5) / quiet.Latencies.Percentile(.5);
        double tail = result.Latencies.Percentile(.99) / quiet.Latencies.Percentile(.99);
        Figures.Print($"  p50 {median:0.0} times that alone, p99 {tail:0.0} times");
    }

    private static Task[] Readers(int count, Func<int, string> key, string path, CancellationToken end) =>
        [.. Enumerable.Range(0, count).Select(i => Task.Run(() => ReadAsync(key(i), path, end), CancellationToken.None))];

    private static async Task ReadAsync(string key, string path, CancellationToken end)
    {
        using var client = new HttpClient { BaseAddress = new Uri($"http://{Vigil}"), Timeout = Timeout.InfiniteTimeSpan };
        client.DefaultRequestHeaders.Add("X-Api-Key", key);
        while (!end.IsCancellationRequested)
        {
            try
            {
                using var answer = await client.GetAsync(path, HttpCompletionOption.ResponseHeadersRead, end);
                await (await answer.Content.ReadAsStreamAsync(end)).CopyToAsync(Stream.Null, end);
                if (!answer.IsSuccessStatusCode)
                    await Task.Delay(100, end);
            }
            catch (Exception e) when (e is OperationCanceledException or HttpRequestException or IOException)
            {
                // The run is over, or the server broke off: it is asked again.
            }
        }
    }

    private static void Stop(CancellationTokenSource end, Task[] readers)
    {
        end.Cancel();
        Task.WaitAll(readers);
    }
}
