using Vigil.Engine.Journal;

namespace Vigil.Engine.Runtime.Stages;

/// <summary>Something that is to be done on the sequencer's thread, in the order in which it was asked for.</summary>
internal abstract class SequencerCommand
{
    /// <summary>Does it, as far as there is room; false when it is to be gone on with once there is more.</summary>
    public abstract bool RunOnSequencer(Sequencer sequencer);

    /// <summary>It will not be done, or not all of it.</summary>
    public abstract void Refuse(SubmissionFailure failure, string reason);
}

/// <summary>A command that answers.</summary>
/// <param name="stages">Who runs it.</param>
internal abstract class SequencerCommand<T>(IStages stages) : SequencerCommand
{
    private readonly TaskCompletionSource<T> _answer = new(stages.Continuations);

    /// <summary>What came of it.</summary>
    public Task<T> Answer => _answer.Task;

    public sealed override bool RunOnSequencer(Sequencer sequencer)
    {
        try
        {
            DoOnSequencer(sequencer);
        }
        catch (Exception e)
        {
            // Whatever it is belongs to the one who asked; a change that was not finished is the sequencer's own fault.
            _answer.TrySetException(e);
        }
        return true;
    }

    public sealed override void Refuse(SubmissionFailure failure, string reason) =>
        _answer.TrySetException(new StorageException("The service is not ready: " + reason));

    /// <summary>Does it; answers now or once it is on disk.</summary>
    protected abstract void DoOnSequencer(Sequencer sequencer);

    protected void Set(T answer) => _answer.TrySetResult(answer);

    /// <summary>Answers, or says why not.</summary>
    protected void Set(T answer, Exception? fault)
    {
        if (fault is null)
            _answer.TrySetResult(answer);
        else
            _answer.TrySetException(StorageException.Of(fault, "The entry could not be journaled: " + fault.Message));
    }
}
