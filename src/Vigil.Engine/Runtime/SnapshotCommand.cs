using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Runtime;

/// <summary>Takes a snapshot, unless one is being written.</summary>
internal sealed class SnapshotCommand(SnapshotTaking snapshots, IStages stages)
    : SequencerCommand<(Task<long> Snapshot, bool IsNew)>(stages)
{
    protected override void DoOnSequencer(Sequencer sequencer) => Set(snapshots.TakeOrJoinOnSequencer(sequencer));
}
