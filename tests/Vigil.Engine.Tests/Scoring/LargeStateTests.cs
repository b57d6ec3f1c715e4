using System.Diagnostics;
using System.Globalization;
using System.Runtime.CompilerServices;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Tests.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>
/// A state of so many gigabytes as <c>VIGIL_STATE_GB</c> says, saved and restored. It needs as much memory, and as much disk in the folder
/// of temporary files.
/// </summary>
public sealed class LargeStateTests(ITestOutputHelper output)
{
    private const int Batch = 256, Probes = 5000;
    private const double SmallGigabytes = 0.1;

    private static readonly double _gigabytes = Environment.GetEnvironmentVariable("VIGIL_STATE_GB") is { } text
        ? double.Parse(text, CultureInfo.InvariantCulture) : SmallGigabytes;

    [Fact]
    public void Restore_LargeState_GoesOnToTheBit()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        try
        {
            var (users, expected) = Save(path);
            GC.Collect();
            GC.WaitForPendingFinalizers();
            var clock = Stopwatch.StartNew();
            var restored = Pipeline();
            restored.Restore(path);
            output.WriteLine($"restored in {clock.Elapsed.TotalSeconds:f1} s");

            Probe(restored, users).ShouldBe(expected);
        }
        finally
        {
            File.Delete(path);
        }
    }

    // The pipeline must be gone before the other one is there.
    [MethodImpl(MethodImplOptions.NoInlining)]
    private (long Users, List<double> Probes) Save(string path)
    {
        var pipeline = Pipeline();
        var batch = pipeline.NewBatch(Batch);
        long users = 0;
        while (pipeline.Statistics.Sum(key => key.Bytes) < _gigabytes * 1e9)
            for (int batches = 0; batches < 1000; batches++, batch.Clear())
            {
                for (int i = 0; i < Batch; i++, users++)
                    Fill(batch.Transactions[i], users, users);
                pipeline.AcceptAll(batch, Batch);
            }
        var clock = Stopwatch.StartNew();
        pipeline.Save(path);
        output.WriteLine($"{pipeline.Statistics.Sum(key => key.Bytes) / 1e9:f2} GB of {users:n0} users, and the identifiers, saved in "
            + $"{clock.Elapsed.TotalSeconds:f1} s as a file of {new FileInfo(path).Length / 1e9:f2} GB");
        return (users, Probe(pipeline, users));
    }

    // The next transactions of users from all over the state.
    private static List<double> Probe(ScoringPipeline pipeline, long users)
    {
        var (batch, found) = (pipeline.NewBatch(1), new List<double>());
        for (int i = 0; i < Probes; i++, batch.Clear())
        {
            Fill(batch.Next, users / Probes * i, users + i);
            pipeline.Accept(batch).ShouldBeTrue();
            found.AddRange(batch.FeaturesOf(0));
        }
        return found;
    }

    private static void Fill(Transaction transaction, long user, long index)
    {
        transaction.Clear();
        transaction.Time = index * RandomEvents.Second / 1000;
        transaction.Numbers[0] = index % 1000 / 10.0;
        transaction.SetText(0, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"user {user}")));
        transaction.SetText(1, Encoding.UTF8.GetBytes(string.Create(CultureInfo.InvariantCulture, $"shop {index % 1000}")));
    }

    private static ScoringPipeline Pipeline() => new(RandomEvents.Schema, new FeatureSet(
        [
            FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(TimeSpan.FromDays(30))),
            FeatureSpec.Create(Aggregation.Std, ["user"], "amount", Window.Of(TimeSpan.FromDays(30))),
            FeatureSpec.Create(Aggregation.RobustZscore, ["user"], "amount", Window.LastOf(64)),
            FeatureSpec.Create(Aggregation.Rarity, ["user"], "shop"),
        ],
        TimeSpan.Zero));
}
