namespace Vigil.Engine.Runtime.Stages;

/// <summary>What waits for the sequencer, in order. Thread-safe where nothing else is said.</summary>
internal sealed class Commands
{
    private readonly HandOff<SequencerCommand> _waiting = new();
    private SequencerCommand? _begun;

    /// <summary>Whether nothing can be added any more.</summary>
    public bool IsCompleted => _waiting.IsAddingCompleted;

    /// <summary>Adds one; false, and nothing happens, after <see cref="Complete"/>.</summary>
    public bool TryAdd(SequencerCommand command) => _waiting.TryAdd(command);

    /// <summary>Nothing can be added from here on.</summary>
    public void Complete() => _waiting.Complete();

    /// <summary>Ends the waiting of the sequencer.</summary>
    public void Wake() => _waiting.Wake();

    /// <summary>Whether one can be run.</summary>
    public bool AnyOnSequencer => _begun is not null || _waiting.Count > 0;

    /// <summary>Whether all that will ever come was run.</summary>
    public bool IsDrainedOnSequencer => _begun is null && _waiting.IsCompleted;

    /// <summary>Runs the next one, as far as there is room; false when there is none.</summary>
    public bool RunNextOnSequencer(Sequencer sequencer)
    {
        if (_begun is null && !_waiting.TryTake(out _begun))
            return false;
        if (_begun.RunOnSequencer(sequencer))
            _begun = null;
        return true;
    }

    /// <summary>Refuses all that wait.</summary>
    public void RefuseAllOnSequencer(SubmissionFailure failure, string reason)
    {
        while (_begun is not null || _waiting.TryTake(out _begun))
        {
            _begun.Refuse(failure, reason);
            _begun = null;
        }
    }

    /// <summary>Returns when it is woken, when the time is over, or when there is one to run and that is wanted.</summary>
    public void WaitOnSequencer(int milliseconds, bool forCommands) => _waiting.Wait(milliseconds, forCommands && _begun is null);
}
