namespace Vigil.Engine.Runtime.Stages;

/// <summary>Takes a group of transactions in, in their order.</summary>
internal sealed class AcceptCommand(SubmissionGroup group, Answers answers) : SequencerCommand
{
    private int _taken;

    public override bool RunOnSequencer(Sequencer sequencer)
    {
        while (_taken < group.Submissions.Count)
            if (!sequencer.Accept(group, ref _taken))
                return false;
        return true;
    }

    public override void Refuse(SubmissionFailure failure, string reason)
    {
        for (; _taken < group.Submissions.Count; _taken++)
            answers.Complete(group.Submissions[_taken], failure);
    }
}
