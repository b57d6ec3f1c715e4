using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.State;

namespace Vigil.Engine.Runtime;

/// <summary>Rebuilds state: the newest whole snapshot, and the journal from there.</summary>
public static class Recovery
{
    private const int EntriesPerReport = 4096;

    /// <summary>The state after the entry <paramref name="until"/>, or after the last one.</summary>
    /// <param name="ports">The store.</param>
    /// <param name="models">Its models.</param>
    /// <param name="until">The last entry wanted.</param>
    /// <param name="usesSnapshots">Whether to begin with a snapshot where there is one.</param>
    /// <param name="notify">Told about snapshots that are damaged.</param>
    /// <param name="progress">Told how many entries were folded, now and then.</param>
    /// <param name="only">The one stream whose state is wanted, to recompute its decisions; null for all of them.</param>
    /// <param name="cancellation">Stops it.</param>
    /// <exception cref="InvalidDataException">The journal is damaged, or its beginning is gone and no snapshot stands for it.</exception>
    public static RecoveredState Run(
        StoragePorts ports, ModelLibrary models, long until = long.MaxValue, bool usesSnapshots = true, Action<Notice>? notify = null,
        Action<long>? progress = null, string? only = null, CancellationToken cancellation = default)
    {
        var states = (usesSnapshots ? FromSnapshot(ports, models, until, notify, only) : null)
            ?? new StreamStates(models, ports.Journal, only);
        long begin = states.Sequence, entries = 0;
        if (ports.Journal.FirstSequence > begin + 1)
            throw new InvalidDataException(
                $"The journal begins at entry {ports.Journal.FirstSequence} and no whole snapshot reaches up to there: "
                + "restore the store from a backup.");
        foreach (var entry in ports.Journal.Read(begin, until))
        {
            states.Fold(entry);
            if (++entries % EntriesPerReport == 0)
            {
                cancellation.ThrowIfCancellationRequested();
                progress?.Invoke(entries);
            }
        }
        return new RecoveredState(states, begin, entries);
    }

    private static StreamStates? FromSnapshot(
        StoragePorts ports, ModelLibrary models, long until, Action<Notice>? notify, string? only)
    {
        long last = Math.Min(until, ports.Journal.LastSequence);
        foreach (long sequence in ports.Snapshots.SequencesAsync(CancellationToken.None).OnOwnThread().Where(s => s <= last))
        {
            try
            {
                using var saved = ports.Snapshots.OpenAsync(sequence, CancellationToken.None).OnOwnThread();
                var states = StreamStates.Load(models, ports.Journal, saved, only);
                if (states.Sequence == sequence && IsOf(ports.Journal, states))
                    return states;
                notify?.Invoke(new Notice(true, $"The snapshot {sequence} is not of this journal; an older one or the journal is used."));
            }
            catch (Exception e) when (e is InvalidDataException or IOException)
            {
                notify?.Invoke(new Notice(true, $"The snapshot {sequence} cannot be used, an older one or the journal is: {e.Message}"));
            }
        }
        return null;
    }

    // After a backup was put back, the folder may have snapshots of what was journaled later than that.
    private static bool IsOf(IJournal journal, StreamStates states) =>
        journal.FindAsync(states.Sequence, CancellationToken.None).OnOwnThread() is not { } entry || entry.Received == states.Received;
}

/// <summary>State that was rebuilt.</summary>
/// <param name="States">The state.</param>
/// <param name="SnapshotSequence">The snapshot that it began with; 0 for the beginning of the journal.</param>
/// <param name="Entries">Entries folded from there.</param>
public sealed record RecoveredState(StreamStates States, long SnapshotSequence, long Entries);
