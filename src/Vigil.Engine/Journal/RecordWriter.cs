using System.Buffers.Binary;
using System.Text;

namespace Vigil.Engine.Journal;

/// <summary>
/// Writes the bodies of journal entries, small and to the bit: integers with variable length, numbers in one, four or eight bytes,
/// whichever holds them exactly.
/// </summary>
internal sealed class RecordWriter
{
    private byte[] _bytes = new byte[1024];
    private int _length;

    public void Clear() => _length = 0;

    /// <summary>Bytes written.</summary>
    public int Length => _length;

    /// <summary>What was written; until something more is.</summary>
    public Span<byte> Written => _bytes.AsSpan(0, _length);

    /// <summary>Leaves room for what is filled in later.</summary>
    public void Reserve(int bytes) => Take(bytes).Clear();

    public byte[] ToArray() => _bytes.AsSpan(0, _length).ToArray();

    public void Byte(byte value) => Take(1)[0] = value;

    public void Integer(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Byte((byte)(value | 0x80));
        Byte((byte)value);
    }

    public void Int64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Take(8), value);

    public void UInt128(UInt128 value) => BinaryPrimitives.WriteUInt128LittleEndian(Take(16), value);

    public void Number(double value) => BinaryPrimitives.WriteDoubleLittleEndian(Take(8), value);

    public void Single(float value) => BinaryPrimitives.WriteSingleLittleEndian(Take(4), value);

    public void Text(string text) => Bytes(Encoding.UTF8.GetBytes(text));

    public void Bytes(ReadOnlySpan<byte> bytes)
    {
        Integer((ulong)bytes.Length);
        bytes.CopyTo(Take(bytes.Length));
    }

    /// <summary>Bytes that were written by another writer.</summary>
    public void Raw(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Take(bytes.Length));

    /// <summary>Two bits for each number say how it is written: missing, a small integer, 32 bits, 64 bits.</summary>
    public void Numbers(ReadOnlySpan<double> values)
    {
        Integer((ulong)values.Length);
        int codes = _length;
        Take((values.Length + 3) / 4).Clear();
        for (int i = 0; i < values.Length; i++)
        {
            int code = CodeOf(values[i]);
            _bytes[codes + i / 4] |= (byte)(code << (i % 4 * 2));
            if (code == 1)
                Byte((byte)values[i]);
            else if (code == 2)
                BinaryPrimitives.WriteSingleLittleEndian(Take(4), (float)values[i]);
            else if (code == 3)
                Number(values[i]);
        }
    }

    private static int CodeOf(double value)
    {
        if (double.IsNaN(value))
            return 0;
        if (value is >= 0 and <= 255 && value == (byte)value && !double.IsNegative(value))
            return 1;
        return BitConverter.DoubleToInt64Bits(value) == BitConverter.DoubleToInt64Bits((float)value) ? 2 : 3;
    }

    private Span<byte> Take(int length)
    {
        if (_length + length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _length + length));
        _length += length;
        return _bytes.AsSpan(_length - length, length);
    }
}
