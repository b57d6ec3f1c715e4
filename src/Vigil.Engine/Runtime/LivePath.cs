using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The way of a transaction on one screen: accept → sequence → features → detectors → policy → journal → answer → projections. The end of
/// a name says whose thread it is.
/// </summary>
internal sealed class LivePath(
    ServiceOptions options, StoragePorts ports, RecentKeys keys, Preparation preparation, Commands commands, Answers answers,
    IStages stages, TimeProvider time)
{
    private const int MostOutstanding = 16, ScoredAtOnce = 4, WorthScoring = 64, MostAhead = 4;
    private JournalWriter _writer = null!;
    private Task _writerEnded = Task.CompletedTask;

    // Accept: hash and mask what is personal, fetch from the store what memory lacks, queue. False when it cannot be taken.
    public async ValueTask<bool> TryAcceptOnSenderAsync(SubmissionGroup group, CancellationToken cancellation)
    {
        if (!answers.TryEnter(group, options.QueueCapacity))
            return false;
        bool isTaken = false;
        try
        {
            isTaken = await preparation.TryPrepareOnSenderAsync(group, cancellation).ConfigureAwait(false)
                && commands.TryAdd(new AcceptCommand(group, answers));
            return isTaken;
        }
        finally
        {
            if (!isTaken)
                answers.Leave(group);
        }
    }

    // Sequence and features: AcceptCommand → Sequencer.Accept → ScoringPipeline.AcceptGroup. False when there was nothing to do.
    public bool StepOnSequencer()
    {
        bool hasMoved = !IsBehindOnSequencer && commands.RunNextOnSequencer(Sequencer);
        if (Sequencer.Open == 0 || Sequencer.Fault is not null || (commands.AnyOnSequencer && !IsBehindOnSequencer))
            return hasMoved;
        // A small batch waits while the writer is busy, for it would have a commit of its own.
        int outstanding = _writer.Outstanding;
        if (outstanding > 0 && (Sequencer.Open < WorthScoring || outstanding >= MostAhead))
            return hasMoved;
        Sequencer.PassOn();
        return true;
    }

    // Detectors, policy, explanation: WorkItem.Execute → StreamBatch.ScoreOnAnyThread. The writer keeps the item's place meanwhile.
    public void PassOnOnSequencer(WorkItem item)
    {
        _writer.Add(item);
        if (item.Submissions.Count <= ScoredAtOnce)
            item.Execute();
        else
            stages.Queue(item);
    }

    // Journal: JournalWriter.Step → IJournal.Append; then the answers, while the projections follow: ProjectionRunner.
    public void AnswerOnWriter(IReadOnlyList<WorkItem> items, Exception? fault)
    {
        commands.Wake();
        if (fault is not null)
            Failing(fault);
        foreach (var item in items)
        {
            answers.AnswerOnWriter(item, fault);
            Sequencer.Return(item);
        }
    }

    /// <summary>Told of a fault before those who wait are, so that nobody sees the service ready after it.</summary>
    public required Action<Exception> Failing { get; init; }

    public Sequencer Sequencer { get; private set; } = null!;

    /// <summary>Why state and journal may differ from here on, or null.</summary>
    public Exception? Fault => Sequencer.Fault ?? _writer.Fault;

    public bool IsBehindOnSequencer => _writer.Outstanding >= MostOutstanding;

    /// <summary>Begins with a state that was recovered.</summary>
    public void BeginOnSequencer(StreamStates states)
    {
        Sequencer = new Sequencer(states, keys, this, stages, time, options.BatchSize);
        _writer = new JournalWriter(ports, answers.Metrics, this);
        _writerEnded = stages.Start(_writer);
    }

    /// <summary>Returns when all that was taken is answered.</summary>
    public void EndOnSequencer()
    {
        foreach (var submission in Sequencer.Abandon())
            answers.Complete(submission, SubmissionFailure.StorageUnavailable);
        _writer.Complete();
        stages.WaitFor(_writerEnded);
    }
}
