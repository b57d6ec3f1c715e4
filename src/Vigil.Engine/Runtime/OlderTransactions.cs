using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Asks the store for transactions that came before what the state remembers. Only one that could have come then is asked for: one whose
/// own time lies there, or that has none. Thread-safe.
/// </summary>
internal sealed class OlderTransactions(StoragePorts ports, DecisionReader reader, TimeProvider time, TimeSpan future)
{
    private const long Unknown = -1;

    // Earlier versions took what was dated a day ahead.
    private readonly long _ahead = Math.Max(future.Ticks, TimeSpan.TicksPerDay) / TimeSpan.TicksPerMicrosecond;
    private long _begin = Unknown;

    /// <summary>Whether the store has that transaction from then. Reads the store, rarely.</summary>
    /// <exception cref="StorageException">It cannot be read.</exception>
    public ValueTask<bool> HasAsync(Submission submission, CancellationToken cancellation)
    {
        if (submission.Id == 0)
            return new(false);
        long before = (time.GetUtcNow() - DateTimeOffset.UnixEpoch - submission.Stream.Definition.Features.Memory).Ticks
            / TimeSpan.TicksPerMicrosecond;
        // What is received may be dated ahead of its time.
        if (submission.HasTime && submission.Transaction.Time >= before + _ahead)
            return new(false);
        return AskAsync(submission, before, cancellation);
    }

    private async ValueTask<bool> AskAsync(Submission submission, long before, CancellationToken cancellation) =>
        Begin() < before
        && await reader.FindEntryAsync(submission.Stream, submission.Id, cancellation).ConfigureAwait(false) is not null;

    // When the journal begins. Retention only moves it forward, and then too much is asked for; that is answered, too.
    private long Begin()
    {
        long begin = Volatile.Read(ref _begin);
        if (begin != Unknown)
            return begin;
        var first = ports.Journal.Read(0).FirstOrDefault();
        begin = first?.Received ?? long.MaxValue;
        if (first is not null)
            Volatile.Write(ref _begin, begin);
        return begin;
    }
}
