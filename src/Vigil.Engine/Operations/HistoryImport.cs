using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Operations;

/// <summary>Sends past transactions through the running service: profiles, decisions, journal as if it had been there.</summary>
public sealed class HistoryImport(ScoringService service, LiveStream stream, string by)
{
    private const int GroupSize = 256, GroupsInFlight = 16;
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(5);
    private readonly Queue<SubmissionGroup> _open = new();

    /// <summary>Decisions that were made.</summary>
    public long Decided { get; private set; }

    /// <summary>Transactions that had been decided before.</summary>
    public long Duplicates { get; private set; }

    /// <summary>Labels that were journaled.</summary>
    public long Labelled { get; private set; }

    /// <summary>Reads the source to its end; everything is on disk when it returns.</summary>
    /// <param name="source">The transactions, in the order of time.</param>
    /// <param name="labels">What becomes known on the way; null when labels come with the transactions.</param>
    /// <param name="until">Up to when something is known at the end, in microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="report">Told about each portion.</param>
    /// <param name="cancellation">Stops it; what was sent is kept.</param>
    /// <exception cref="StorageException">The store failed.</exception>
    public async Task RunAsync(
        ITransactionSource source, LateLabels? labels, long until, Action<ITransactionSource>? report, CancellationToken cancellation)
    {
        for (var group = Read(source); group.Count > 0; group = Read(source))
        {
            cancellation.ThrowIfCancellationRequested();
            await LabelAsync(labels, group[0].Transaction.Time, cancellation);
            await SubmitAsync(new SubmissionGroup(group) { IsAwaited = false }, cancellation);
            report?.Invoke(source);
        }
        await FinishAsync(0, cancellation);
        if (Decided > 0)
            await LabelAsync(labels, until, cancellation);
    }

    private List<Submission> Read(ITransactionSource source)
    {
        var group = new List<Submission>(GroupSize);
        for (var submission = new Submission(stream); group.Count < GroupSize && source.Read(submission.Transaction);)
        {
            group.Add(submission);
            submission = new Submission(stream);
        }
        return group;
    }

    private async Task SubmitAsync(SubmissionGroup group, CancellationToken cancellation)
    {
        await FinishAsync(GroupsInFlight - 1, cancellation);
        while (!await service.TrySubmitAsync(group, cancellation))
        {
            if (service.State.Phase is ServicePhase.Stopping or ServicePhase.Stopped)
                throw new OperationCanceledException("The service stops.");
            await Task.Delay(Pause, cancellation);
        }
        _open.Enqueue(group);
    }

    // A label finds its transaction on disk only, so everything before it must be there.
    private async Task LabelAsync(LateLabels? labels, long until, CancellationToken cancellation)
    {
        LateLabel[] known = [.. labels?.KnownBy(until) ?? []];
        if (known.Length == 0)
            return;
        await FinishAsync(0, cancellation);
        foreach (var label in known)
            if (await service.LabelAsync(stream, label.TransactionId, label.IsFraud, label.Time, by, cancellation)
                is { IsDuplicate: false })
                Labelled++;
    }

    private async Task FinishAsync(int mayStayOpen, CancellationToken cancellation)
    {
        while (_open.Count > mayStayOpen)
        {
            var group = _open.Dequeue();
            await group.Completion.WaitAsync(cancellation);
            foreach (var submission in group.Submissions)
                Count(submission);
        }
    }

    private void Count(Submission submission)
    {
        if (submission.Decision is { IsDuplicate: true } || submission.Failure is SubmissionFailure.NotKept or SubmissionFailure.Differs)
            Duplicates++;
        else if (submission.Decision is not null)
            Decided++;
        else
            throw submission.Failure == SubmissionFailure.Stopping ? new OperationCanceledException("The service stops.")
                : new StorageException(service.State.Reason is { Length: > 0 } reason ? reason : "The store failed.");
    }
}
