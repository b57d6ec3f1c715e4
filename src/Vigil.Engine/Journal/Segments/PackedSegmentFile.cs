using Vigil.Engine.Journal.Packing;

namespace Vigil.Engine.Journal.Segments;

/// <summary>
/// A packed segment as if it were not: frames stand where they stood, and a group of them is unpacked when one is read. Never written to.
/// </summary>
internal sealed class PackedSegmentFile : ISegmentFile
{
    [ThreadStatic]
    private static FramePacking? t_packing;

    private readonly ISegmentFile _file;
    private readonly int _number;
    private readonly uint _salt;
    private readonly List<(FrameGroup Group, long At, long Offset)> _groups = [];
    private readonly WeakReference<byte[]>?[] _unpacked;

    /// <summary>Looks the groups of a file up.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public PackedSegmentFile(int number, ISegmentFile file, SegmentHeader header)
    {
        (_number, _file, _salt, Next) = (number, file, header.Salt, header.First);
        Span<byte> bytes = stackalloc byte[FrameGroup.Header];
        long at = SegmentHeader.Size;
        for (Length = SegmentHeader.Size; at < file.Length; at += FrameGroup.Header + _groups[^1].Group.Packed)
        {
            if (FrameGroup.Begin(bytes[..file.Read(at, bytes)]) is not { } group || group.Packed > file.Length - at - FrameGroup.Header
                || group.First != Next)
                throw Damaged(at, Next);
            _groups.Add((group, at, Length));
            (Length, Next) = (Length + group.Length, group.Next);
        }
        _unpacked = new WeakReference<byte[]>?[_groups.Count];
    }

    /// <inheritdoc/>
    public long Length { get; }

    /// <summary>The entry behind its last one.</summary>
    public long Next { get; }

    /// <summary>The first entry of each group, and where it begins.</summary>
    public IEnumerable<(long First, long Offset)> Places => _groups.Select(g => (g.Group.First, g.Offset));

    /// <summary>The groups from one entry's on, as they stand in the file.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public IEnumerable<(FrameGroup Group, byte[] Bytes)> From(long sequence) =>
        _groups.Where(g => g.Group.Next > sequence).Select(g => (g.Group, Stored(g.Group, g.At)));

    /// <summary>Reads to the end of the group at most.</summary>
    public int Read(long offset, Span<byte> target)
    {
        if (offset >= Length || offset < SegmentHeader.Size)
            return 0;
        int low = 0, high = _groups.Count - 1;
        while (low < high)
        {
            int middle = (low + high + 1) / 2;
            (low, high) = _groups[middle].Offset <= offset ? (middle, high) : (low, middle - 1);
        }
        var rest = Unpacked(low).AsSpan((int)(offset - _groups[low].Offset));
        rest = rest[..Math.Min(rest.Length, target.Length)];
        rest.CopyTo(target);
        return rest.Length;
    }

    /// <inheritdoc/>
    public void Write(long offset, ReadOnlySpan<byte> bytes) => throw new InvalidOperationException("A packed segment is not written to.");

    /// <inheritdoc/>
    public void Flush()
    {
    }

    /// <inheritdoc/>
    public void Dispose() => _file.Dispose();

    // Kept for as long as nobody needs the memory: who reads on, or looks for a neighbour, reads the same group.
    private byte[] Unpacked(int index)
    {
        if (Volatile.Read(ref _unpacked[index])?.TryGetTarget(out byte[]? known) == true)
            return known;
        var (group, at, _) = _groups[index];
        byte[] bytes = (t_packing ??= new FramePacking()).Unpack(Stored(group, at).AsSpan(FrameGroup.Header), group.Length, _salt);
        Volatile.Write(ref _unpacked[index], new WeakReference<byte[]>(bytes));
        return bytes;
    }

    private byte[] Stored(FrameGroup group, long at)
    {
        byte[] bytes = new byte[FrameGroup.Header + group.Packed];
        return _file.Read(at, bytes) == bytes.Length && group.IsWhole(bytes, _salt) ? bytes : throw Damaged(at, group.Next);
    }

    private InvalidDataException Damaged(long at, long next) =>
        new($"journal segment {_number} is damaged at byte {at}, before entry {next}: restore the store from a backup.");
}
