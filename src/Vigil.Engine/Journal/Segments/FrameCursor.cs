namespace Vigil.Engine.Journal.Segments;

/// <summary>Goes through the frames of a segment from a place on, reading ahead. Each reader has its own.</summary>
/// <param name="file">The segment.</param>
/// <param name="salt">See <see cref="SegmentHeader.Salt"/>.</param>
/// <param name="offset">Where the first frame begins.</param>
internal sealed class FrameCursor(ISegmentFile file, uint salt, long offset)
{
    private const int ReadAhead = 64 * 1024;
    private byte[] _bytes = [];
    private long _from = offset;
    private int _filled;

    /// <summary>Where the next frame begins, or would.</summary>
    public long Next { get; private set; } = offset;

    /// <summary>Where the frame begins that was read.</summary>
    public long Offset { get; private set; } = offset;

    /// <summary>The frame that was read.</summary>
    public Frame Current { get; private set; }

    /// <summary>Its bytes, header included.</summary>
    public ReadOnlySpan<byte> Bytes => Slice(Offset, (int)(Next - Offset));

    /// <summary>Moves to the next frame; false where none is whole.</summary>
    public bool TryNext()
    {
        if (Frame.Begin(Slice(Next, Frame.Header)) is not { } frame || frame.Length > file.Length - Next - Frame.Header
            || !frame.IsWhole(Slice(Next, Frame.Header + frame.Length), salt))
            return false;
        (Current, Offset, Next) = (frame, Next, Next + Frame.Header + frame.Length);
        return true;
    }

    /// <summary>Passes the frames whose entries all stand before one, without checking them.</summary>
    public void SkipTo(long sequence)
    {
        while (Frame.Begin(Slice(Next, Frame.Header)) is { } frame && frame.First < sequence && frame.Next <= sequence
            && frame.Length <= file.Length - Next - Frame.Header)
            Next += Frame.Header + frame.Length;
    }

    /// <summary>Looks for a frame anywhere behind this place; the sequence that it begins with, or null.</summary>
    public long? FindsAnother()
    {
        Next++;
        while (Next < file.Length - Frame.Header)
        {
            var ahead = Slice(Next, ReadAhead);
            int at = ahead.IndexOf(Frame.MagicBytes);
            Next += at >= 0 ? at : Math.Max(1, ahead.Length - Frame.MagicBytes.Length + 1);
            if (at < 0)
                continue;
            if (TryNext())
                return Current.First;
            Next++;
        }
        return null;
    }

    private ReadOnlySpan<byte> Slice(long at, int length)
    {
        if (at < _from || at + length > _from + _filled)
            Fill(at, length);
        int begin = (int)(at - _from);
        return _bytes.AsSpan(begin, Math.Min(length, _filled - begin));
    }

    private void Fill(long at, int length)
    {
        if (_bytes.Length < Math.Max(length, ReadAhead))
            _bytes = new byte[Math.Max(length, ReadAhead)];
        (_from, _filled) = (at, file.Read(at, _bytes));
    }
}
