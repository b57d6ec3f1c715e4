using System.Diagnostics;
using System.Globalization;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Files;

namespace Vigil.Bench;

/// <summary><c>vigil detect</c> as a user runs it; then the same stages in process, one after the other.</summary>
internal static class DetectBenchmark
{
    private const int Runs = 5, BatchRows = 512;

    public static void Run()
    {
        string program = Path.Combine(Checkout.Root, "vigil");
        Start(program, "--version");
        string[] arguments = ["detect", "--json", HandbookRows.Pattern];
        double before = ProcessorTime();
        double[] seconds = [.. Enumerable.Range(0, Runs).Select(_ => Time(() => Start(program, arguments)))];
        string range = $"{seconds.Min():0.0} to {seconds.Max():0.0} s";
        Figures.Print($"detect, whole process: median {Figures.Median(seconds):0.0} s of {Runs} runs, {range}");
        Figures.Print($"  processor time {(ProcessorTime() - before) / Runs:0.0} s a run");
        Stages(HandbookRows.Load());
    }

    private static void Stages(HandbookRows rows)
    {
        Print("reading and parsing the files", rows.Count, Time(() => ReadFiles(rows)));
        var pipeline = new ScoringPipeline(rows.Stream.Schema, rows.Stream.Features);
        var trainer = new ModelTrainer(rows.Stream.Schema, pipeline.Features, rows.Stream.Model);
        Print("first pass: features, sample", rows.Count, Time(() => Pass(rows, pipeline, trainer.Offer)));
        Model? model = null;
        double fit = Time(() => model = trainer.Fit("benchmark"));
        Figures.Print($"  {"fitting the model",-32} {fit,6:0.00} s");

        var times = new StageTimes();
        var scoring = new ScoringPipeline(rows.Stream.Schema, rows.Stream.Features, model, rows.Stream.Policy, times);
        Pass(rows, scoring, null);
        foreach (var stage in Enum.GetValues<Stage>())
            Print($"second pass: {stage.ToString().ToLowerInvariant()}", rows.Count, times[stage].TotalSeconds);
        Console.WriteLine("  These are on one thread; the program runs reading, features and scoring side by side, in both passes.");
    }

    private static void ReadFiles(HandbookRows rows)
    {
        using var files = FileSet.Expand([HandbookRows.Pattern]);
        using var source = FileSource.TryOpen(files.Files, rows.Stream.Schema, _ => { }, out _)!;
        var transaction = new Transaction(rows.Stream.Schema);
        while (source.Read(transaction))
        {
        }
    }

    private delegate void Offer(ReadOnlySpan<double> features, long time);

    private static void Pass(HandbookRows rows, ScoringPipeline pipeline, Offer? offer)
    {
        var batch = pipeline.NewBatch(BatchRows);
        for (int i = 0; i < rows.Count; i++)
        {
            rows.Fill(i, batch.Next);
            if (pipeline.Accept(batch))
                offer?.Invoke(batch.FeaturesOf(batch.Count - 1), batch.Transactions[batch.Count - 1].Time);
            if (!batch.IsFull)
                continue;
            if (pipeline.Model is not null)
                pipeline.Score(batch);
            batch.Clear();
        }
    }

    // Seconds of processor time of all programs that this one has started and seen to the end: proc(5), in hundredths of a second.
    private static double ProcessorTime()
    {
        string[] fields = File.ReadAllText("/proc/self/stat").Split(')')[^1].Split(' ', StringSplitOptions.RemoveEmptyEntries);
        return (long.Parse(fields[13], CultureInfo.InvariantCulture) + long.Parse(fields[14], CultureInfo.InvariantCulture)) / 100.0;
    }

    private static void Start(string program, params string[] arguments)
    {
        var start = new ProcessStartInfo(program, arguments) { RedirectStandardOutput = true, RedirectStandardError = true };
        using var process = Process.Start(start)!;
        process.ErrorDataReceived += (_, _) => { };
        process.BeginErrorReadLine();
        string output = process.StandardOutput.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0)
            throw new InvalidOperationException($"{program} {string.Join(' ', arguments)} ended with {process.ExitCode}: {output}");
    }

    private static double Time(Action action)
    {
        long start = Stopwatch.GetTimestamp();
        action();
        return Stopwatch.GetElapsedTime(start).TotalSeconds;
    }

    private static void Print(string what, int rows, double seconds) =>
        Figures.Print($"  {what,-32} {seconds,6:0.00} s {seconds / rows * 1e6,6:0.00} µs a row");
}
