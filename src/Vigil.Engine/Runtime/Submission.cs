using Vigil.Engine.Decisions;
using Vigil.Engine.Features;
using Vigil.Engine.Journal;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>Why a submission has no decision.</summary>
public enum SubmissionFailure
{
    /// <summary>It has one.</summary>
    None,

    /// <summary>The store could not make it durable; nothing of it is known to be kept, send it again.</summary>
    StorageUnavailable,

    /// <summary>The service stops.</summary>
    Stopping,

    /// <summary>It was decided so long ago that its decision is not kept any more.</summary>
    NotKept,

    /// <summary>Its identifier is that of a recorded transaction with other content: <see cref="Submission.Differences"/>.</summary>
    Differs,
}

/// <summary>A transaction on its way to a decision. Filled by one thread, then owned by the service until it is complete.</summary>
public sealed class Submission
{
    /// <summary>An empty one.</summary>
    public Submission(LiveStream stream) => (Stream, Transaction) = (stream, new Transaction(stream.Schema));

    /// <summary>The stream.</summary>
    public LiveStream Stream { get; private set; }

    /// <summary>The transaction, filled through a parser of the stream's schema.</summary>
    public Transaction Transaction { get; private set; }

    /// <summary>Whether contributions are wanted whatever the decision is; they are stored with it then.</summary>
    public bool WantsExplanation { get; set; }

    /// <summary>Whether the sender said when it happened; the time of receipt is not compared with that of a recorded one.</summary>
    public bool HasTime { get; set; } = true;

    /// <summary>What clocks showed, where the sender said only that; null otherwise.</summary>
    public TimeOnly? TimeOfDay { get; set; }

    /// <summary>The fields in which it differs from the recorded transaction with its identifier.</summary>
    public IReadOnlyList<string> Differences { get; internal set; } = [];

    /// <summary>The decision once complete; null when <see cref="Failure"/> says why not.</summary>
    public Decision? Decision { get; internal set; }

    /// <summary>Why there is no decision.</summary>
    public SubmissionFailure Failure { get; internal set; }

    internal SubmissionGroup? Group { get; set; }

    internal Transaction Masked { get; private set; } = null!;

    internal UInt128 Id { get; private set; }

    internal UInt128 Entity { get; private set; }

    internal byte[]? DataKey { get; set; }

    /// <summary>See <see cref="Protection.RecentKeys.FetchAsync"/>.</summary>
    internal long KeyFetched { get; set; } = long.MinValue / 2;

    /// <summary>When it was taken in, in microseconds since 1970-01-01T00:00:00Z.</summary>
    internal long Received { get; set; }

    internal bool IsDuplicate { get; set; }

    /// <summary>Whether the store has it, from a time that the state no longer remembers.</summary>
    internal bool IsRecorded { get; set; }

    internal Arrival Arrival { get; set; }

    /// <summary>Makes it one of the definition that its stream has got while it waited.</summary>
    internal void Become(LiveStream stream)
    {
        var transaction = new Transaction(stream.Schema);
        new Reshaping(Stream, stream, isMasked: false).Fill(Transaction, transaction);
        (Stream, Transaction) = (stream, transaction);
        Prepare(Group!);
        // Another field may say whose it is now.
        KeyFetched = long.MinValue / 2;
    }

    /// <summary>What can be done before the sequencer: hashes and masking.</summary>
    internal void Prepare(SubmissionGroup group)
    {
        Group = group;
        Id = Stream.Personal.IdOf(Transaction);
        Entity = Stream.Personal.EntityOf(Transaction);
        Masked = Stream.Personal.Mask(Transaction, Entity);
    }
}

/// <summary>Submissions that are answered together: one request. They are accepted in order.</summary>
public sealed class SubmissionGroup
{
    private readonly TaskCompletionSource _completion = new(TaskCreationOptions.RunContinuationsAsynchronously);
    private int _open;

    /// <summary>A group of filled submissions.</summary>
    public SubmissionGroup(IReadOnlyList<Submission> submissions)
    {
        (Submissions, _open) = (submissions, submissions.Count);
        if (_open == 0)
            _completion.SetResult();
    }

    /// <summary>The submissions.</summary>
    public IReadOnlyList<Submission> Submissions { get; }

    /// <summary>What is to be remembered with the first of them, when their sender gave the request a key that is new.</summary>
    public KeyedRequest? Request { get; init; }

    /// <summary>Whether somebody waits for the answer: how long it took counts only then, not for what is imported.</summary>
    public bool IsAwaited { get; init; } = true;

    /// <summary>Done when each has its decision or failure, and every decision is on disk. Never faults.</summary>
    public Task Completion => _completion.Task;

    /// <summary>Timestamp of the submission, for latencies.</summary>
    internal long Started { get; set; }

    /// <summary>What <see cref="Started"/> was taken from.</summary>
    internal TimeProvider? Clock { get; set; }

    /// <summary>Since it was submitted; null before.</summary>
    internal TimeSpan? Elapsed => Clock?.GetElapsedTime(Started);

    /// <summary>One of its submissions is complete; true when it was the last.</summary>
    internal bool Complete()
    {
        if (Interlocked.Decrement(ref _open) > 0)
            return false;
        _completion.SetResult();
        return true;
    }
}
