using Vigil.Engine.Runtime;
using Vigil.Engine.State;

namespace Vigil.Bench.Live;

/// <summary>As many groups as clients are under way at a time; each sends its next one when it has its answer.</summary>
internal sealed record ClosedLoop(int GroupSize, int Waiting, int Decisions)
{
    public void Run(ScoringService service, Payments payments)
    {
        var stream = service.Streams.Single();
        var parser = stream.RentParser();
        var groups = new Queue<SubmissionGroup>();
        for (int done = 0; done < Decisions; done += GroupSize)
        {
            if (groups.Count == Waiting)
                Finish(groups.Dequeue());
            var submissions = new Submission[GroupSize];
            for (int i = 0; i < GroupSize; i++)
                payments.Next(parser, (submissions[i] = new Submission(stream)).Transaction);
            var group = new SubmissionGroup(submissions);
            while (!service.TrySubmitAsync(group, CancellationToken.None).OnOwnThread())
                Thread.Yield();
            groups.Enqueue(group);
        }
        while (groups.TryDequeue(out var group))
            Finish(group);
        stream.Return(parser);
    }

    private static void Finish(SubmissionGroup group)
    {
        group.Completion.GetAwaiter().GetResult();
        foreach (var submission in group.Submissions)
            if (submission.Decision is null)
                throw new InvalidOperationException(submission.Failure.ToString());
    }
}
