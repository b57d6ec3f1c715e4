using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Streams;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Streams that begin anew, or are new, while the service decides.</summary>
public sealed class NewStreamTests
{
    [Fact]
    public async Task Apply_PersonalMarkTakenAwayOnPurpose_BeginsAnewAndReplays()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(200));
        var file = Payments.DefinitionWith(("personal: [customer_id, device_id]", "personal: [customer_id]"));

        await live.Service.ApplyAsync(
            file, new ApplyOptions { MayUnmark = true }, "test", null, TestContext.Current.CancellationToken);
        await live.Decide(Payments.Rows.Skip(200).Take(200));

        (await live.ShouldBeWholeAsync()).Count.ShouldBe(400);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Apply_NewStream_IsServedOnceItsFirstModelIsPromoted()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(50));
        var other = Payments.DefinitionWith(("name: payments", "name: transfers"));

        await Apply(live, other);
        live.Service.Find("transfers").ShouldBeNull();
        live.Service.Defined.Select(s => s.Name).Order().ShouldBe(["payments", "transfers"]);
        await live.Service.SnapshotAsync();
        await live.Restart();
        live.Service.Defined.Count.ShouldBe(2);
        var model = Payments.TrainWith("name: payments", "name: transfers");
        await ModelLibrary.AddAsync(live.Ports.Models, model, 1, TestContext.Current.CancellationToken);
        await live.Service.PromoteAsync(model.Version, "test");

        var stream = live.Service.Find("transfers").ShouldNotBeNull();
        var group = new SubmissionGroup([.. Payments.Rows.Take(20).Select(row => Payments.Submission(stream, row))]);
        (await live.Service.TrySubmitAsync(group, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await group.Completion;
        group.Submissions.ShouldAllBe(s => s.Decision != null);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Submit_TwoStreamsInTurn_AreCommittedTogetherAndReplay()
    {
        FaultyJournal? journal = null;
        using var live = await LiveService.StartNew(
            l => l.Wrap = ports => ports with { Journal = journal = new FaultyJournal(ports.Journal) });
        var model = Payments.TrainWith("name: payments", "name: transfers");
        await ModelLibrary.AddAsync(live.Ports.Models, model, 1, TestContext.Current.CancellationToken);
        await live.Service.PromoteAsync(model.Version, "test");
        LiveStream[] streams = [live.Stream, live.Service.Find("transfers").ShouldNotBeNull()];
        int before = journal!.Appends;

        var group = new SubmissionGroup([.. Payments.Rows.Take(200).Select((row, i) => Payments.Submission(streams[i % 2], row))]);
        (await live.Service.TrySubmitAsync(group, TestContext.Current.CancellationToken)).ShouldBeTrue();
        await group.Completion;

        group.Submissions.Select(s => s.Decision!.Sequence).ShouldBe(Enumerable.Range(3, 200).Select(i => (long)i));
        (journal.Appends - before).ShouldBe(1);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(200);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Train_AfterAChange_LearnsWithTheDefinitionThatServes()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(400));
        await Apply(live, Payments.DefinitionWith(StreamChangeTests.MoreFeatures));
        await live.Decide(Payments.Rows.Skip(400).Take(100));

        var model = await ModelTraining.RunAsync(
            live.Ports.Journal, live.Service.Reader.Models, live.Stream, cancellation: TestContext.Current.CancellationToken);

        model.Stream.ShouldBe(live.Stream.Text);
        model.Training.Transactions.ShouldBe(500);
        model.Features.Length.ShouldBe(live.Stream.Features.Length);
    }

    private static Task<AppliedStream> Apply(LiveService live, StreamDefinition definition) =>
        live.Service.ApplyAsync(definition, new ApplyOptions(), "test", null, TestContext.Current.CancellationToken);
}
