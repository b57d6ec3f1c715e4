using Vigil.Engine.Journal.Packing;

namespace Vigil.Engine.Journal.Segments;

/// <summary>What a packed file is made of: entries that are kept, and of those that are not, no byte.</summary>
internal static class SegmentPacking
{
    // Smaller ones are found faster, larger ones are packed better.
    private const int GroupBytes = 256 * 1024;

    /// <summary>A segment, packed.</summary>
    /// <param name="segment">One that is not appended to any more.</param>
    /// <param name="first">Its first entry.</param>
    /// <param name="cancellation">Stops between groups.</param>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static IReadOnlyList<byte[]> Pack(Segment segment, long first, CancellationToken cancellation)
    {
        var parts = new List<byte[]> { Header(first, segment.Salt, isPacked: true) };
        var packing = new FramePacking();
        var group = new ByteQueue();
        long begin = first;
        foreach (var (frame, bytes) in segment.Frames(first))
        {
            cancellation.ThrowIfCancellationRequested();
            group.Add(Kept(frame, bytes, first, segment.Salt));
            if (group.Count < GroupBytes && frame.Next < segment.Next)
                continue;
            parts.Add(FrameGroup.Write(packing.Pack(group.Rest, segment.Salt), group.Count, begin, frame.Next, segment.Salt));
            begin = frame.Next;
            group.Clear();
        }
        if (group.Count > 0)
            parts.Add(FrameGroup.Write(packing.Pack(group.Rest, segment.Salt), group.Count, begin, begin, segment.Salt));
        return parts;
    }

    /// <summary>A packed segment without the entries before one; groups behind it stay as they are.</summary>
    public static IReadOnlyList<byte[]> Without(PackedSegmentFile file, long first, uint salt)
    {
        var parts = new List<byte[]> { Header(first, salt, isPacked: true) };
        var packing = new FramePacking();
        foreach (var (group, stored) in file.From(first))
        {
            if (group.First >= first)
            {
                parts.Add(stored);
                continue;
            }
            var kept = new ByteQueue();
            var frames = packing.Unpack(stored.AsSpan(FrameGroup.Header), group.Length, salt).AsSpan();
            while (Frame.Begin(frames) is { } frame)
            {
                if (frame.Next > first)
                    kept.Add(Kept(frame, frames[..(Frame.Header + frame.Length)].ToArray(), first, salt));
                frames = frames[(Frame.Header + frame.Length)..];
            }
            parts.Add(FrameGroup.Write(packing.Pack(kept.Rest, salt), kept.Count, first, group.Next, salt));
        }
        return parts;
    }

    /// <summary>A segment that can be cut, with its entries up to one.</summary>
    public static IReadOnlyList<byte[]> Unpack(Segment segment, long last)
    {
        var parts = new List<byte[]> { Header(segment.First, segment.Salt, isPacked: false) };
        parts.AddRange(segment.Frames(segment.First).TakeWhile(each => each.Frame.Next <= last + 1).Select(each => each.Bytes));
        return parts;
    }

    private static byte[] Kept(Frame frame, byte[] bytes, long first, uint salt)
    {
        if (frame.First >= first)
            return bytes;
        var batch = frame.Read(bytes);
        var writer = new RecordWriter();
        Frame.Write(writer, batch with { Entries = [.. batch.Entries.Where(entry => entry.Sequence >= first)] }, first, salt);
        return writer.ToArray();
    }

    private static byte[] Header(long first, uint salt, bool isPacked)
    {
        byte[] bytes = new byte[SegmentHeader.Size];
        new SegmentHeader(first, SegmentHeader.Size, salt) { IsPacked = isPacked }.Write(bytes);
        return bytes;
    }
}
