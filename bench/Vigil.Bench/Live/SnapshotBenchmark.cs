using System.Diagnostics;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;

namespace Vigil.Bench.Live;

/// <summary>
/// What a snapshot does to those who wait for decisions: the service in process with a journal that keeps nothing and snapshots on disk,
/// one decision after the other at a fixed rate. Latency counts from when a transaction was due. The payments are made before.
/// </summary>
internal static class SnapshotBenchmark
{
    private const int Rate = 4_000, Seconds = 10, Phases = 5, MostSecondsMore = 20;

    public static void Run(Options options)
    {
        int customers = (int)options.Number("customers", 300_000), fill = (int)options.Number("fill", 2_000_000);
        options.Finish();
        using var folder = new FreshFolder();
        using var store = folder.Open(out var key);
        var payments = Payments.Begin(customers);
        var ports = ForgetfulStore.Create() with { Snapshots = store.Ports.Snapshots, EntityKeys = store.Ports.EntityKeys };
        using var live = ServiceBenchmark.Start(payments, ports, key, OnlyWhenAsked);
        new ClosedLoop(100, 16, fill).Run(live, payments);
        Figures.Print($"{fill:#,0} transactions of {customers:#,0} customers in the state, {Rate:#,0} decisions/s");

        var measured = new RenderedPayments(payments, Phases * Rate * (Seconds + MostSecondsMore));
        GC.Collect();
        using var collector = new CollectorPauses();
        Measure("alone", live, measured, collector, () => Task.CompletedTask);
        for (int snapshot = 1; snapshot <= 3; snapshot++)
        {
            long before = folder.SnapshotBytes;
            var clock = Stopwatch.StartNew();
            double seconds = 0;
            Measure($"beside snapshot {snapshot}", live, measured, collector, async () =>
            {
                await live.SnapshotAsync().ConfigureAwait(false);
                seconds = clock.Elapsed.TotalSeconds;
            });
            Figures.Print($"  written in {seconds:0.0} s; the folder grew by {(folder.SnapshotBytes - before) / 1e6:#,0} MB");
        }
        Measure("alone again", live, measured, collector, () => Task.CompletedTask);
    }

    private static ServiceOptions OnlyWhenAsked => new() { SnapshotEntries = long.MaxValue, SnapshotInterval = TimeSpan.FromDays(1) };

    private static void Measure(
        string name, ScoringService service, RenderedPayments payments, CollectorPauses collector, Func<Task> beside)
    {
        var (stream, latencies) = (service.Streams.Single(), new List<double>());
        var parser = stream.RentParser();
        var paused = GC.GetTotalPauseDuration();
        collector.Take();
        var (start, other) = (Stopwatch.GetTimestamp(), Task.CompletedTask);
        for (int i = 0; i < Rate * Seconds || !other.IsCompleted; i++)
        {
            if (i == Rate)
                other = Task.Run(beside);
            var due = TimeSpan.FromSeconds((double)i / Rate);
            var submission = new Submission(stream);
            payments.Next(parser, submission.Transaction);
            var group = new SubmissionGroup([submission]);
            while (Stopwatch.GetElapsedTime(start) < due)
                Thread.SpinWait(20);
            while (!service.TrySubmitAsync(group, CancellationToken.None).OnOwnThread())
                Thread.Yield();
            group.Completion.GetAwaiter().GetResult();
            latencies.Add((Stopwatch.GetElapsedTime(start) - due).TotalMilliseconds);
        }
        other.GetAwaiter().GetResult();
        stream.Return(parser);
        var pauses = GC.GetTotalPauseDuration() - paused;
        latencies.Sort();
        double At(double share) => latencies[(int)(share * (latencies.Count - 1))];
        Figures.Print($"{name}: p50 {At(.5):0.00}, p99 {At(.99):0.00}, p99.9 {At(.999):0.00}, max {latencies[^1]:0.0} ms");
        Figures.Print($"  the collector's pauses: {pauses.TotalMilliseconds:0.0} ms in all; {collector.Take()}");
        Figures.Print($"  its heap: {GC.GetTotalMemory(false) / 1e6:#,0} MB");
    }
}
