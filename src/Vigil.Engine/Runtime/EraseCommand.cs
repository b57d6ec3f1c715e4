using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime.Stages;
using Vigil.Engine.State;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Deletes the data key of an entity: what it sealed cannot be read any more. Answers with the sequence of the erasure, or null when the
/// entity has no key.
/// </summary>
internal sealed class EraseCommand(string stream, UInt128 entity, string by, IEntityKeyStore store, RecentKeys keys, IStages stages)
    : SequencerCommand<long?>(stages)
{
    protected override void DoOnSequencer(Sequencer sequencer)
    {
        // Nothing may be sealed with the old key once it is deleted, so the sequencer waits before and after.
        sequencer.Drain();
        if (store.FindAsync(entity, CancellationToken.None).OnOwnThread() is null)
        {
            Set(null);
            return;
        }
        sequencer.Journal(
            (number, received) => JournalEntry.Of(number, stream, received, new ErasureRecord(entity, by)), () => { },
            (number, fault) => Set(number, fault));
        sequencer.Drain();
        keys.ForgetOnSequencer(entity);
    }
}
