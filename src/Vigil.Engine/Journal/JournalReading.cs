using System.Runtime.CompilerServices;
using Vigil.Engine.State;

namespace Vigil.Engine.Journal;

/// <summary>Reads the entries of a journal.</summary>
public static class JournalReading
{
    /// <summary>The entries after a sequence in order, up to and including another; read while enumerating.</summary>
    public static async IAsyncEnumerable<JournalEntry> ReadAsync(
        this IJournal journal, long after, long until = long.MaxValue, [EnumeratorCancellation] CancellationToken cancellation = default)
    {
        await foreach (var batch in journal.ReadBatchesAsync(after, cancellation).ConfigureAwait(false))
            foreach (var entry in batch.Entries)
                if (entry.Sequence > until)
                    yield break;
                else if (entry.Sequence > after)
                    yield return entry;
    }

    /// <summary>The first entry after a sequence, or null.</summary>
    public static async ValueTask<JournalEntry?> FirstAsync(this IJournal journal, long after, CancellationToken cancellation)
    {
        await foreach (var entry in journal.ReadAsync(after, cancellation: cancellation).ConfigureAwait(false))
            return entry;
        return null;
    }

    /// <summary><see cref="ReadAsync"/> on a thread that is there for nothing else: see <see cref="OwnThread"/>.</summary>
    public static IEnumerable<JournalEntry> ReadOnOwnThread(this IJournal journal, long after, long until = long.MaxValue) =>
        journal.ReadBatchesAsync(after, CancellationToken.None).OnOwnThread().SelectMany(batch => batch.Entries)
            .SkipWhile(entry => entry.Sequence <= after).TakeWhile(entry => entry.Sequence <= until);
}
