using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Engine.Journal.Segments;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// The journal of one process: files that are only appended to, with the database's tables as what follows from them. Opened for reading at
/// first; the first append makes this process its writer.
/// </summary>
internal sealed class EmbeddedJournal : IJournal, IDisposable
{
    private readonly SegmentFolder _files;
    private readonly Func<uint> _salt;
    private readonly ErasureRegister _erased;
    private readonly SqliteEntityKeys _keys;
    private readonly SqliteOptions _options;
    private readonly Lock _turn = new();
    private SegmentLog _log;
    private bool _isWriter, _isClosed;

    /// <param name="files">Where its files are.</param>
    /// <param name="salt">A random number; see <see cref="SegmentLog"/>.</param>
    /// <param name="erased">Who was erased.</param>
    /// <param name="keys">Data keys.</param>
    /// <param name="options">How the store is opened.</param>
    /// <exception cref="StorageException">It is damaged.</exception>
    public EmbeddedJournal(SegmentFolder files, Func<uint> salt, ErasureRegister erased, SqliteEntityKeys keys, SqliteOptions options)
    {
        (_files, _salt, _erased, _keys, _options) = (files, salt, erased, keys, options);
        _log = Guarded(() => new SegmentLog(files, salt, isReadOnly: true));
    }

    /// <summary>Keeps the tables up with it; set before it is used.</summary>
    public ProjectionRunner Projections { get; set; } = null!;

    /// <inheritdoc/>
    public long LastSequence => Guarded(() => _log.LastSequence);

    /// <inheritdoc/>
    public long FirstSequence => Guarded(() => _log.FirstSequence);

    /// <inheritdoc/>
    public void Append(JournalBatch batch)
    {
        if (batch.Entries.Count + batch.NewKeys.Count + batch.Requests.Count + batch.Sources.Count == 0)
            return;
        if (_options.IsReadOnly)
            throw new StorageException($"{_files} was opened for reading only. Ask the service that runs, or stop it first.");
        bool isErasure = batch.Entries.Any(entry => entry.Kind == EntryKind.Erasure);
        lock (_turn)
        {
            ObjectDisposedException.ThrowIf(_isClosed, this);
            Projections.WaitForRoom();
            Check(batch);
            // An erasure that was asked for and not done is no harm when a backup is restored, one forgotten is.
            foreach (var entry in batch.Entries.Where(entry => entry.Kind == EntryKind.Erasure))
                _erased.Add(entry.Received, ErasureRecord.Decode(entry.Body.Span).Entity);
            if (batch.NewKeys.Count > 0)
                _keys.Add(batch.NewKeys);
            Guarded(() =>
            {
                Writer().Append(batch, batch.Entries is [var first, ..] ? first.Sequence : 1);
                return true;
            });
        }
        Projections.Follow();
        if (isErasure)
            Projections.WaitUntilTaken();
    }

    /// <inheritdoc/>
    public IEnumerable<JournalBatch> ReadBatches(long after) => _log.Read(after);

    /// <summary>As <see cref="FindAsync"/>.</summary>
    public JournalEntry? Find(long sequence) => _log.Find(sequence);

    /// <inheritdoc/>
    public ValueTask<JournalEntry?> FindAsync(long sequence, CancellationToken cancellation) => new(Find(sequence));

    /// <summary>Returns when the tables have everything that was appended; at once where another process sees to that.</summary>
    /// <exception cref="StorageException">They cannot be kept up with it.</exception>
    public void WaitUntilTaken()
    {
        if (!_options.IsReadOnly)
            Projections.WaitUntilTaken();
    }

    /// <summary>Forgets entries before one.</summary>
    public void RemoveBefore(long first)
    {
        lock (_turn)
            Guarded(() =>
            {
                Writer().RemoveBefore(first);
                return true;
            });
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_turn)
            _isClosed = true;
        _log.Dispose();
    }

    private SegmentLog Writer()
    {
        if (_isWriter)
            return _log;
        // Who reads the other one goes on with it.
        _log = new SegmentLog(_files, _salt, isReadOnly: false);
        _isWriter = true;
        return _log;
    }

    private void Check(JournalBatch batch)
    {
        long last = LastSequence;
        foreach (var entry in batch.Entries)
        {
            if (entry.Sequence != last + 1)
                throw new StorageException($"{_files} ends with entry {last} (of this batch or before), and {entry.Sequence} was to "
                    + $"follow it; {last + 1} is expected. Another writer may have used the folder: start the service again.");
            last = entry.Sequence;
        }
    }

    private T Guarded<T>(Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is InvalidDataException or UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"{_files} cannot be used: {e.Message}", e);
        }
    }
}
