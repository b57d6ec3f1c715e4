namespace Vigil.Engine.Journal.Segments;

/// <summary>
/// The journal as files that are only appended to: allocated before they are needed, so that one flush of data makes a batch durable. One
/// process appends, one batch after the other; any number of readers, in this process and others, see whole batches only.
/// </summary>
public sealed class SegmentLog : IDisposable
{
    private const int EntriesPerFrame = 128, BytesPerFrame = 48 * 1024;

    private readonly ISegmentFiles _files;
    private readonly Func<uint> _salt;
    private readonly bool _isReadOnly;
    private readonly PreparedFiles _prepared;
    private readonly SegmentPacker? _packer;
    private readonly RecordWriter _frame = new();
    private readonly Lock _gate = new();
    private Segment[] _segments = [];
    private bool _mustRepair, _mustBegin;

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
        background ??= TaskScheduler.Default;
        (_files, _salt, _isReadOnly, _prepared) = (files, salt, isReadOnly, new PreparedFiles(files, smallest, background));
        OpenAll();
        if (isReadOnly)
            _segments.LastOrDefault()?.Refresh();
        else if (last < long.MaxValue)
            RemoveAfter(last);
        else
            _segments.LastOrDefault()?.Repair();
        _packer = isReadOnly ? null : new SegmentPacker(files, background, NextToPack, TakeOver);
        _packer?.Follow();
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
        _prepared.Follow(last);
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
            while (_segments is [var oldest, var newer, ..] && newer.First <= first)
            {
                Volatile.Write(ref _segments, _segments[1..]);
                _files.Delete(oldest.Number);
            }
            if (_segments is [var known, var follows, ..])
                known.Complete(follows.First);
            if (_segments is not [var begin, ..] || Math.Min(first, begin.Next - 1) is var kept && kept <= begin.First)
                return;
            if (begin.Packed is not { } packed)
            {
                begin.RemoveBefore(kept);
                return;
            }
            _files.WriteBeside(begin.Number, SegmentPacking.Without(packed, kept, begin.Salt));
            TakeOver(begin, begin.First);
        }
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _packer?.Dispose();
        _prepared.TryTake()?.File.Dispose();
        foreach (var segment in _segments)
            segment.Dispose();
    }

    // The one that is appended to stays as it is.
    private (Segment Segment, long Next)? NextToPack()
    {
        var segments = Segments;
        int at = Array.FindIndex(segments, segment => segment.Packed is null);
        return at < 0 || at + 1 >= segments.Length ? null : (segments[at], segments[at + 1].First);
    }

    // Who reads the old one goes on with it.
    private bool TakeOver(Segment old, long first)
    {
        lock (_gate)
        {
            int at = Array.IndexOf(_segments, old);
            if (at < 0 || old.First != first)
                return false;
            var segment = Segment.Open(old.Number, _files.TakeOver(old.Number))!;
            Volatile.Write(ref _segments, [.. _segments[..at], segment, .. _segments[(at + 1)..]]);
            return true;
        }
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
                _segments = !_prepared.IsThere ? [.. _segments, segment] : throw new InvalidDataException(
                    $"journal segment {number - 1} has no beginning, and others follow it: restore the store from a backup.");
            else if (_isReadOnly)
                file.Dispose();
            else
                _prepared.Adopt(number, file);
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
        if (Segments is [.., var end] && end.Packed is not null && end.Next > last + 1)
        {
            _files.WriteBeside(end.Number, SegmentPacking.Unpack(end, last));
            TakeOver(end, end.First);
        }
        if (Segments is [.., { Packed: null } plain])
            plain.RemoveAfter(last);
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
        var (number, file) = _prepared.Take(before, SegmentHeader.Size + _frame.Length);
        var segment = Segment.Begin(number, file, first, _salt());
        lock (_gate)
            Volatile.Write(ref _segments, [.. _segments, segment]);
        _packer?.Follow();
        return segment;
    }
}
