using System.Runtime.ExceptionServices;

namespace Vigil.Files.Rows;

/// <summary>The stretch of a stream that is being looked at: a window that grows to a row's limit and no further.</summary>
internal sealed class RowBuffer(Stream stream) : IDisposable
{
    private byte[] _bytes = new byte[RowLimits.Block];
    private ExceptionDispatchInfo? _damage;
    private int _start;
    private int _end;

    /// <summary>Bytes that were read but not yet taken.</summary>
    internal ReadOnlySpan<byte> Unread => _bytes.AsSpan(_start, _end - _start);

    /// <summary>Whether the stream has ended, so that <see cref="Unread"/> is all there is.</summary>
    internal bool IsComplete { get; private set; }

    /// <summary>Whether a row's limit is reached, so that <see cref="Fill"/> would add nothing.</summary>
    internal bool IsFull => _end - _start > RowLimits.Row;

    /// <summary>Goes on behind <paramref name="count"/> bytes.</summary>
    internal void Take(int count) => _start += count;

    /// <summary>Reads as much as a row may have, so that the beginning of the file can be looked at. The bytes may move.</summary>
    /// <remarks>Damage behind the beginning is met again by the <see cref="Fill"/> that gets there.</remarks>
    internal void FillWhole()
    {
        try
        {
            while (!IsComplete && !IsFull)
                Fill();
        }
        catch (Exception e) when (e is IOException or InvalidDataException && !Unread.IsEmpty)
        {
            _damage = ExceptionDispatchInfo.Capture(e);
        }
    }

    /// <summary>Adds what one read of the stream gives, which for a pipe may be little. The bytes may move.</summary>
    internal void Fill()
    {
        _damage?.Throw();
        Unread.CopyTo(_bytes);
        _end -= _start;
        _start = 0;
        if (_end == _bytes.Length)
            Array.Resize(ref _bytes, Math.Min(_bytes.Length * 2, RowLimits.Row + RowLimits.Block));
        int count = stream.Read(_bytes, _end, _bytes.Length - _end);
        _end += count;
        IsComplete = count == 0;
    }

    /// <summary>Takes everything up to the end of the line and the line end itself, however far that is, in bounded memory.</summary>
    internal void SkipLine()
    {
        int end;
        while ((end = Unread.IndexOfAny((byte)'\n', (byte)'\r')) < 0)
        {
            _start = _end;
            if (IsComplete)
                return;
            Fill();
        }
        Take(end);
        TakeLineEnd();
    }

    /// <summary>Takes LF, CR or CRLF.</summary>
    internal void TakeLineEnd()
    {
        if (Unread[0] == '\n')
        {
            Take(1);
            return;
        }
        if (Unread.Length < 2 && !IsComplete)
            Fill();
        Take(Unread.Length > 1 && Unread[1] == '\n' ? 2 : 1);
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();
}
