namespace Vigil.Engine.Journal;

/// <summary>
/// The ordered record of inputs and decisions (port): the only source of state. One writer; any number of readers on other threads, who
/// see whole batches only.
/// </summary>
public interface IJournal
{
    /// <summary>The sequence of the last entry; 0 when there is none.</summary>
    long LastSequence { get; }

    /// <summary>The sequence of the first entry that is kept; 1 unless retention has removed older ones.</summary>
    long FirstSequence { get; }

    /// <summary>
    /// Makes a batch durable, with everything that follows from it in the same transaction: its data keys, roll-ups, the label of a
    /// labelled decision, the champion of a stream, the deleted key of an erased entity, keyed requests. When it returns, it is on disk.
    /// </summary>
    /// <exception cref="StorageException">Nothing of it was written, or whether it was is not known: read before going on.</exception>
    void Append(JournalBatch batch);

    /// <summary>The entries after a sequence in order, up to and including another; read in portions while enumerating.</summary>
    IEnumerable<JournalEntry> Read(long after, long until = long.MaxValue);

    /// <summary>One entry, or null.</summary>
    JournalEntry? Find(long sequence);

    /// <summary>The decisions of a stream whose <see cref="DecisionColumns.Id"/> is this, oldest first: candidates to compare.</summary>
    IReadOnlyList<JournalEntry> FindTransaction(string stream, long id);

    /// <summary>What the request under a key held; null when none is kept. See <see cref="KeyedRequest"/>.</summary>
    UInt128? FindRequest(UInt128 key);
}

/// <summary>The store cannot do what it was asked to: the disk is full, the folder is read-only, the database is damaged.</summary>
/// <param name="message">What happened, where, and what to do, in words for an operator.</param>
/// <param name="cause">The adapter's exception.</param>
public sealed class StorageException(string message, Exception? cause = null) : IOException(message, cause);
