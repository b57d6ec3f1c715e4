using System.Reflection;
using Vigil.Conformance;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;

namespace Vigil.Schedules.Tests;

public class AnswersTests
{
    private const int Repeats = 2;
    private static readonly LiveStream Stream = new(Payments.Definition, "", new KeyedHash(MasterKey.Create()));
    private static readonly DecisionReader Reader = new(
        DispatchProxy.Create<IDecisionQuery, Unavailable>(), null!, null!, MasterKey.Create());

    // The writer has ended then, and with it those who ask for new looks.
    [Fact]
    public void End_WhileRepeatsAreLookedUp_ReturnsOnceAllAreAnswered() => Schedules.Explore(() =>
    {
        using var metrics = new ServiceMetrics("test", () => 0, () => 0, () => []);
        var answers = new Answers(null!, Reader, new ScheduledStages(), TimeProvider.System, _ => { }) { Metrics = metrics };
        var group = new SubmissionGroup([.. Enumerable.Range(0, Repeats).Select(_ => new Submission(Stream) { IsDuplicate = true })]);
        answers.TryEnter(group, Repeats).ShouldBeTrue();
        var item = new WorkItem();
        foreach (var submission in group.Submissions)
        {
            submission.Group = group;
            item.Submissions.Add(submission);
        }
        Task.Run(() => answers.AnswerOnWriter(item, null)).Wait();
        answers.EndAsync().Wait();

        group.Completion.IsCompleted.ShouldBeTrue();
        answers.Waiting.ShouldBe(0);
        group.Submissions.ShouldAllBe(submission => submission.Failure == SubmissionFailure.StorageUnavailable);
    });

    // That it has the decision is no matter here.
    public class Unavailable : DispatchProxy
    {
        protected override object? Invoke(MethodInfo? targetMethod, object?[]? args) => throw new StorageException("It is away.");
    }
}
