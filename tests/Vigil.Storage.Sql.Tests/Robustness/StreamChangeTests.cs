using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;
using Vigil.Simulation;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Stream files are applied while the service decides.</summary>
public sealed class StreamChangeTests
{
    private const string Feature = "- entity: terminal_id";

    internal static readonly (string, string) MoreFeatures = (Feature,
        "- entity: terminal_id\n    windows: [2h, 30d]\n    aggregations: [mean, max]\n    field: amount\n  - entity: city\n"
        + "    windows: [3d]\n    aggregations: [distinct]\n    field: customer_id\n  " + Feature);

    [Fact]
    public async Task Apply_FeaturesUnderLoad_DecidesAsAFreshStartWithThemWould()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { SnapshotEntries = 700 });
        using var stop = new CancellationTokenSource();
        await live.Decide(Payments.Rows.Take(400));
        var load = Load(live, 400, stop.Token);
        await live.UntilBeyond(450);

        var applied = await Apply(live, Payments.DefinitionWith(MoreFeatures));
        await live.UntilBeyond(applied.Sequence + 300);
        await stop.CancelAsync();
        await load;

        var stored = await live.ShouldBeWholeAsync();
        stored.Count(d => d.Sequence < applied.Sequence).ShouldBeGreaterThan(400);
        stored.Where(d => d.Sequence < applied.Sequence).ShouldAllBe(d => d.Features.Length == Payments.Models[0].Features.Length);
        var after = stored.Where(d => d.Sequence > applied.Sequence).ToList();
        after.Count.ShouldBeGreaterThan(250);
        var fresh = await FreshStart(MoreFeatures, stored);
        foreach (var decision in after)
            ShouldHaveTheBitsOf(decision, fresh[decision.IdOf()]);
        live.ShouldHaveOneState();
        await live.Restart();
        live.Stream.Version.ShouldBe(applied.Definition);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Apply_Policy_TakesEffectWithItsEntryAndStaysAfterARestart()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(100));

        var applied = await Apply(live, Payments.DefinitionWith(("review: 60, block: 85", "review: 10, block: 20")));
        (await live.Decide(Payments.Rows.Skip(100).Take(100))).ShouldAllBe(s => s.Decision!.Snapshot.Policy.Review == 10);

        applied.Plan.Comparison.Changes.Select(c => c.What).ShouldBe(["policy.review", "policy.block"]);
        (await live.ShouldBeWholeAsync()).Count(d => d.Snapshot.Policy.Review == 10).ShouldBe(100);
        live.ShouldHaveOneState();
        foreach (bool fromSnapshot in (bool[])[true, false])
        {
            live.Options = live.Options with { UsesSnapshots = fromSnapshot };
            await live.Restart();
            live.Stream.Definition.Policy.Review.ShouldBe(10);
            live.Stream.Since.ShouldBe(
                (await live.Ports.Journal.FindAsync(applied.Sequence, TestContext.Current.CancellationToken))!.Received);
        }
        (await Apply(live, Payments.DefinitionWith(("review: 60, block: 85", "review: 10, block: 20")))).Sequence.ShouldBe(0);
    }

    [Theory]
    [InlineData("lateness: 1h", "lateness: 2h")]
    [InlineData("lateness: 1h", "lateness: 1h\nremember_ids: 3d")]
    [InlineData("lateness: 1h", "lateness: 1h\ntime_zone: Asia/Tokyo")]
    [InlineData("lateness: 1h", "lateness: 1h\nrates: { base: EUR, USD: 0.9 }")]
    [InlineData("city: { type: text, role: location }", "city: { type: text }\n  channel: { type: text }")]
    [InlineData("  city: { type: text, role: location }\n", "")]
    [InlineData("aggregations: [log]", "aggregations: [log, value]")]
    public async Task Apply_AnyChange_ContinuesAsAFreshStartAndAllReplays(string line, string instead)
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(300));
        await live.Service.LabelAsync(
            live.Stream, Payments.IdOf(Payments.Rows[10]), true, null, "test", TestContext.Current.CancellationToken);

        var applied = await Apply(live, Payments.DefinitionWith((line, instead)));
        await live.Decide(Payments.Rows.Skip(300).Take(200));
        await live.Service.LabelAsync(
            live.Stream, Payments.IdOf(Payments.Rows[20]), true, null, "test", TestContext.Current.CancellationToken);
        await live.Decide(Payments.Rows.Skip(500).Take(200));

        applied.Sequence.ShouldBeGreaterThan(0);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(700);
        live.ShouldHaveOneState();
        await live.Restart();
        (await live.Decide(Payments.Rows.Take(3))).ShouldAllBe(s => s.Decision!.IsDuplicate);
    }

    [Fact]
    public async Task Apply_PersonalMark_WritesNothingInClearFromTheEntryOn()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(200));

        // Read under the definition of before, and sequenced after the entry.
        var early = live.Group(Payments.Rows.Skip(450).Take(50));
        var applied = await Apply(
            live, Payments.DefinitionWith(("personal: [customer_id, device_id]", "personal: [customer_id, device_id, terminal_id]")));
        await live.Decide(Payments.Rows.Skip(200).Take(250));
        (await live.Service.TrySubmitAsync(early, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await early.Completion;
        await live.Service.SnapshotAsync();

        int column = SimulatedTransaction.Columns.IndexOf("terminal_id");
        string terminal = Payments.Rows.Skip(200).Select(row => row[column]).First(t => t.Length > 0);
        foreach (var entry in live.Ports.Journal.Read(applied.Sequence))
            Encoding.Latin1.GetString(entry.Body.Span).ShouldNotContain(terminal);
        (await live.ShouldBeWholeAsync()).Count(
            d => Encoding.UTF8.GetString(d.Transaction.Text(3)) == terminal && d.Sequence > applied.Sequence)
            .ShouldBeGreaterThan(0);
        live.ShouldHaveOneState();
        string snapshots = Path.Combine(live.Path, "snapshots");
        File.ReadAllText(Directory.EnumerateFiles(snapshots, "segment-*").Max()!, Encoding.Latin1)
            .ShouldNotContain(terminal);
    }

    [Fact]
    public async Task Apply_WhatCannotBe_IsRefusedWithAllReasonsAndChangesNothing()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        long before = live.Service.CommittedSequence;

        var refused = await Should.ThrowAsync<StreamRefusedException>(() => Apply(live, Payments.DefinitionWith(
            ("transaction_id: { type: text, role: id }", "transaction_id: { type: text }"),
            ("personal: [customer_id, device_id]", "personal: [customer_id]"),
            ("windows: [1d, 7d]", "windows: [1d, 8d]"))));

        string[] reasons = [.. refused.Plan.Problems];
        reasons.ShouldContain(r => r.Contains("schema role id", StringComparison.Ordinal));
        reasons.Single(r => r.Contains("schema.device_id.personal", StringComparison.Ordinal)).ShouldContain("--not-personal");
        reasons.Single(r => r.Contains("terminal_id_count_7d", StringComparison.Ordinal)).ShouldContain("--train");
        live.Service.CommittedSequence.ShouldBe(before);
        live.Stream.Text.ShouldBe(Payments.Models[0].Stream);
    }

    [Fact]
    public async Task Apply_WithTraining_PromotesAModelOfTheNewFeaturesInOneEntry()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(600));

        var applied = await live.Service.ApplyAsync(
            Payments.DefinitionWith(("windows: [1d, 7d]", "windows: [1d, 8d]"), MoreFeatures), new ApplyOptions { Trains = true },
            "test", null, TestContext.Current.CancellationToken);
        var answers = await live.Decide(Payments.Rows.Skip(600).Take(200));

        applied.Model.ShouldNotBe(Payments.Models[0].Version);
        answers.ShouldAllBe(s => s.Decision!.Snapshot.Model.Version == applied.Model
            && s.Decision.Snapshot.Model.Features.Length == s.Decision.Features.Length);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(800);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Apply_WithTrainingAndNoOtherChange_KeepsTheStateThatThereIs()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(400));

        var applied = await live.Service.ApplyAsync(
            Payments.Definition, new ApplyOptions { Trains = true }, "test", null, TestContext.Current.CancellationToken);

        PromotionRecord.Decode((await live.Ports.Journal.FindAsync(
            applied.Sequence, TestContext.Current.CancellationToken))!.Body.Span).From.ShouldBe(DefinitionRecord.GoesOn);
        live.Stream.Snapshot!.Model.Version.ShouldBe(applied.Model);
        await live.Decide(Payments.Rows.Skip(400).Take(100));
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(500);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Promote_ModelThatIsOlderThanWhatWasApplied_KeepsTheDefinition()
    {
        using var live = await LiveService.StartNew();
        await Apply(live, Payments.DefinitionWith(("review: 60, block: 85", "review: 10, block: 20")));

        await live.Service.PromoteAsync(Payments.Models[1].Version, "test");

        live.Stream.Snapshot!.Model.Version.ShouldBe(Payments.Models[1].Version);
        live.Stream.Snapshot.Policy.Review.ShouldBe(10);
        await live.Decide(Payments.Rows.Take(50));
        await live.ShouldBeWholeAsync();
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Apply_AfterRetention_SaysWhatIsNotWholeAndGoesOn()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(400));
        long middle = live.Ports.Journal.LastSequence;
        await live.Decide(Payments.Rows.Skip(400).Take(400));
        await live.Service.SnapshotAsync();
        var kept = await live.Ports.Journal.FindAsync(middle, TestContext.Current.CancellationToken);
        await live.Ports.Retention.RemoveOldAsync(kept!.Received, TestContext.Current.CancellationToken);
        live.Ports.Journal.FirstSequence.ShouldBeGreaterThan(1);

        var applied = await Apply(live, Payments.DefinitionWith(MoreFeatures));
        var answers = await live.Decide(Payments.Rows.Skip(800).Take(100));

        applied.Plan.Gaps.Length.ShouldBe(2);
        applied.Plan.Gaps[0].ShouldContain("terminal_id_mean_amount_30d");
        applied.Plan.Gaps[1].ShouldContain("last64");
        answers.ShouldAllBe(s => s.Decision!.Features.Length == live.Stream.Features.Length);
        foreach (var answer in answers.Where((_, i) => i % 20 == 0))
            DecisionReplay.Run(live.Ports, live.Key, answer.Decision!.Sequence, TestContext.Current.CancellationToken)
                .Differences.ShouldBeEmpty();
        var state = live.Recover(usesSnapshots: true).States.Fingerprint();
        await live.Restart();
        live.Stream.Version.ShouldBe(applied.Definition);
        live.Recover(usesSnapshots: true).States.Fingerprint().ShouldBe(state);
    }

    [Fact]
    public async Task Apply_EntryThatCannotBeWritten_LeavesTheStreamAsItWas()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(
            l => l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) });
        await live.Decide(Payments.Rows.Take(200));
        string before = live.Stream.Version;
        journal!.Next = batch => batch.Entries.Any(e => e.Kind == EntryKind.Definition) && journal.Faults == 0 ? Fault.Before : Fault.None;

        await Should.ThrowAsync<StorageException>(() => Apply(live, Payments.DefinitionWith(MoreFeatures)));
        await live.UntilReady();
        live.Stream.Version.ShouldBe(before);
        (await live.Decide(Payments.Rows.Skip(200).Take(50))).ShouldAllBe(s => s.Decision != null);
        await Apply(live, Payments.DefinitionWith(MoreFeatures));
        (await live.Decide(Payments.Rows.Skip(250).Take(50))).ShouldAllBe(s => s.Decision != null);

        live.Stream.Version.ShouldNotBe(before);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(300);
        live.ShouldHaveOneState();
    }

    private static Task<AppliedStream> Apply(LiveService live, StreamDefinition definition) =>
        live.Service.ApplyAsync(definition, new ApplyOptions(), "test", null, TestContext.Current.CancellationToken);

    /// <summary>What a service decides that had the definition from the beginning, on the same transactions in the same order.</summary>
    private static async Task<Dictionary<string, Decision>> FreshStart((string, string) edit, IEnumerable<Decision> order)
    {
        using var fresh = await LiveService.StartNew();
        await Apply(fresh, Payments.DefinitionWith(edit));
        var rows = Payments.Rows.ToDictionary(Payments.IdOf);
        var answers = new Dictionary<string, Decision>();
        foreach (string[] chunk in order.Select(d => d.IdOf()).Chunk(200))
            foreach (var submission in await fresh.Decide(chunk.Select(id => rows[id])))
                answers[submission.Decision!.IdOf()] = submission.Decision!;
        return answers;
    }

    private static void ShouldHaveTheBitsOf(Decision decision, Decision fresh)
    {
        long[] Bits(IEnumerable<double> values) => [.. values.Select(BitConverter.DoubleToInt64Bits)];
        Bits(decision.Features).ShouldBe(Bits(fresh.Features));
        Bits(decision.Baselines).ShouldBe(Bits(fresh.Baselines));
        Bits([decision.RawScore, decision.Risk]).ShouldBe(Bits([fresh.RawScore, fresh.Risk]));
        decision.Outcome.ShouldBe(fresh.Outcome);
    }

    private static async Task Load(LiveService live, int from, CancellationToken stop)
    {
        await Task.Yield();
        foreach (var rows in Payments.Rows.Skip(from).Chunk(7))
            if (!stop.IsCancellationRequested)
                (await live.Decide(rows)).ShouldAllBe(s => s.Decision != null);
    }
}
