using Vigil.Engine.Runtime;
using Vigil.Simulation;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Transactions that come again after the state has forgotten their identifiers.</summary>
public sealed class OlderTransactionsTests
{
    [Fact]
    public async Task Decide_RepeatOlderThanWhatIsRemembered_IsAnsweredWithTheRecordedDecision()
    {
        var clock = new ShiftedClock();
        using var live = await LiveService.StartNew(l => l.Time = clock);
        var first = await live.Decide(Payments.Rows.Take(100));
        // The ninth part of a week each: what came first is forgotten for good.
        for (int part = 0; part < 20; part++)
        {
            clock.Shift(TimeSpan.FromHours(19));
            await live.Decide(Payments.Rows.Skip(100 + part * 10).Take(10));
        }
        long known = live.Ports.Journal.LastSequence;

        var again = await live.Decide(Payments.Rows.Take(100));
        var withoutTime = live.Group(Payments.Rows.Skip(5).Take(1));
        withoutTime.Submissions[0].HasTime = false;
        (await live.Service.TrySubmitAsync(withoutTime, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await withoutTime.Completion;

        again.Select(s => (s.Decision!.Sequence, s.Decision.RawScore, s.Decision.IsDuplicate))
            .ShouldBe(first.Select(s => (s.Decision!.Sequence, s.Decision.RawScore, true)));
        withoutTime.Submissions[0].Decision!.Sequence.ShouldBe(first[5].Decision!.Sequence);
        live.Ports.Journal.LastSequence.ShouldBe(known, "nothing was decided again");
        live.ShouldHaveOneState();
        await live.Service.SnapshotAsync();
        await live.Restart();
        (await live.Decide(Payments.Rows.Take(3))).ShouldAllBe(s => s.Decision!.IsDuplicate);
    }

    [Fact]
    public async Task Decide_OtherContentUnderAnOldIdentifier_Differs()
    {
        var clock = new ShiftedClock();
        using var live = await LiveService.StartNew(l => l.Time = clock);
        await live.Decide(Payments.Rows.Take(1));
        clock.Shift(TimeSpan.FromDays(30));
        string[] changed = [.. Payments.Rows[0]];
        changed[SimulatedTransaction.Columns.IndexOf("amount")] = "99999.5";

        (await live.Decide([changed]))[0].Failure.ShouldBe(SubmissionFailure.Differs);
    }
}
