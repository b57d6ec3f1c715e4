using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Takes a snapshot. Answers with its sequence once it is on disk, or with null once one is that was being written already.
/// </summary>
internal sealed class SnapshotCommand(SnapshotTaking snapshots, IStages stages) : SequencerCommand<long?>(stages)
{
    protected override void DoOnSequencer(Sequencer sequencer) => snapshots.TakeOrJoinOnSequencer(sequencer, Set);
}
