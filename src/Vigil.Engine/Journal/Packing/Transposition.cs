using System.Buffers.Binary;

namespace Vigil.Engine.Journal.Packing;

/// <summary>
/// One walk over values that goes both ways: values are taken out of a whole and put into columns, or taken out of the columns and put
/// together again. What is written once for both cannot differ.
/// </summary>
/// <param name="columns">The columns.</param>
/// <param name="isTakingApart">Which way.</param>
internal sealed class Transposition(Columns columns, bool isTakingApart)
{
    private readonly List<(int Code, long Bits)> _seen = [];

    /// <summary>Which way it goes.</summary>
    public bool IsTakingApart => isTakingApart;

    /// <summary>What is taken apart, or put together.</summary>
    public ByteQueue Whole { get; set; } = new();

    /// <summary>Some bytes.</summary>
    public ReadOnlySpan<byte> Bytes(Column column, int place, int count)
    {
        var part = columns[(int)column, place];
        var bytes = isTakingApart ? Whole.Take(count) : part.Take(count);
        (isTakingApart ? part : Whole).Add(bytes);
        return bytes;
    }

    /// <summary>One byte.</summary>
    public byte Byte(Column column, int place = 0) => Bytes(column, place, 1)[0];

    /// <summary>An integer of variable length.</summary>
    public ulong Integer(Column column, int place = 0)
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Byte(column, place);
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                break;
        }
        return value;
    }

    /// <summary>A text or other bytes that say their length.</summary>
    public ReadOnlySpan<byte> Text(Column length, Column text, int place = 0) =>
        Bytes(text, place, (int)Math.Min(Integer(length, place), int.MaxValue));

    /// <summary>An integer of 8 bytes that is near another.</summary>
    public long Near(Column column, long other)
    {
        var part = columns[(int)column, 0];
        if (isTakingApart)
        {
            long value = Whole.TakeInt64();
            part.AddSigned(value - other);
            return value;
        }
        long known = other + part.TakeSigned();
        Whole.AddInt64(known);
        return known;
    }

    /// <summary>A value that only the columns have.</summary>
    public long Aside(Column column, long value)
    {
        var part = columns[(int)column, 0];
        if (!isTakingApart)
            return part.TakeSigned();
        part.AddSigned(value);
        return value;
    }

    /// <summary>Begins a record: a number is written once in each.</summary>
    public void BeginRecord() => _seen.Clear();

    /// <summary>Numbers as <see cref="RecordWriter.Numbers"/> writes them; those that the record had already are only pointed at.</summary>
    /// <param name="codes">The first of four columns: codes, small integers, 32 bits, 64 bits.</param>
    public void Numbers(Column codes)
    {
        int count = (int)Math.Min(Integer(codes, 255), 1 << 20);
        Span<byte> packed = stackalloc byte[256];
        packed = (count + 3) / 4 <= packed.Length ? packed[..((count + 3) / 4)] : new byte[(count + 3) / 4];
        packed.Clear();
        var whole = Whole;
        if (isTakingApart)
            whole.Take(packed.Length).CopyTo(packed);
        else
            Whole = new ByteQueue();
        for (int i = 0; i < count; i++)
        {
            int code = Number(codes, i, packed[i / 4] >> (i % 4 * 2) & 3);
            packed[i / 4] |= (byte)(code << (i % 4 * 2));
        }
        if (isTakingApart)
            return;
        whole.Add(packed);
        whole.Add(Whole.Rest);
        Whole = whole;
    }

    private int Number(Column codes, int place, int code)
    {
        const int Pointers = 4, Most = 250;
        var (kinds, at) = (columns[(int)codes, place], -1);
        if (isTakingApart && code >= 2)
            at = _seen.IndexOf((code, Peek(code)));
        if (isTakingApart)
            kinds.Add(1)[0] = (byte)(at >= 0 ? Pointers + at : code);
        else if ((code = kinds.Take(1)[0]) >= Pointers)
            at = code - Pointers;
        if (at >= 0)
        {
            var (known, bits) = _seen[at];
            if (isTakingApart)
                Whole.Take(Size(known));
            else
                Put(known, bits);
            return known;
        }
        if (code >= 2 && _seen.Count + Pointers < Most)
            _seen.Add((code, Bits(Bytes(codes + code, place, Size(code)))));
        else if (code > 0)
            Bytes(codes + code, place, Size(code));
        return code;
    }

    private long Peek(int code) => Bits(Whole.Rest[..Math.Min(Size(code), Whole.Count)]);

    private void Put(int code, long bits)
    {
        Span<byte> bytes = stackalloc byte[sizeof(long)];
        BinaryPrimitives.WriteInt64LittleEndian(bytes, bits);
        Whole.Add(bytes[..Size(code)]);
    }

    private static long Bits(ReadOnlySpan<byte> bytes) => bytes.Length switch
    {
        sizeof(long) => BinaryPrimitives.ReadInt64LittleEndian(bytes),
        sizeof(int) => BinaryPrimitives.ReadUInt32LittleEndian(bytes),
        _ => 0,
    };

    private static int Size(int code) => code switch { 1 => 1, 2 => 4, 3 => 8, _ => 0 };
}
