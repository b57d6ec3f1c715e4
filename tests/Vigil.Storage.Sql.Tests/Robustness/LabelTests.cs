using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Labels arrive late, twice, changed, or for nothing.</summary>
public sealed class LabelTests
{
    [Fact]
    public async Task Label_UnknownTransaction_IsNull()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(5));

        (await live.Service.LabelAsync(live.Stream, "no such", true, null, "test", TestContext.Current.CancellationToken)).ShouldBeNull();

        live.Ports.Journal.LastSequence.ShouldBe(6);
    }

    [Fact]
    public async Task Label_SameAgain_ChangesNothing()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(5));
        string id = Payments.IdOf(Payments.Rows[2]);

        var first = await live.Service.LabelAsync(live.Stream, id, true, null, "test", TestContext.Current.CancellationToken);
        var second = await live.Service.LabelAsync(live.Stream, id, true, null, "test", TestContext.Current.CancellationToken);

        first.ShouldNotBeNull().IsDuplicate.ShouldBeFalse();
        second.ShouldNotBeNull().IsDuplicate.ShouldBeTrue();
        second.Decision.ShouldBe(first.Decision);
        live.Ports.Journal.LastSequence.ShouldBe(first.Sequence);
    }

    [Fact]
    public async Task Label_SameFromManySidesAtOnce_IsJournaledOnce()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        var labels = Enumerable.Range(0, 400).Select(i => Payments.IdOf(Payments.Rows[i % 50]));

        var results = await Task.WhenAll(
            labels.Select(id => live.Service.LabelAsync(live.Stream, id, true, null, "test", TestContext.Current.CancellationToken)));

        results.Count(r => !r!.IsDuplicate).ShouldBe(50);
        live.Ports.Journal.Read(0).Count(e => e.Kind == EntryKind.Label).ShouldBe(50);
        (await live.ShouldBeWholeAsync()).ShouldAllBe(d => d.Label == true);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Label_Changed_TheLastOneCounts()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        string id = Payments.IdOf(Payments.Rows[2]);

        foreach (bool isFraud in (bool[])[true, false, true, false])
            (await live.Service.LabelAsync(
                live.Stream, id, isFraud, null, "test", TestContext.Current.CancellationToken))!.IsDuplicate.ShouldBeFalse();
        await live.Decide(Payments.Rows.Skip(50).Take(500));

        (await live.Service.Reader.FindAsync(
            live.Stream, System.Text.Encoding.UTF8.GetBytes(id), TestContext.Current.CancellationToken))!.Label.ShouldBe(false);
        (await live.ShouldBeWholeAsync()).Count(d => d.Label != null).ShouldBe(1);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Label_TakenBack_StateIsAsIfItHadNeverBeen()
    {
        using var live = await LiveService.StartNew();
        using var other = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        await other.Decide(Payments.Rows.Take(50));
        string id = Payments.IdOf(Payments.Rows[2]);

        await live.Service.LabelAsync(live.Stream, id, true, null, "test", TestContext.Current.CancellationToken);
        await live.Service.LabelAsync(live.Stream, id, Conclusion.None, null, "test", TestContext.Current.CancellationToken);
        await live.Decide(Payments.Rows.Skip(50).Take(500));
        await other.Decide(Payments.Rows.Skip(50).Take(500));

        (await live.ShouldBeWholeAsync()).ShouldAllBe(d => d.Label == null);
        (await live.ShouldBeWholeAsync()).Select(d => d.RawScore).ShouldBe((await other.ShouldBeWholeAsync()).Select(d => d.RawScore));
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Label_FraudAtATerminal_ShowsInLaterFeatures()
    {
        using var live = await LiveService.StartNew();
        var rows = Payments.Rows.Where(r => r[5].Length > 0).GroupBy(r => r[5]).MaxBy(g => g.Count())!.Take(60).ToList();
        await live.Decide(rows.Take(30));
        foreach (string[] row in rows.Take(30))
            await live.Service.LabelAsync(live.Stream, Payments.IdOf(row), true, null, "test", TestContext.Current.CancellationToken);

        await live.Decide(rows.Skip(30));

        int risk = live.Stream.Features.Select(f => f.Name).ToList().FindIndex(n => n.Contains("_risk_7d", StringComparison.Ordinal));
        (await live.ShouldBeWholeAsync()).Skip(30).ShouldContain(d => d.Features[risk] > 0);
        live.ShouldHaveOneState();
    }
}
