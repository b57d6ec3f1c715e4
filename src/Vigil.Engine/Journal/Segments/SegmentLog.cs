namespace Vigil.Engine.Journal.Segments;

/// <summary>
/// The journal as files that are only appended to: allocated before they are needed, so that one flush of data makes a batch durable. One
/// process appends, one batch after the other; any number of readers, in this process and others, see whole batches only.
/// </summary>
public sealed class SegmentLog : IDisposable
{
    private const int Largest = 64 << 20, Growth = 4, EntriesPerFrame = 128, BytesPerFrame = 48 * 1024;

    private readonly ISegmentFiles _files;
    private readonly Func<uint> _salt;
    private readonly bool _isReadOnly;
    private readonly int _smallest;
    private readonly TaskScheduler _background;
    private readonly RecordWriter _frame = new();
    private readonly Lock _gate = new();
    private Segment[] _segments = [];
    private Task<(int Number, ISegmentFile File)>? _prepared;
    private bool _mustRepair, _mustBegin, _isShortOfRoom;

    /// <summary>Opens the journal of a folder.</summary>
    /// <param name="files">The folder.</param>
    /// <param name="salt">A random number for each new file; see <see cref="SegmentHeader.Salt"/>.</param>
    /// <param name="isReadOnly">Whether another process may be appending: then nothing is changed.</param>
    /// <param name="smallest">Bytes of the first file; each is four times as long as the one before, up to 64 MiB.</param>
    /// <param name="background">Where files are prepared; on the pool without one.</param>
    /// <param name="last">The last entry wanted, which ends a batch: what a copy of the files has of later ones goes.</param>
    /// <exception cref="InvalidDataException">It is damaged, not only cut short by a crash.</exception>
    public SegmentLog(
        ISegmentFiles files, Func<uint> salt, bool isReadOnly, int smallest = 1 << 20, TaskScheduler? background = null,
        long last = long.MaxValue)
    {
        (_files, _salt, _isReadOnly, _smallest, _background) = (files, salt, isReadOnly, smallest, background ?? TaskScheduler.Default);
        OpenAll();
        if (isReadOnly)
            _segments.LastOrDefault()?.Refresh();
        else if (last < long.MaxValue)
            RemoveAfter(last);
        else
            _segments.LastOrDefault()?.Repair();
    }

    /// <summary>The sequence of the first entry that is kept; 1 in an empty journal.</summary>
    public long FirstSequence => Segments is [var first, ..] ? first.First : 1;

    /// <summary>The sequence of the last entry; 0 in an empty journal.</summary>
    public long LastSequence
    {
        get
        {
            Refresh();
            return Segments is [.., var last] ? last.Next - 1 : 0;
        }
    }

    private Segment[] Segments => Volatile.Read(ref _segments);

    /// <summary>
    /// Appends a batch, on disk when this returns. Its entries follow <see cref="LastSequence"/>. Of a large one that does not return, a
    /// beginning may be there.
    /// </summary>
    /// <param name="batch">The batch.</param>
    /// <param name="first">The sequence that an empty journal begins with.</param>
    /// <exception cref="IOException">It is not known whether it was written; it is taken back before the next one.</exception>
    public void Append(JournalBatch batch, long first = 1)
    {
        RepairAfterFault();
        var last = Segments is [.., var open] ? open : null;
        if (last?.IsAhead() == true)
        {
            last.Refresh();
            throw new IOException("another writer appended to it: start the service again.");
        }
        _mustRepair = true;
        long next = last?.Next ?? first;
        var frames = Encode(batch, next, last?.Salt ?? 0);
        // A file that was begun in vain may have its header on disk: nothing may go on before it any more.
        _mustBegin |= last is null || !last.Fits(_frame.Length);
        if (_mustBegin)
        {
            last = Begin(next, last?.Number ?? 0);
            _mustBegin = false;
            frames = Encode(batch, next, last.Salt);
        }
        last!.Append(_frame.Written, frames);
        _mustRepair = false;
        Prepare(last);
    }

    /// <summary>The batches that end behind a sequence, in order, up to the last one when this is called.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public IEnumerable<JournalBatch> Read(long after)
    {
        Refresh();
        var segments = Segments;
        for (int i = 0; i < segments.Length; i++)
        {
            long? next = i + 1 < segments.Length ? segments[i + 1].First : null;
            // A batch without entries stands where the next entry would.
            if (next <= after)
                continue;
            if (next is not null)
                segments[i].Complete(next.Value);
            foreach (var batch in segments[i].Read(after))
                yield return batch;
        }
    }

    /// <summary>One entry, or null when it is not kept.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public JournalEntry? Find(long sequence)
    {
        var segments = Segments;
        int at = Array.FindLastIndex(segments, segment => segment.First <= sequence);
        if (at < 0)
            return null;
        if (at + 1 < segments.Length)
            segments[at].Complete(segments[at + 1].First);
        else if (segments[at].Next <= sequence)
            Refresh();
        return segments[at].Find(sequence);
    }

    /// <summary>Forgets entries before one: files that hold only such go, and the beginning of the one behind them.</summary>
    public void RemoveBefore(long first)
    {
        lock (_gate)
        {
            while (_segments is [var oldest, _, ..] && oldest.Next <= first)
            {
                Volatile.Write(ref _segments, _segments[1..]);
                _files.Delete(oldest.Number);
            }
        }
        if (Segments is [var begin, ..])
            begin.RemoveBefore(Math.Min(first, begin.Next - 1));
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        TakePrepared()?.File.Dispose();
        foreach (var segment in _segments)
            segment.Dispose();
    }

    // In frames that are small, for who looks for one entry reads all of its frame.
    private List<(int Entries, int Bytes)> Encode(JournalBatch batch, long first, uint salt)
    {
        _frame.Clear();
        var frames = new List<(int Entries, int Bytes)>();
        int from = 0;
        do
        {
            int count = 0;
            for (int bytes = 0; from + count < batch.Entries.Count && count < EntriesPerFrame && bytes < BytesPerFrame; count++)
                bytes += batch.Entries[from + count].Body.Length;
            bool isLast = from + count == batch.Entries.Count;
            int begin = _frame.Length;
            var part = isLast && from == 0 ? batch : new JournalBatch([.. batch.Entries.Skip(from).Take(count)], [])
            {
                Requests = from == 0 ? batch.Requests : [],
                Sources = isLast ? batch.Sources : [],
            };
            Frame.Write(_frame, part, first + from, salt);
            frames.Add((count, _frame.Length - begin));
            from += count;
        }
        while (from < batch.Entries.Count);
        return frames;
    }

    private void OpenAll()
    {
        foreach (int number in _files.List())
        {
            var file = _files.Open(number, !_isReadOnly);
            if (Segment.Open(number, file) is { } segment)
                _segments = _prepared is null ? [.. _segments, segment] : throw new InvalidDataException(
                    $"journal segment {number - 1} has no beginning, and others follow it: restore the store from a backup.");
            else if (_isReadOnly)
                file.Dispose();
            else
                _prepared = Task.FromResult((number, file));
        }
    }

    private void RemoveAfter(long last)
    {
        while (Segments is [.., _, var newest] && newest.First > last)
        {
            Volatile.Write(ref _segments, _segments[..^1]);
            newest.Dispose();
            _files.Delete(newest.Number);
        }
        if (Segments is [.., var end])
            end.RemoveAfter(last);
    }

    // What another process appended.
    private void Refresh()
    {
        if (!_isReadOnly)
            return;
        lock (_gate)
        {
            _segments.LastOrDefault()?.Refresh();
            int last = _segments is [.., var newest] ? newest.Number : 0;
            foreach (int number in _files.List().Where(number => number > last))
            {
                var file = _files.Open(number, isWritten: false);
                if (Segment.Open(number, file) is not { } segment)
                {
                    file.Dispose();
                    return;
                }
                _segments.LastOrDefault()?.Refresh();
                segment.Refresh();
                Volatile.Write(ref _segments, [.. _segments, segment]);
            }
        }
    }

    // What a failed write left may be whole, or become so: nobody was told of it, so it must not be there when the next batch is.
    private void RepairAfterFault()
    {
        if (_mustRepair && Segments is [.., var last])
            last.TakeBack();
        _mustRepair = false;
    }

    private Segment Begin(long first, int before)
    {
        var (number, file) = TakePrepared() ?? (before + 1, Create(before + 1, SegmentHeader.Size + _frame.Length));
        _isShortOfRoom = false;
        if (file.Length < SegmentHeader.Size + _frame.Length)
        {
            file.Dispose();
            _files.Delete(number);
            file = _files.Create(number, SegmentHeader.Size + (2L * _frame.Length));
        }
        var segment = Segment.Begin(number, file, first, _salt());
        lock (_gate)
            Volatile.Write(ref _segments, [.. _segments, segment]);
        return segment;
    }

    // On a disk that is nearly full, a small file is better than none.
    private ISegmentFile Create(int number, long needed)
    {
        for (long length = LengthAfter(number - 1); ; length /= Growth)
        {
            try
            {
                return _files.Create(number, length);
            }
            catch (IOException) when (length / Growth >= Math.Max(needed, _smallest / Growth))
            {
                // A smaller one may have room.
            }
        }
    }

    private (int Number, ISegmentFile File)? TakePrepared()
    {
        var prepared = _prepared;
        _prepared = null;
        try
        {
            return prepared?.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever it was: it is tried again when there is no other way, and who appends is told then.
            return null;
        }
    }

    private void Prepare(Segment last)
    {
        if (_prepared is { IsFaulted: true })
            (_prepared, _isShortOfRoom) = (null, true);
        if (_prepared is null && last.IsHalfFull && !_isShortOfRoom)
            _prepared = Task.Factory.StartNew(
                () => (last.Number + 1, _files.Create(last.Number + 1, LengthAfter(last.Number))),
                CancellationToken.None, TaskCreationOptions.None, _background);
    }

    private long LengthAfter(int number)
    {
        long length = _smallest;
        for (int i = 0; i < number && length < Largest; i++)
            length *= Growth;
        return length;
    }
}
