using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>
/// The way of a transaction on one screen: accept → sequence → features → detectors → policy → journal → answer → projections. The end of
/// a name says whose thread it is.
/// </summary>
internal sealed class LivePath(
    ServiceOptions options, StoragePorts ports, RecentKeys keys, OlderTransactions older, Answers answers, IStages stages, TimeProvider time,
    Action<Notice> notify)
{
    private const int MostOutstanding = 16, ScoredAtOnce = 4, WorthScoring = 64, MostAhead = 4;
    private readonly HandOff<SequencerCommand> _commands = new();
    private SequencerCommand? _command;
    private Sequencer _sequencer = null!;
    private JournalWriter _writer = null!;
    private Task _writerEnded = Task.CompletedTask;

    // ── Accept ──

    /// <summary>Masks what is personal, fetches from the store what memory lacks, and queues; false when it cannot be taken.</summary>
    public bool TryAcceptOnSender(SubmissionGroup group)
    {
        if (!answers.TryEnter(group, options.QueueCapacity))
            return false;
        if (TryPrepare(group) && TryCommandOnSender(new AcceptCommand(group, answers)))
            return true;
        answers.Leave(group);
        return false;
    }

    /// <summary>Queues anything else that is to be done in order; false when nothing is taken any more.</summary>
    public bool TryCommandOnSender(SequencerCommand command) => _commands.TryAdd(command);

    // ── Sequence, features: Sequencer.Accept → ScoringPipeline.AcceptGroup ──

    /// <summary>Takes the next command, as far as there is room, and passes on what is open when nothing else can come to it.</summary>
    /// <returns>Whether there was something to do.</returns>
    public bool StepOnSequencer()
    {
        bool hasMoved = !IsBehindOnSequencer && (_command is not null || _commands.TryTake(out _command));
        if (hasMoved && _command!.RunOnSequencer(_sequencer))
            _command = null;
        if (_sequencer.Open == 0 || _sequencer.Fault is not null || (_commands.Count > 0 && !IsBehindOnSequencer))
            return hasMoved;
        // A small batch waits while the writer is busy, for it would have a commit of its own.
        int outstanding = _writer.Outstanding;
        if (outstanding > 0 && (_sequencer.Open < WorthScoring || outstanding >= MostAhead))
            return hasMoved;
        _sequencer.PassOn();
        return true;
    }

    public bool IsBehindOnSequencer => _writer.Outstanding >= MostOutstanding;

    // ── Detectors, policy, explanation: WorkItem.Execute → StreamBatch.ScoreOnAnyThread ──

    /// <summary>Gives work to whoever scores it, and to the writer, who keeps its place.</summary>
    public void PassOnOnSequencer(WorkItem item)
    {
        _writer.Add(item);
        if (item.Submissions.Count <= ScoredAtOnce)
            item.Execute();
        else
            stages.Queue(item);
    }

    // ── Journal: JournalWriter.Step → IJournal.Append, which tells the projections ──

    // ── Answer ──

    /// <summary>Answers what is on disk, or failed.</summary>
    public void AnswerOnWriter(IReadOnlyList<WorkItem> items, Exception? fault)
    {
        _commands.Wake();
        if (fault is not null)
            Failing(fault);
        foreach (var item in items)
        {
            answers.AnswerOnWriter(item, fault);
            _sequencer.Return(item);
        }
    }

    // ── Its life: from one recovery to the next ──

    /// <summary>Told of a fault before those who wait are, so that nobody sees the service ready after it.</summary>
    public Action<Exception> Failing { get; set; } = _ => { };

    public Sequencer Sequencer => _sequencer;

    /// <summary>Why state and journal may differ from here on, or null.</summary>
    public Exception? Fault => _sequencer.Fault ?? _writer.Fault;

    public void BeginOnSequencer(StreamStates states)
    {
        _sequencer = new Sequencer(states, keys, this, stages, time, options.BatchSize);
        _writer = new JournalWriter(ports, answers.Metrics, this);
        _writerEnded = stages.Start(_writer);
    }

    /// <summary>Nothing more is taken; what was is in order.</summary>
    public void EndOnSequencer()
    {
        foreach (var submission in _sequencer.Abandon())
            answers.Complete(submission, SubmissionFailure.StorageUnavailable);
        _writer.Complete();
        stages.WaitFor(_writerEnded);
    }

    public void Complete() => _commands.Complete();

    public bool IsAddingCompleted => _commands.IsAddingCompleted;

    /// <summary>Whether all that will ever come was taken.</summary>
    public bool IsDrainedOnSequencer => _commands.IsCompleted && _command is null;

    public void WaitForWorkOnSequencer(int milliseconds) =>
        _commands.Wait(milliseconds, forItems: _command is null && !IsBehindOnSequencer);

    public void RefuseAllOnSequencer(SubmissionFailure failure, string reason)
    {
        while (_command is not null || _commands.TryTake(out _command))
        {
            _command.Refuse(failure, reason);
            _command = null;
        }
    }

    private bool TryPrepare(SubmissionGroup group)
    {
        try
        {
            foreach (var submission in group.Submissions)
            {
                submission.Prepare(group);
                submission.IsRecorded = older.Has(submission);
                if (!submission.Stream.Personal.IsEmpty)
                    submission.KeyFetched = keys.Fetch(submission.Entity);
            }
            return true;
        }
        catch (Exception e) when (e is StorageException or InvalidDataException)
        {
            notify(new Notice(true, "The store could not be asked for older transactions and data keys: " + e.Message));
            return false;
        }
    }
}
