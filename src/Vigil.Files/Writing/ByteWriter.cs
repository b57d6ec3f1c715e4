using System.Globalization;
using System.Text;
using System.Text.Unicode;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Writing;

/// <summary>A buffered stream of UTF-8 with values in their one portable spelling. Allocates nothing once its buffer has grown.</summary>
internal sealed class ByteWriter(Stream stream) : IDisposable
{
    private const int LongestValue = 64;
    private const long TicksPerMicro = 10;

    private byte[] _bytes = new byte[256 << 10];
    private int _used;

    /// <summary>Writes bytes as they are.</summary>
    internal void Raw(ReadOnlySpan<byte> bytes)
    {
        bytes.CopyTo(Room(bytes.Length));
        _used += bytes.Length;
    }

    /// <summary>Writes one byte.</summary>
    internal void Raw(byte value)
    {
        Room(1)[0] = value;
        _used++;
    }

    /// <summary>Writes the shortest decimal that reads back to the same bits.</summary>
    internal void Number(double value)
    {
        value.TryFormat(Room(LongestValue), out int count, "R", CultureInfo.InvariantCulture);
        _used += count;
    }

    /// <summary>Writes an integer.</summary>
    internal void Integer(long value)
    {
        value.TryFormat(Room(LongestValue), out int count, default, CultureInfo.InvariantCulture);
        _used += count;
    }

    /// <summary>Writes ISO 8601 in UTC, with a fraction only where there is one.</summary>
    internal void Time(long micros)
    {
        var time = new DateTime(DateTime.UnixEpoch.Ticks + micros * TicksPerMicro, DateTimeKind.Utc);
        var room = Room(LongestValue);
        Digits(room, 0, 4, time.Year);
        Digits(room, 5, 2, time.Month);
        Digits(room, 8, 2, time.Day);
        Digits(room, 11, 2, time.Hour);
        Digits(room, 14, 2, time.Minute);
        Digits(room, 17, 2, time.Second);
        (room[4], room[7], room[10], room[13], room[16]) = ((byte)'-', (byte)'-', (byte)'T', (byte)':', (byte)':');
        int end = 19, fraction = (int)(time.Ticks % TimeSpan.TicksPerSecond / TicksPerMicro);
        if (fraction > 0)
        {
            room[end] = (byte)'.';
            Digits(room, end + 1, 6, fraction);
            end += 7;
        }
        room[end] = (byte)'Z';
        _used += end + 1;
    }

    /// <summary>Hands everything to the stream and closes it.</summary>
    internal void Finish()
    {
        Flush();
        stream.Dispose();
    }

    /// <inheritdoc/>
    public void Dispose() => stream.Dispose();

    /// <summary>The text itself if it is UTF-8, otherwise with its other bytes as <c>\xHH</c>.</summary>
    internal static ReadOnlySpan<byte> Safe(ReadOnlySpan<byte> text) =>
        Utf8.IsValid(text) ? text : Encoding.UTF8.GetBytes(FieldText.Show(text, int.MaxValue, escapeControls: false));

    private static void Digits(Span<byte> room, int at, int count, int value)
    {
        for (int i = at + count - 1; i >= at; i--, value /= 10)
            room[i] = (byte)('0' + value % 10);
    }

    private Span<byte> Room(int count)
    {
        if (_used + count > _bytes.Length)
            Flush();
        if (count > _bytes.Length)
            _bytes = new byte[count];
        return _bytes.AsSpan(_used);
    }

    private void Flush()
    {
        stream.Write(_bytes, 0, _used);
        _used = 0;
    }
}
