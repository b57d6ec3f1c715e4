using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>What a disk does at the worst moment, which no real one does on demand.</summary>
internal enum Fault
{
    None,

    /// <summary>Nothing was written.</summary>
    Before,

    /// <summary>All was written, but the answer is an error.</summary>
    After,
}

/// <summary>A real journal that fails where it is told to, and holds appends back while its gate is closed.</summary>
internal sealed class FaultyJournal(IJournal inner) : IJournal
{
    private volatile TaskCompletionSource _gate = Open();

    /// <summary>Asked before each append.</summary>
    public Func<JournalBatch, Fault> Next { get; set; } = _ => Fault.None;

    public int Faults { get; private set; }

    public int Appends { get; private set; }

    /// <inheritdoc/>
    public long LastSequence => inner.LastSequence;

    /// <inheritdoc/>
    public long FirstSequence => inner.FirstSequence;

    public void CloseGate() => _gate = new TaskCompletionSource();

    public void OpenGate() => _gate.TrySetResult();

    /// <inheritdoc/>
    public void Append(JournalBatch batch)
    {
        _gate.Task.Wait();
        Appends++;
        var fault = Next(batch);
        if (fault != Fault.Before)
            inner.Append(batch);
        if (fault == Fault.None)
            return;
        Faults++;
        throw new StorageException($"The disk failed {fault} the commit, as the test wants it.");
    }

    /// <inheritdoc/>
    public IEnumerable<JournalBatch> ReadBatches(long after) => inner.ReadBatches(after);

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindAsync(long sequence, CancellationToken cancellation) => inner.FindAsync(sequence, cancellation);

    private static TaskCompletionSource Open()
    {
        var gate = new TaskCompletionSource();
        gate.SetResult();
        return gate;
    }
}
