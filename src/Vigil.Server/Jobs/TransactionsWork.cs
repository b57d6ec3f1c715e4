using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Jobs;

/// <summary>Decides the transactions of jobs. Those without an identifier get one of the job, so that none is decided twice.</summary>
internal sealed class TransactionsWork(ServerParts parts, IntakeTermsFactory terms, JobQueue queue) : IJobWork, IDisposable
{
    private const int Together = 500;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(50);
    private static readonly ColumnError Erased = new(null, "", "an entity whose personal data was not erased before it was decided on");

    /// <inheritdoc/>
    public string Kind => TransactionsJob.Kind;

    /// <inheritdoc/>
    int IJobWork.Together => 1;

    /// <inheritdoc/>
    public bool IsInputPersonal => true;

    // Held while transactions are taken out of jobs, and while some are handed on: what is handed on comes before the erasure, and is
    // erased by it, or is not there any more.
    private readonly SemaphoreSlim _gate = new(1);

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        var request = TransactionsJob.Decode(input);
        if (parts.Service.Find(request.Stream) is not { } stream)
            return new JobOutcome(null, CountsAsAttempt: parts.Service.State.Phase == ServicePhase.Ready);
        var items = Read(request, stream, job);
        for (int from = 0; from < items.Count; from += Together)
            if (!await DecideAsync(items, from, stream, (job, input), stopping))
                return new JobOutcome(null, CountsAsAttempt: false);
        foreach (var item in items)
            IntakeMetrics.Count(stream.Name, item);
        var result = Count(items, job);
        if (request.Callback is { } url)
            await queue.AddAsync(CallbackWork.CallbackKind, job.Owner, new CallbackJob(job.Id, url).Encode(), stopping,
                id: CallbackJob.IdOf(job.Id));
        return new JobOutcome(result.Encode());
    }

    /// <summary>Takes the transactions of an entity out of what jobs are still to do; returns how many.</summary>
    public async ValueTask<int> EraseAsync(LiveStream stream, string entity, CancellationToken cancellation)
    {
        await _gate.WaitAsync(cancellation);
        try
        {
            return await JobErasure.EraseAsync(
                parts.Storage.Jobs, queue, stream, ErasedTransactions.Of(stream, entity), cancellation);
        }
        finally
        {
            _gate.Release();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _gate.Dispose();

    /// <summary>The transactions of a job, read as it reads them.</summary>
    public List<IncomingTransaction> Read(TransactionsJob request, LiveStream stream, Job job)
    {
        var items = IncomingBatch.ReadArray(
            request.Transactions, terms.OfJob(stream, job.Id, job.Created), int.MaxValue, TransactionList.Member, out _)!;
        if (request.Transactions.Span.IndexOf(ErasedTransactions.Mark) < 0)
            return items;
        using var array = JsonDocument.Parse(request.Transactions, new JsonDocumentOptions { MaxDepth = BodyMembers.Options.MaxDepth });
        foreach (var (index, item) in array.RootElement.EnumerateArray().Index())
            if (item.ValueKind == JsonValueKind.String && item.ValueEquals(ErasedTransactions.Mark))
                items[index] = new IncomingTransaction { Errors = [Erased] };
        return items;
    }

    // A full queue is waited for: nobody is waiting for this answer.
    private async Task<bool> DecideAsync(
        List<IncomingTransaction> items, int from, LiveStream stream, (Job, byte[]) job, CancellationToken stopping)
    {
        SubmissionGroup? group;
        while ((group = await SubmitAsync(items, from, stream, job, stopping)) is null)
        {
            if (parts.Service.State.Phase != ServicePhase.Ready)
                return false;
            await Task.Delay(Pause, parts.Time, stopping);
        }
        await group.Completion;
        return group.Submissions.All(s =>
            s.Failure is SubmissionFailure.None or SubmissionFailure.NotKept or SubmissionFailure.Differs);
    }

    private async ValueTask<SubmissionGroup?> SubmitAsync(
        List<IncomingTransaction> items, int from, LiveStream stream, (Job, byte[]) job, CancellationToken stopping)
    {
        await _gate.WaitAsync(stopping);
        try
        {
            await LeaveOutErasedAsync(items, from, stream, job, stopping);
            var together = items.GetRange(from, Math.Min(Together, items.Count - from)).Submissions();
            var group = new SubmissionGroup(together) { IsAwaited = false };
            return await parts.Service.TrySubmitAsync(group, stopping) ? group : null;
        }
        finally
        {
            _gate.Release();
        }
    }

    // What is to be done is sealed anew by an erasure, and only by one.
    private async ValueTask LeaveOutErasedAsync(
        List<IncomingTransaction> items, int from, LiveStream stream, (Job Job, byte[] Input) begun, CancellationToken stopping)
    {
        byte[] now = await queue.InputOfAsync(begun.Job, stopping);
        if (now.AsSpan().SequenceEqual(begun.Input))
            return;
        var rest = Read(TransactionsJob.Decode(now), stream, begun.Job);
        for (int i = from; i < items.Count; i++)
            if (rest[i].Submission is null)
                items[i] = rest[i];
    }

    private static TransactionsResult Count(List<IncomingTransaction> items, Job job)
    {
        long[] sequences = [.. items.Select(item => item.Submission?.Decision?.Sequence ?? 0)];
        // What this job decided before it was interrupted is no duplicate.
        int duplicates = items.Count(item =>
            item.Submission?.Decision is { IsDuplicate: true } decision && decision.Received < job.Created);
        int rejected = items.Count(item => item.Submission?.Decision is null);
        return new TransactionsResult(items.Count, items.Count - rejected - duplicates, rejected, duplicates, sequences,
            JobRejectionJson.Of(items))
        {
            Content = TransactionsResult.Decode(job.Result)?.Content, Ignored = items.Count(item => item.Remarks.Ignored.Count > 0),
        };
    }
}
