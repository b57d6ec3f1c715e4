using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Models are exchanged while the service decides.</summary>
public sealed class PromotionTests(ITestOutputHelper output)
{
    private const int Promotions = 1000;

    [Fact]
    public async Task Promote_AThousandTimesUnderLoad_EveryDecisionIsOfOneVersionAndReplays()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { SnapshotEntries = 1500 });
        using var stop = new CancellationTokenSource();
        var load = Enumerable.Range(0, 4).Select(side => Task.Run(() => Load(live, side, stop.Token))).ToArray();

        var promoted = new List<(long Sequence, string Version)> { (1, Payments.Models[0].Version) };
        for (int i = 1; i <= Promotions; i++)
        {
            string version = Payments.Models[i % Payments.Models.Count].Version;
            promoted.Add((await live.Service.PromoteAsync(version, "test"), version));
        }
        await stop.CancelAsync();
        var answered = (await Task.WhenAll(load)).SelectMany(a => a).ToList();

        var stored = await live.ShouldBeWholeAsync();
        stored.Count.ShouldBe(answered.Count);
        var bySequence = stored.ToDictionary(d => d.Sequence);
        foreach (var decision in answered)
            bySequence[decision.Sequence].ShouldEqual(decision);
        foreach (var decision in stored)
            decision.Snapshot.Model.Version.ShouldBe(promoted.Last(p => p.Sequence < decision.Sequence).Version);
        live.ShouldHaveOneState();
        foreach (var decision in stored.Where((_, i) => i % Math.Max(1, stored.Count / 8) == 0))
            DecisionReplay.Run(live.Ports, live.Key, decision.Sequence, TestContext.Current.CancellationToken).Differences.ShouldBeEmpty();
        output.WriteLine($"{stored.Count} decisions among {Promotions} promotions");
    }

    [Theory]
    [InlineData("lateness: 1h", "lateness: 2h")]
    [InlineData("delay: 1d", "delay: 2d")]
    [InlineData("windows: [1d, 7d]", "windows: [1d, 8d]")]
    public async Task Promote_VersionWithOtherWindows_ServesItsDefinitionToo(string line, string instead)
    {
        using var live = await LiveService.StartNew();
        var other = Payments.TrainWith(line, instead);
        await ModelLibrary.AddAsync(live.Ports.Models, other, 0, TestContext.Current.CancellationToken);
        await live.Decide(Payments.Rows.Take(200));

        await live.Service.PromoteAsync(other.Version, "test");
        await live.Decide(Payments.Rows.Skip(200).Take(200));

        live.Stream.Text.ShouldBe(other.Stream);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(400);
        live.ShouldHaveOneState();
        await live.Restart();
        live.Stream.Text.ShouldBe(other.Stream);
    }

    [Fact]
    public async Task Promote_VersionWithAnotherPolicy_DecidesByItAndReplays()
    {
        using var live = await LiveService.StartNew();
        var strict = Payments.TrainWith("policy: { review: 60, block: 85 }", "policy: { review: 10, block: 20 }");
        await ModelLibrary.AddAsync(live.Ports.Models, strict, 0, TestContext.Current.CancellationToken);
        await live.Decide(Payments.Rows.Take(100));

        await live.Service.PromoteAsync(strict.Version, "test");
        var answers = await live.Decide(Payments.Rows.Skip(100).Take(100));

        answers.ShouldAllBe(a => a.Decision!.Snapshot.Policy.Review == 10);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(200);
        await live.Restart();
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Promote_UnknownVersion_IsRefused()
    {
        using var live = await LiveService.StartNew();

        await Should.ThrowAsync<InvalidOperationException>(() => live.Service.PromoteAsync("0123456789ab", "test"));
    }

    [Fact]
    public async Task Promote_FirstOfAStreamFails_LeavesNoStreamBehind()
    {
        FaultyJournal? journal = null;
        using var live = new LiveService { Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) } };
        await live.Start();
        await ModelLibrary.AddAsync(live.Ports.Models, Payments.Models[0], 0, TestContext.Current.CancellationToken);
        journal!.Next = _ => journal.Faults == 0 ? Fault.Before : Fault.None;
        await Should.ThrowAsync<StorageException>(() => live.Service.PromoteAsync(Payments.Models[0].Version, "test"));
        await live.UntilReady();

        live.Service.Streams.ShouldBeEmpty();
        await live.Service.PromoteAsync(Payments.Models[0].Version, "test");

        (await live.Decide(Payments.Rows.Take(5))).ShouldAllBe(s => s.Decision != null);
    }

    private static async Task<List<Decision>> Load(LiveService live, int side, CancellationToken stop)
    {
        var decisions = new List<Decision>();
        var rows = Payments.Rows.Where((_, i) => i % 4 == side).Chunk(side + 1).GetEnumerator();
        while (!stop.IsCancellationRequested && rows.MoveNext())
            decisions.AddRange((await live.Decide(rows.Current)).Select(s => s.Decision.ShouldNotBeNull()));
        return decisions;
    }
}
