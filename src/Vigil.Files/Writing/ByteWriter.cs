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
        string format = micros % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.ffffffZ";
        time.TryFormat(Room(LongestValue), out int count, format, CultureInfo.InvariantCulture);
        _used += count;
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
