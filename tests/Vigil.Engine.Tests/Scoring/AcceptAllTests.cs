using System.Text;
using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Tests.Features;
using Vigil.Engine.Tests.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>Several transactions at once are the same as one by one, to the bit, repeats among them.</summary>
public sealed class AcceptAllTests
{
    private const int Capacity = 64, Events = 600;

    private static readonly TransactionSchema _schema = new([.. RandomEvents.Schema.Fields, new Field("id", FieldType.Text, FieldRole.Id)]);

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void AcceptAll_BatchesOfRandomSizesWithRepeats_EqualOneByOneToTheBit(int seed)
    {
        var (events, ids, random) = (RandomEvents.Make((ulong)seed, Events), Ids((ulong)seed), new SeededRandom((ulong)seed));
        var (single, grouped) = (Pipeline(), Pipeline());
        var (expected, refused) = (new List<string>(), new List<int>());
        var (found, repeated) = (new List<string>(), new List<int>());

        var one = single.NewBatch(1);
        for (int i = 0; i < Events; i++, one.Clear())
        {
            Fill(one.Next, events[i], ids[i]);
            if (single.Accept(one))
                expected.Add(Row(one, 0));
            else
                refused.Add(i);
        }
        var batch = grouped.NewBatch(Capacity);
        for (int from = 0, count; from < Events; from += count, batch.Clear())
        {
            count = Math.Min(Events - from, 1 + random.NextInt(Capacity));
            for (int i = 0; i < count; i++)
                Fill(batch.Transactions[i], events[from + i], ids[from + i]);
            grouped.AcceptAll(batch, count, place =>
            {
                Encoding.UTF8.GetString(batch.Next.Text(_schema.TextCount - 1)).ShouldBe(ids[from + place]);
                repeated.Add(from + place);
            });
            found.AddRange(Enumerable.Range(0, batch.Count).Select(row => Row(batch, row)));
        }

        repeated.Count.ShouldBeGreaterThan(0);
        repeated.ShouldBe(refused);
        found.ShouldBe(expected);
        SavedParts.Hash(grouped.Parts).ShouldBe(SavedParts.Hash(single.Parts));
    }

    private static string Row(MicroBatch batch, int row) => string.Join(' ',
        [$"{batch.Sequences[row]}", .. batch.FeaturesOf(row).ToArray().Concat(batch.BaselinesOf(row).ToArray()).Select(v => $"{v:R}"),
            $"{batch.PreviousPlaceOf(row)}"]);

    private static void Fill(Transaction transaction, Event e, string id)
    {
        RandomEvents.Fill(transaction, e);
        transaction.SetText(_schema.TextCount - 1, Encoding.UTF8.GetBytes(id));
    }

    // Some twice, some with none.
    private static List<string> Ids(ulong seed)
    {
        var random = new SeededRandom(seed);
        return [.. Enumerable.Range(0, Events).Select(i => random.NextInt(10) == 0 ? "" : $"id{random.NextInt(i + 100)}")];
    }

    private static ScoringPipeline Pipeline() => new(_schema, new FeatureSet(
        [
            FeatureSpec.Create(Aggregation.Mean, ["user"], "amount", Window.Of(TimeSpan.FromHours(1))),
            FeatureSpec.Create(Aggregation.Rarity, ["user"], "shop"),
            FeatureSpec.Create(Aggregation.Distance, ["user"]),
        ],
        TimeSpan.FromMinutes(20)));
}
