using System.Diagnostics;
using System.Globalization;
using System.Runtime.InteropServices;
using Vigil.Detection;
using Vigil.Detection.Detectors.IsolationForest;
using Vigil.Engine.Scoring;

namespace Vigil.Bench;

/// <summary>The isolation forest beside Debian's scikit-learn, turn by turn on the same rows of features.</summary>
internal static class ForestBenchmark
{
    private const int Rows = 100_000, Turns = 7;
    private const string Python = "/usr/bin/python3";

    public static void Run()
    {
        var (rows, width) = FeatureRows();
        string file = Path.GetTempFileName();
        try
        {
            File.WriteAllBytes(file, MemoryMarshal.AsBytes<double>(rows));
            Compare(rows, width, file);
        }
        finally
        {
            File.Delete(file);
        }
    }

    private static void Compare(double[] rows, int width, string file)
    {
        string script = Path.Combine(Checkout.Root, "bench", "sklearn_forest.py");
        string[] arguments = [script, file, width.ToString(CultureInfo.InvariantCulture)];
        var start = new ProcessStartInfo(Python, arguments) { RedirectStandardInput = true, RedirectStandardOutput = true };
        using var peer = Process.Start(start)!;
        if (peer.StandardOutput.ReadLine() is not { } version)
            throw new InvalidOperationException($"{Python} has no scikit-learn: apt-get install -y python3-sklearn");
        Figures.Print($"{Rows:#,0} rows of {width} features, 100 trees of 256 rows, medians of {Turns} turns; scikit-learn {version}");
        Turn(rows, width);
        var ours = new List<(double Fit, double Score)>();
        var theirs = new Dictionary<string, List<(double Fit, double Score)>> { ["1"] = [], ["-1"] = [] };
        for (int turn = 0; turn < Turns; turn++)
        {
            ours.Add(Turn(rows, width));
            foreach (var (jobs, times) in theirs)
                times.Add(Ask(peer, jobs));
        }
        peer.StandardInput.Close();
        Report(ours, theirs["1"], theirs["-1"]);
    }

    private static void Report(
        List<(double Fit, double Score)> ours, List<(double Fit, double Score)> one, List<(double Fit, double Score)> all)
    {
        Report("fit", t => t.Fit);
        Report("score", t => t.Score);

        void Report(string name, Func<(double Fit, double Score), double> of)
        {
            double mine = Figures.Median(ours.Select(of)), single = Figures.Median(one.Select(of)), many = Figures.Median(all.Select(of));
            Figures.Print($"{name,-6} vigil, 1 thread         {mine * 1e3,8:0.0} ms");
            Figures.Print($"       scikit-learn, n_jobs=1  {single * 1e3,8:0.0} ms  {single / mine,5:0.0} ×");
            Figures.Print($"       scikit-learn, n_jobs=-1 {many * 1e3,8:0.0} ms  {many / mine,5:0.0} ×");
        }
    }

    private static (double Fit, double Score) Turn(double[] rows, int width)
    {
        double[] scores = new double[Rows];
        long start = Stopwatch.GetTimestamp();
        var forest = new IsolationForestOptions().Fit(new TrainingSet(rows, width), 42);
        double fit = Stopwatch.GetElapsedTime(start).TotalSeconds;
        start = Stopwatch.GetTimestamp();
        forest.Score(rows, scores);
        return (fit, Stopwatch.GetElapsedTime(start).TotalSeconds);
    }

    private static (double Fit, double Score) Ask(Process peer, string jobs)
    {
        peer.StandardInput.WriteLine(jobs);
        peer.StandardInput.Flush();
        double[] times = [.. peer.StandardOutput.ReadLine()!.Split(' ').Select(t => double.Parse(t, CultureInfo.InvariantCulture))];
        return (times[0], times[1]);
    }

    // After the first hundred thousand most features have something to compare with; this scikit-learn refuses missing values.
    private static (double[] Rows, int Width) FeatureRows()
    {
        var handbook = HandbookRows.Load();
        var pipeline = new ScoringPipeline(handbook.Stream.Schema, handbook.Stream.Features);
        var batch = pipeline.NewBatch(1);
        double[] rows = new double[Rows * batch.Width];
        for (int i = 0; i < 2 * Rows; i++, batch.Clear())
        {
            handbook.Fill(i, batch.Next);
            pipeline.Accept(batch);
            if (i >= Rows)
                batch.FeaturesOf(0).CopyTo(rows.AsSpan((i - Rows) * batch.Width));
        }
        foreach (ref double value in rows.AsSpan())
            value = double.IsNaN(value) ? 0 : value;
        return (rows, batch.Width);
    }
}
