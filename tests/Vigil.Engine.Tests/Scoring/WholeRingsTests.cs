using System.Globalization;
using System.IO.Compression;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>
/// A state that the release before large rings were cut into blocks (b02786d) has written after 20,000 payments, nearly all of one user;
/// and what that release computed of some of the next ones.
/// </summary>
public sealed class WholeRingsTests
{
    private const int Saved = 20_000, Last = 70_000;

    private static readonly TransactionSchema _schema = new(
    [
        new Field("user", FieldType.Text, FieldRole.Entity), new Field("time", FieldType.Time, FieldRole.Time),
        new Field("amount", FieldType.Number, FieldRole.Amount),
    ]);

    [Fact]
    public void Restore_StateWithALargeRingOfOneBlock_GoesOnToTheBit()
    {
        var pipeline = Pipeline();
        pipeline.Restore(Unpacked());
        var expected = File.ReadLines(Beside("whole-rings.csv")).Select(line => line.Split(',')).ToDictionary(row => row[0]);
        var batch = pipeline.NewBatch(1);

        for (int i = Saved; i < Last; i++, batch.Clear())
        {
            Fill(batch.Next, i);
            pipeline.Accept(batch).ShouldBeTrue();
            if (expected.Remove(i.ToString(CultureInfo.InvariantCulture), out string[]? row))
                batch.FeaturesOf(0).ToArray().Select(v => v.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(row[1..]);
        }

        expected.ShouldBeEmpty();
    }

    private static ScoringPipeline Pipeline() => new(_schema, new FeatureSet(
        [
            FeatureSpec.Create(Aggregation.Count, ["user"], null, Window.Of(TimeSpan.FromDays(1))),
            FeatureSpec.Create(Aggregation.Sum, ["user"], "amount", Window.Of(TimeSpan.FromDays(1))),
            FeatureSpec.Create(Aggregation.Std, ["user"], "amount", Window.Of(TimeSpan.FromHours(1))),
        ],
        TimeSpan.FromMinutes(10)));

    private static void Fill(Transaction transaction, int index)
    {
        transaction.Clear();
        transaction.Time = 1_700_000_000_000_000 + index * 1_000_000L;
        transaction.SetText(0, Encoding.UTF8.GetBytes(index % 400 == 0 ? "few" : "many"));
        transaction.Numbers[0] = index % 7;
    }

    private static string Unpacked()
    {
        string path = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName());
        using var packed = new GZipStream(File.OpenRead(Beside("whole-rings.state.gz")), CompressionMode.Decompress);
        using var file = File.Create(path);
        packed.CopyTo(file);
        return path;
    }

    private static string Beside(string name) => Path.Combine(Repository.Root, "tests", "Vigil.Engine.Tests", "Scoring", name);
}
