using System.Diagnostics;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;

namespace Vigil.Bench;

/// <summary>Features, detectors and policy in process. Two thirds of the handbook warm the state up, the rest is measured.</summary>
internal static class PipelineBenchmark
{
    private const int BatchRows = 256, Runs = 3, BatchesInFlight = 8;

    public static void Run()
    {
        var rows = HandbookRows.Load();
        int from = rows.Count * 2 / 3, measured = rows.Count - from;
        var model = Train(rows, from);
        Figures.Print($"{rows.Count:#,0} transactions, {model.Features.Length} features, {Environment.ProcessorCount} processors");
        Figures.Print($"measured on the last {measured:#,0}, after the others have filled the windows");
        Report("1 thread ", measured, [.. Enumerable.Range(0, Runs).Select(_ => OnOneThread(rows, Warm(rows, model, from), from))]);
        Report("2 threads", measured, [.. Enumerable.Range(0, Runs).Select(_ => OnTwoThreads(rows, Warm(rows, model, from), from))]);
        Allocations(rows, Warm(rows, model, from), from);
        Stages(rows, model, from);
        Latency(rows, Warm(rows, model, from), from);
    }

    private static Model Train(HandbookRows rows, int end)
    {
        var pipeline = new ScoringPipeline(rows.Stream.Schema, rows.Stream.Features);
        var trainer = new ModelTrainer(rows.Stream.Schema, pipeline.Features, rows.Stream.Model);
        var batch = pipeline.NewBatch(1);
        for (int i = 0; i < end; i++, batch.Clear())
        {
            rows.Fill(i, batch.Next);
            if (pipeline.Accept(batch))
                trainer.Offer(batch.Transactions[0], batch.FeaturesOf(0));
        }
        return trainer.Fit("benchmark");
    }

    private static ScoringPipeline Warm(HandbookRows rows, Model model, int end, StageTimes? times = null)
    {
        var pipeline = new ScoringPipeline(rows.Stream.Schema, rows.Stream.Features, model, rows.Stream.Policy, times);
        var batch = pipeline.NewBatch(BatchRows);
        for (int i = 0; i < end; batch.Clear())
            i = FillBatch(rows, pipeline, batch, i, end);
        // Scoring is compiled to its fastest form only after it has run for a while.
        for (int i = 0; i < 200; i++)
            pipeline.Score(batch);
        return pipeline;
    }

    private static double OnOneThread(HandbookRows rows, ScoringPipeline pipeline, int from)
    {
        var batch = pipeline.NewBatch(BatchRows);
        long start = Stopwatch.GetTimestamp();
        for (int i = from; i < rows.Count;)
            i = ScoreBatch(rows, pipeline, batch, i);
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static int ScoreBatch(HandbookRows rows, ScoringPipeline pipeline, MicroBatch batch, int from)
    {
        int next = FillBatch(rows, pipeline, batch, from, rows.Count);
        pipeline.Score(batch);
        batch.Clear();
        return next;
    }

    private static int FillBatch(HandbookRows rows, ScoringPipeline pipeline, MicroBatch batch, int from, int end)
    {
        int count = Math.Min(end - from, BatchRows);
        for (int i = 0; i < count; i++)
            rows.Fill(from + i, batch.Transactions[i]);
        pipeline.AcceptAll(batch, count);
        return from + count;
    }

    private static double OnTwoThreads(HandbookRows rows, ScoringPipeline pipeline, int from)
    {
        using BatchQueue free = new(BatchesInFlight + 1), filled = new(BatchesInFlight + 1);
        for (int i = 0; i < BatchesInFlight; i++)
            free.Put(pipeline.NewBatch(BatchRows));
        var scorer = new Thread(() =>
        {
            while (filled.Take() is { } batch)
            {
                pipeline.Score(batch);
                batch.Clear();
                free.Put(batch);
            }
        });
        long start = Stopwatch.GetTimestamp();
        scorer.Start();
        Sequence(rows, pipeline, from, free, filled);
        scorer.Join();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Sequence(HandbookRows rows, ScoringPipeline pipeline, int from, BatchQueue free, BatchQueue filled)
    {
        for (int i = from; i < rows.Count;)
        {
            var batch = free.Take()!;
            i = FillBatch(rows, pipeline, batch, i, rows.Count);
            filled.Put(batch);
        }
        filled.Put(null);
    }

    private static void Stages(HandbookRows rows, Model model, int from)
    {
        var times = new StageTimes();
        var pipeline = Warm(rows, model, from, times);
        var before = Enum.GetValues<Stage>().ToDictionary(s => s, s => times[s]);
        OnOneThread(rows, pipeline, from);
        foreach (var stage in Enum.GetValues<Stage>())
        {
            double each = (times[stage] - before[stage]).TotalMicroseconds / (rows.Count - from);
            Figures.Print($"stage {stage.ToString().ToLowerInvariant(),-10} {each,6:0.00} µs a transaction");
        }
    }

    private static void Latency(HandbookRows rows, ScoringPipeline pipeline, int from)
    {
        var batch = pipeline.NewBatch(1);
        long[] ticks = new long[rows.Count - from];
        for (int i = from; i < rows.Count; i++, batch.Clear())
        {
            rows.Fill(i, batch.Next);
            long start = Stopwatch.GetTimestamp();
            pipeline.Accept(batch);
            pipeline.Score(batch);
            ticks[i - from] = Stopwatch.GetTimestamp() - start;
        }
        Array.Sort(ticks);
        double unit = 1e6 / Stopwatch.Frequency;
        double At(double share) => Figures.Percentile(ticks, share) * unit;
        Figures.Print($"one transaction at a time: p50 {At(0.5):0.0} µs, p99 {At(0.99):0.0} µs, p99.9 {At(0.999):0.0} µs");
    }

    // Window state and the table of identifiers grow by doubling, now and then; everything else must not allocate.
    private static void Allocations(HandbookRows rows, ScoringPipeline pipeline, int from)
    {
        var batch = pipeline.NewBatch(BatchRows);
        var allocated = new List<long>(rows.Count / BatchRows + 1);
        for (int i = from; i < rows.Count;)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            i = ScoreBatch(rows, pipeline, batch, i);
            allocated.Add(GC.GetAllocatedBytesForCurrentThread() - before);
        }
        int growing = allocated.Count(b => b > 0);
        Figures.Print($"allocated: 0 bytes in {allocated.Count - growing:#,0} of {allocated.Count:#,0} batches of {BatchRows}");
        Figures.Print($"           {allocated.Sum() / 1e6:0.0} MB in the other {growing:#,0}, where state grew");
        Figures.Print($"           {allocated.Max() / 1e6:0.0} MB of it in the largest step");
    }

    private static void Report(string name, int measured, double[] seconds) =>
        Figures.Print($"{name}  {measured / Figures.Median(seconds),10:#,0} decisions/s (median of {seconds.Length} runs)");
}
