namespace Vigil.Engine.Journal;

/// <summary>
/// The ordered record of inputs and decisions (port): the only source of state. One writer; any number of readers on other threads, who
/// see whole batches only.
/// </summary>
public interface IJournal
{
    /// <summary>The sequence of the last entry; 0 when there is none. Known without asking anybody.</summary>
    long LastSequence { get; }

    /// <summary>The sequence of the first entry that is kept; 1 unless retention has removed older ones. Known likewise.</summary>
    long FirstSequence { get; }

    /// <summary>
    /// Makes a batch durable, and before it the data keys that its entries are sealed with. When it returns, it is on disk, and the key of
    /// an entity that it erases is gone; everything else that follows from it is taken in a moment later
    /// (<see cref="Projections.IProjection"/>), and who asks for it waits.
    /// </summary>
    /// <exception cref="StorageException">Nothing of it was written, or whether it was is not known: read before going on.</exception>
    void Append(JournalBatch batch);

    /// <summary>The batches that end behind a sequence, in order, up to the last one when this is called; read while enumerating.</summary>
    IAsyncEnumerable<JournalBatch> ReadBatchesAsync(long after, CancellationToken cancellation);

    /// <summary>One entry, or null.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    ValueTask<JournalEntry?> FindAsync(long sequence, CancellationToken cancellation);
}

/// <summary>The store cannot do what it was asked to: the disk is full, the folder is read-only, the database is damaged.</summary>
/// <param name="message">What happened, where, and what to do, in words for an operator.</param>
/// <param name="cause">The adapter's exception.</param>
public sealed class StorageException(string message, Exception? cause = null) : IOException(message, cause)
{
    /// <summary>A fault as it is when it is one of these, or else what it kept from being done.</summary>
    internal static StorageException Of(Exception fault, string message) => fault as StorageException ?? new(message, fault);
}
