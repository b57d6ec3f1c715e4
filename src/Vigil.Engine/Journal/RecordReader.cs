using System.Buffers.Binary;
using System.Text;

namespace Vigil.Engine.Journal;

/// <summary>Reads what <see cref="RecordWriter"/> wrote. Every length is checked before anything is allocated.</summary>
internal ref struct RecordReader(ReadOnlySpan<byte> bytes)
{
    private ReadOnlySpan<byte> _rest = bytes;

    public byte Byte() => Take(1)[0];

    public ulong Integer()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte();
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Damaged();
    }

    public long Int64() => BinaryPrimitives.ReadInt64LittleEndian(Take(8));

    public UInt128 UInt128() => BinaryPrimitives.ReadUInt128LittleEndian(Take(16));

    public double Number() => BinaryPrimitives.ReadDoubleLittleEndian(Take(8));

    public float Single() => BinaryPrimitives.ReadSingleLittleEndian(Take(4));

    public string Text() => Encoding.UTF8.GetString(Bytes());

    public ReadOnlySpan<byte> Bytes() => Take(Length());

    public ReadOnlySpan<byte> Rest() => Take(_rest.Length);

    public double[] Numbers()
    {
        int count = Length();
        double[] values = new double[count];
        Numbers(values, count);
        return values;
    }

    /// <summary>Reads numbers into an array that must have exactly as many places.</summary>
    public void NumbersInto(double[] values)
    {
        if (Length() != values.Length)
            throw Damaged();
        Numbers(values, values.Length);
    }

    /// <summary>Passes numbers over.</summary>
    public void SkipNumbers()
    {
        int count = Length(), bytes = 0;
        var codes = Take((count + 3) / 4);
        for (int i = 0; i < count; i++)
            bytes += (codes[i / 4] >> (i % 4 * 2) & 3) switch { 0 => 0, 1 => 1, 2 => 4, _ => 8 };
        Take(bytes);
    }

    private void Numbers(double[] values, int count)
    {
        var codes = Take((count + 3) / 4);
        for (int i = 0; i < count; i++)
            values[i] = (codes[i / 4] >> (i % 4 * 2) & 3) switch
            {
                0 => double.NaN,
                1 => Byte(),
                2 => BinaryPrimitives.ReadSingleLittleEndian(Take(4)),
                _ => Number(),
            };
    }

    private int Length()
    {
        ulong length = Integer();
        return length <= (ulong)_rest.Length * 4 ? (int)length : throw Damaged();
    }

    private ReadOnlySpan<byte> Take(int length)
    {
        if (length > _rest.Length)
            throw Damaged();
        var taken = _rest[..length];
        _rest = _rest[length..];
        return taken;
    }

    private static InvalidDataException Damaged() => new("A journal entry is damaged: restore the store from a backup.");
}
