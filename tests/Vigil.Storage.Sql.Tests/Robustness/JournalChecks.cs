using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>What must be true of a journal whatever happened.</summary>
internal static class JournalChecks
{
    /// <summary>Sequences without gaps, times that do not go back, no transaction twice, and every decision gives its bits again.</summary>
    public static async Task<IReadOnlyList<Decision>> ShouldBeWholeAsync(this LiveService live)
    {
        var reader = live.Ports.Reader(live.Key);
        var decisions = new List<Decision>();
        long last = 0, received = 0;
        foreach (var entry in live.Ports.Journal.Read(0))
        {
            entry.Sequence.ShouldBe(++last);
            entry.Received.ShouldBeGreaterThanOrEqualTo(received);
            received = entry.Received;
            if (entry.Kind == EntryKind.Decision)
                decisions.Add(await reader.ReadAsync(entry, (await live.Ports.Decisions.FindAsync(
                    entry.Sequence, TestContext.Current.CancellationToken))!.Label, TestContext.Current.CancellationToken));
        }
        live.Ports.Journal.LastSequence.ShouldBe(last);
        decisions.Select(IdOf).ShouldBeUnique();
        live.ShouldReplay(decisions.Count);
        return decisions;
    }

    /// <summary>One pass over the whole journal computes every decision again.</summary>
    public static void ShouldReplay(this LiveService live, int count)
    {
        int replayed = 0;
        foreach (var result in DecisionReplay.All(live.Ports, live.Ports.Library(live.Key), CancellationToken.None))
        {
            result.Differences.ShouldBeEmpty();
            replayed++;
        }
        replayed.ShouldBe(count);
    }

    /// <summary>State from the newest snapshot and from the beginning are the same bytes.</summary>
    public static RecoveredState ShouldHaveOneState(this LiveService live)
    {
        var quick = live.Recover(usesSnapshots: true);
        quick.States.Fingerprint().ShouldBe(live.Recover(usesSnapshots: false).States.Fingerprint());
        return quick;
    }

    /// <summary>What was answered is what the journal has, to the bit.</summary>
    public static void ShouldEqual(this Decision stored, Decision answered)
    {
        stored.Sequence.ShouldBe(answered.Sequence);
        stored.Received.ShouldBe(answered.Received);
        stored.Snapshot.Model.Version.ShouldBe(answered.Snapshot.Model.Version);
        stored.Snapshot.Policy.ShouldBe(answered.Snapshot.Policy);
        stored.Outcome.ShouldBe(answered.Outcome);
        Bits(stored.RawScore, stored.Risk).ShouldBe(Bits(answered.RawScore, answered.Risk));
        Bits(stored.Features).ShouldBe(Bits(answered.Features));
        Bits(stored.Baselines).ShouldBe(Bits(answered.Baselines));
        Bits(stored.Explain().Contributions).ShouldBe(Bits(answered.Explain().Contributions));
    }

    /// <summary>The transaction's identifier.</summary>
    public static string IdOf(this Decision decision) => System.Text.Encoding.UTF8.GetString(decision.Transaction.Text(0));

    private static long[] Bits(params double[] values) =>
        [.. values.Select(v => double.IsNaN(v) ? long.MinValue + 1 : BitConverter.DoubleToInt64Bits(v))];
}
