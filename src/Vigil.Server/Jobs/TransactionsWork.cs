using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Decides the transactions of jobs. Those without an identifier get one of the job, so that none is decided twice.</summary>
internal sealed class TransactionsWork(ServerParts parts, IntakeTermsFactory terms, IServiceProvider services) : IJobWork
{
    private const int Together = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);

    /// <inheritdoc/>
    public string Kind => TransactionsJob.Kind;

    /// <inheritdoc/>
    int IJobWork.Together => 1;

    /// <inheritdoc/>
    public bool IsInputPersonal => true;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        var request = TransactionsJob.Decode(input);
        if (parts.Service.Find(request.Stream) is not { } stream)
            return new JobOutcome(null, CountsAsAttempt: parts.Service.State.Phase == ServicePhase.Ready);
        var items = Read(request, stream, job);
        foreach (var portion in items.Submissions().Chunk(Together))
            if (!await DecideAsync(portion, stopping))
                return new JobOutcome(null, CountsAsAttempt: false);
        var result = Count(items, job);
        if (request.Callback is { } url)
            Callback(job, url);
        return new JobOutcome(result.Encode());
    }

    /// <summary>The transactions of a job, read as it reads them.</summary>
    public List<IncomingTransaction> Read(TransactionsJob request, LiveStream stream, Job job) => IncomingBatch.ReadArray(
        request.Transactions, terms.OfJob(stream, job.Id, job.Created), int.MaxValue, TransactionList.Member, out _)!;

    private void Callback(Job job, string url)
    {
        var runner = (JobRunner)services.GetService(typeof(JobRunner))!;
        runner.Add(CallbackWork.CallbackKind, job.Owner, new CallbackJob(job.Id, url).Encode(), id: CallbackJob.IdOf(job.Id));
    }

    // A full queue is waited for: nobody is waiting for this answer.
    private async Task<bool> DecideAsync(Submission[] portion, CancellationToken stopping)
    {
        var group = new SubmissionGroup(portion);
        while (!parts.Service.TrySubmit(group))
        {
            if (parts.Service.State.Phase != ServicePhase.Ready)
                return false;
            await Task.Delay(Pause, parts.Time, stopping);
        }
        await group.Completion;
        return Array.TrueForAll(portion, s =>
            s.Failure is SubmissionFailure.None or SubmissionFailure.NotKept or SubmissionFailure.Differs);
    }

    private static TransactionsResult Count(List<IncomingTransaction> items, Job job)
    {
        long[] sequences = [.. items.Select(item => item.Submission?.Decision?.Sequence ?? 0)];
        // What this job decided before it was interrupted is no duplicate.
        int duplicates = items.Count(item =>
            item.Submission?.Decision is { IsDuplicate: true } decision && decision.Received < job.Created);
        int rejected = items.Count(item => item.Submission?.Decision is null);
        return new TransactionsResult(items.Count, items.Count - rejected - duplicates, rejected, duplicates, sequences,
            JobRejection.Of(items))
        {
            Content = TransactionsResult.Decode(job.Result)?.Content, Ignored = items.Count(item => item.Remarks.Ignored.Count > 0),
        };
    }
}
