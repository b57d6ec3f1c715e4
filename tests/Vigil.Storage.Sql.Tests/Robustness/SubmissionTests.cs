using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>What is answered, once and durably: groups, duplicates, a full queue, a stop.</summary>
public sealed class SubmissionTests
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    [Fact]
    public async Task Submit_DuplicatesInFlight_AnswersTheRecordedDecision()
    {
        using var live = await LiveService.StartNew();
        string[] first = Payments.Rows[0], altered = [.. first[..14], "999999.99", .. first[15..]];

        var answers = await live.Decide(first, first, Payments.Rows[1], altered);

        answers.Select(a => a.Failure)
            .ShouldBe([SubmissionFailure.None, SubmissionFailure.None, SubmissionFailure.None, SubmissionFailure.Differs]);
        answers.Take(3).Select(a => a.Decision!.IsDuplicate).ShouldBe([false, true, false]);
        answers[1].Decision!.ShouldEqual(answers[0].Decision!);
        answers[3].Differences.ShouldNotBeEmpty();
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(2);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Submit_DuplicatesFromManySides_DecidesEachOnce()
    {
        using var live = await LiveService.StartNew();
        var rows = Payments.Rows.Take(400).ToList();

        var rounds = await Task.WhenAll(Enumerable.Range(0, 4).Select(side => Task.Run(async () =>
        {
            var answers = new List<Submission>();
            foreach (string[][] chunk in rows.Chunk(side * 7 + 3))
                answers.AddRange(await live.Decide(chunk));
            return answers;
        }, Token)));

        var stored = (await live.ShouldBeWholeAsync()).ToDictionary(d => d.IdOf());
        stored.Count.ShouldBe(rows.Count);
        foreach (var answer in rounds.SelectMany(r => r))
            stored[answer.Decision.ShouldNotBeNull().IdOf()].ShouldEqual(answer.Decision);
        rounds.SelectMany(r => r).Count(a => !a.Decision!.IsDuplicate).ShouldBe(rows.Count);
    }

    [Fact]
    public async Task Submit_DuplicateAfterRestart_AnswersTheRecordedDecision()
    {
        using var live = await LiveService.StartNew();
        var first = await live.Decide(Payments.Rows.Take(20));
        await live.Restart();

        var again = await live.Decide(Payments.Rows.Take(20));

        foreach (var (old, now) in first.Zip(again))
        {
            now.Decision!.IsDuplicate.ShouldBeTrue();
            now.Decision.ShouldEqual(old.Decision!);
        }
        live.Ports.Journal.LastSequence.ShouldBe(21);
    }

    [Fact]
    public async Task Submit_EmptyGroup_IsComplete()
    {
        using var live = await LiveService.StartNew();

        (await live.Decide()).ShouldBeEmpty();
    }

    [Fact]
    public async Task Submit_QueueFull_IsRefusedAndNothingIsLost()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(l =>
        {
            l.Options = l.Options with { QueueCapacity = 100, BatchSize = 16 };
            l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) };
        });
        journal!.CloseGate();
        var (taken, refused) = (new List<SubmissionGroup>(), new List<SubmissionGroup>());
        foreach (string[][] chunk in Payments.Rows.Take(200).Chunk(9))
        {
            var group = live.Group(chunk);
            (await live.Service.TrySubmitAsync(group, Token) ? taken : refused).Add(group);
        }

        live.Service.QueueDepth.ShouldBe(99);
        journal.OpenGate();
        await Task.WhenAll(taken.Select(g => g.Completion));

        taken.Sum(g => g.Submissions.Count).ShouldBe(99);
        refused.ShouldAllBe(g => !g.Completion.IsCompleted);
        live.Service.QueueDepth.ShouldBe(0);
        foreach (var group in refused)
            (await live.Decide(Payments.Rows.Where(r => group.Submissions.Any(s => Id(s) == Payments.IdOf(r)))))
                .ShouldAllBe(s => s.Decision != null && !s.Decision.IsDuplicate);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(200);
    }

    [Fact]
    public async Task Submit_RefusedGroupOnceMore_IsTaken()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(l =>
        {
            l.Options = l.Options with { QueueCapacity = 10 };
            l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) };
        });
        journal!.CloseGate();
        var first = live.Group(Payments.Rows.Take(8));
        var second = live.Group(Payments.Rows.Skip(8).Take(8));
        (await live.Service.TrySubmitAsync(first, Token)).ShouldBeTrue();
        (await live.Service.TrySubmitAsync(second, Token)).ShouldBeFalse();
        journal.OpenGate();
        await first.Completion;

        (await live.Service.TrySubmitAsync(second, Token)).ShouldBeTrue();
        await second.Completion;

        second.Submissions.ShouldAllBe(s => s.Decision != null);
    }

    [Fact]
    public async Task Submit_GroupBeyondTheQueue_IsTakenWhenNothingWaits()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { QueueCapacity = 10, BatchSize = 16 });

        var answers = await live.Decide(Payments.Rows.Take(1000));

        answers.ShouldAllBe(s => s.Decision != null);
        live.Service.QueueDepth.ShouldBe(0);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(1000);
    }

    [Fact]
    public async Task Stop_UnderLoad_AnswersWhatWasTaken()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { BatchSize = 32 });
        var groups = Payments.Rows.Take(3000).Chunk(5).Select(chunk => live.Group(chunk)).ToList();
        var taken = new List<SubmissionGroup>();
        foreach (var group in groups)
            if (await live.Service.TrySubmitAsync(group, Token))
                taken.Add(group);

        live.Service.Stop();

        taken.Count.ShouldBe(groups.Count);
        taken.ShouldAllBe(g => g.Completion.IsCompleted && g.Submissions.All(s => s.Decision != null));
        (await live.Service.TrySubmitAsync(live.Group(Payments.Rows[3000]), Token)).ShouldBeFalse();
        live.Service.State.Phase.ShouldBe(ServicePhase.Stopped);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(3000);
        live.ShouldHaveOneState().Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Stop_WhileOthersSubmit_LeavesNobodyWaiting()
    {
        for (int round = 0; round < 20; round++)
        {
            using var live = await LiveService.StartNew();
            var taken = new List<SubmissionGroup>[4];
            using var started = new CountdownEvent(taken.Length);
            var sides = Enumerable.Range(0, taken.Length).Select(side => Task.Run(async () =>
            {
                taken[side] = [];
                started.Signal();
                for (int i = side; live.Service.State.Phase == ServicePhase.Ready && i < Payments.Rows.Count; i += taken.Length)
                    if (live.Group(Payments.Rows[i]) is var group && await live.Service.TrySubmitAsync(group, Token))
                        taken[side].Add(group);
            }, Token)).ToArray();
            started.Wait(Token);

            live.Service.Stop();
            await Task.WhenAll(sides);

            var answered = taken.SelectMany(t => t).SelectMany(g => g.Submissions).ToList();
            taken.SelectMany(t => t).ShouldAllBe(g => g.Completion.IsCompleted);
            answered.Count(s => s.Decision != null).ShouldBe((int)live.Ports.Journal.LastSequence - 1);
            answered.Where(s => s.Decision == null).ShouldAllBe(s => s.Failure == SubmissionFailure.Stopping);
        }
    }

    private static string Id(Submission submission) => System.Text.Encoding.UTF8.GetString(submission.Transaction.Text(0));
}
