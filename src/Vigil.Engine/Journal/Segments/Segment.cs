namespace Vigil.Engine.Journal.Segments;

/// <summary>One file of the journal: frames one behind the other. One thread appends; any may read what is in it.</summary>
internal sealed class Segment : IDisposable
{
    // A reader looks so many bytes through at most before it finds its entry.
    private const long Stride = 64 * 1024;

    private readonly ISegmentFile _file;
    private readonly uint _salt;
    private readonly Lock _gate = new();
    private readonly List<(long First, long Offset)> _places = [];
    private long _first, _next, _end;

    private Segment(int number, ISegmentFile file, SegmentHeader header)
    {
        (Number, _file, _salt) = (number, file, header.Salt);
        (_first, _next, _end) = (header.First, header.First, header.Begin);
        _places.Add((header.First, header.Begin));
        if (file is not PackedSegmentFile packed)
            return;
        // The header's place is that of the first group, too.
        (_next, _end) = (packed.Next, packed.Length);
        _places.AddRange(packed.Places.Skip(1));
    }

    /// <summary>The file's number.</summary>
    public int Number { get; }

    /// <summary>What checksums of its frames begin with.</summary>
    public uint Salt => _salt;

    /// <summary>Its file when that is packed, and therefore never changed; or null.</summary>
    public PackedSegmentFile? Packed => _file as PackedSegmentFile;

    /// <summary>The first entry that is kept in it.</summary>
    public long First => Volatile.Read(ref _first);

    /// <summary>The entry behind the last one that is known to be in it.</summary>
    public long Next => Volatile.Read(ref _next);

    /// <summary>Begins an empty file; its header is on disk when this returns, so that one without is known to hold nothing.</summary>
    public static Segment Begin(int number, ISegmentFile file, long first, uint salt)
    {
        var segment = new Segment(number, file, new SegmentHeader(first, SegmentHeader.Size, salt));
        segment.WriteHeader(first, SegmentHeader.Size);
        file.Flush();
        return segment;
    }

    /// <summary>Opens a file; null where no header was written, as in one that is only prepared.</summary>
    /// <exception cref="InvalidDataException">A newer program wrote it, or its header is damaged.</exception>
    public static Segment? Open(int number, ISegmentFile file)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size + Frame.Header];
        bytes = bytes[..file.Read(0, bytes)];
        if (SegmentHeader.Read(bytes) is { } header)
            return new Segment(number, header.IsPacked ? new PackedSegmentFile(number, file, header) : file, header);
        return bytes.Length < SegmentHeader.Size || !bytes[SegmentHeader.Size..].ContainsAnyExcept((byte)0) ? null
            : throw new InvalidDataException($"journal segment {number} is damaged at its beginning: restore the store from a backup.");
    }

    /// <summary>Reads on to its last whole frame, which another process may have written a moment ago.</summary>
    public void Refresh()
    {
        lock (_gate)
        {
            var cursor = new FrameCursor(_file, _salt, _end);
            while (cursor.TryNext())
                Passed(cursor.Current, cursor.Offset, cursor.Next);
        }
    }

    /// <summary>Makes sure that nothing stands behind its last whole frame, and that all of it is on disk.</summary>
    /// <exception cref="InvalidDataException">A whole frame stands behind one that is damaged.</exception>
    public void Repair()
    {
        if (Packed is not null)
            return;
        Refresh();
        if (new FrameCursor(_file, _salt, _end).FindsAnother() is { } found)
            throw new InvalidDataException(
                $"journal segment {Number} is damaged at byte {_end}: entry {_next} is expected there, and entries from {found} on follow. "
                + "Restore the store from a backup.");
        TakeBack();
    }

    /// <summary>Knows all of a file that is followed by another.</summary>
    /// <param name="next">The entry that the other begins with.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public void Complete(long next)
    {
        if (Next >= next)
            return;
        Refresh();
        if (Next < next)
            throw new InvalidDataException(
                $"journal segment {Number} is damaged at byte {_end}: entries {Next} to {next - 1} are missing. Restore the store from a "
                + "backup.");
    }

    /// <summary>Removes what a write left that failed.</summary>
    public void TakeBack()
    {
        Clear(_end, _file.Length - _end);
        _file.Flush();
    }

    /// <summary>Whether half of it is used.</summary>
    public bool IsHalfFull => _end > _file.Length / 2;

    /// <summary>Whether another frame has room.</summary>
    public bool Fits(int bytes) => _end + bytes <= _file.Length;

    /// <summary>Writes frames, on disk when this returns.</summary>
    /// <param name="bytes">The frames, one behind the other.</param>
    /// <param name="frames">How many entries and bytes each has.</param>
    public void Append(ReadOnlySpan<byte> bytes, IReadOnlyList<(int Entries, int Bytes)> frames)
    {
        _file.Write(_end, bytes);
        _file.Flush();
        lock (_gate)
            foreach (var (entries, length) in frames)
                Passed(new Frame(_next, entries, length - Frame.Header, 0), _end, _end + length);
    }

    /// <summary>The batches that end behind a sequence, up to what is known to be in it now.</summary>
    public IEnumerable<JournalBatch> Read(long after)
    {
        long next = Next, end = Volatile.Read(ref _end);
        var cursor = new FrameCursor(_file, _salt, PlaceOf(after + 1));
        cursor.SkipTo(after + 1);
        while (cursor.Next < end)
        {
            if (!cursor.TryNext())
                throw Damaged(cursor.Next, next, end);
            yield return Kept(cursor.Current.Read(cursor.Bytes));
        }
    }

    /// <summary>The frames from the one on that holds an entry.</summary>
    /// <exception cref="InvalidDataException">One is damaged.</exception>
    public IEnumerable<(Frame Frame, byte[] Bytes)> Frames(long first)
    {
        long end = Volatile.Read(ref _end);
        var cursor = new FrameCursor(_file, _salt, PlaceOf(first));
        cursor.SkipTo(first);
        while (cursor.Next < end)
        {
            if (!cursor.TryNext())
                throw Damaged(cursor.Next, Next, end);
            yield return (cursor.Current, cursor.Bytes.ToArray());
        }
    }

    /// <summary>One entry, or null when it is not in it.</summary>
    public JournalEntry? Find(long sequence)
    {
        if (sequence < First || sequence >= Next)
            return null;
        var cursor = new FrameCursor(_file, _salt, PlaceOf(sequence));
        cursor.SkipTo(sequence);
        while (cursor.TryNext())
            if (cursor.Current.Next > sequence)
                return cursor.Current.Read(cursor.Bytes, sequence);
        throw new InvalidDataException(
            $"journal segment {Number} is damaged at byte {cursor.Next}, before entry {sequence}: restore the store from a backup.");
    }

    /// <summary>Forgets entries after one.</summary>
    public void RemoveAfter(long last)
    {
        Refresh();
        if (Next <= last + 1)
            return;
        var cursor = new FrameCursor(_file, _salt, PlaceOf(last));
        cursor.SkipTo(last + 1);
        lock (_gate)
        {
            _places.RemoveAll(place => place.Offset > cursor.Next);
            (_end, _next) = (cursor.Next, last + 1);
        }
        TakeBack();
    }

    /// <summary>Whether somebody else appended a frame.</summary>
    public bool IsAhead()
    {
        Span<byte> bytes = stackalloc byte[Frame.Header];
        return Frame.Begin(bytes[.._file.Read(_end, bytes)]) is not null;
    }

    /// <summary>Forgets entries before one; their bytes become zeros, but for those of a batch that goes beyond it.</summary>
    public void RemoveBefore(long first)
    {
        if (first <= First)
            return;
        var cursor = new FrameCursor(_file, _salt, PlaceOf(first));
        while (cursor.TryNext() && cursor.Current.Next <= first)
        {
        }
        // The header first: what it does not name any more may be zeros or not, now and after a failure.
        WriteHeader(first, cursor.Offset);
        _file.Flush();
        lock (_gate)
        {
            _places.RemoveAll(place => place.Offset <= cursor.Offset);
            _places.Insert(0, (first, cursor.Offset));
        }
        Volatile.Write(ref _first, first);
        Clear(SegmentHeader.Size, cursor.Offset - SegmentHeader.Size);
        _file.Flush();
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    private JournalBatch Kept(JournalBatch batch) => batch.Entries is [var first, ..] && first.Sequence < First
        ? batch with { Entries = [.. batch.Entries.Where(entry => entry.Sequence >= First)] } : batch;

    private void Passed(Frame frame, long offset, long end)
    {
        // Retention keeps the batch whose end is kept.
        bool isKeptInPart = offset == _places[0].Offset && frame.First < _next && _next < frame.Next;
        if (frame.First != _next && !isKeptInPart)
            throw new InvalidDataException(
                $"journal segment {Number} has entry {frame.First} at byte {offset}, where {_next} is expected: restore the store from a "
                + "backup.");
        if (offset - _places[^1].Offset >= Stride)
            _places.Add((frame.First, offset));
        Volatile.Write(ref _end, end);
        Volatile.Write(ref _next, frame.Next);
    }

    private long PlaceOf(long sequence)
    {
        lock (_gate)
        {
            int low = 0, high = _places.Count - 1;
            while (low < high)
            {
                int middle = (low + high + 1) / 2;
                (low, high) = _places[middle].First <= sequence ? (middle, high) : (low, middle - 1);
            }
            return _places[low].Offset;
        }
    }

    // Where the damaged frame ends is known when its header still is what it was.
    private InvalidDataException Damaged(long offset, long next, long end)
    {
        string message =
            $"journal segment {Number} is damaged at byte {offset}, before entry {next}: restore the store from a backup.";
        Span<byte> bytes = stackalloc byte[Frame.Header];
        return Frame.Begin(bytes[.._file.Read(offset, bytes)]) is { Count: > 0 } frame && frame.Next <= next
            && offset + Frame.Header + frame.Length <= end
            ? new DamagedEntries(frame.First, frame.Next).Exception(message) : new InvalidDataException(message);
    }

    private void WriteHeader(long first, long begin)
    {
        Span<byte> bytes = stackalloc byte[SegmentHeader.Size];
        new SegmentHeader(first, begin, _salt).Write(bytes);
        _file.Write(0, bytes);
    }

    private void Clear(long offset, long length)
    {
        byte[] found = new byte[64 * 1024], zeros = new byte[found.Length];
        for (long end = offset + length; offset < end; offset += found.Length)
        {
            int count = _file.Read(offset, found.AsSpan(0, (int)Math.Min(found.Length, end - offset)));
            // To write what is zero already would cost much and change nothing.
            if (found.AsSpan(0, count).ContainsAnyExcept((byte)0))
                _file.Write(offset, zeros.AsSpan(0, count));
        }
    }
}
