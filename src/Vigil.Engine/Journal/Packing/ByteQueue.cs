using System.Buffers.Binary;

namespace Vigil.Engine.Journal.Packing;

/// <summary>Bytes that are added at the end and taken from the front; cleared, it is used again.</summary>
internal sealed class ByteQueue
{
    private byte[] _bytes = new byte[256];
    private int _taken, _added;

    /// <summary>Bytes that can be taken.</summary>
    public int Count => _added - _taken;

    /// <summary>Bytes that were taken.</summary>
    public int Taken => _taken;

    /// <summary>What can be taken.</summary>
    public ReadOnlySpan<byte> Rest => _bytes.AsSpan(_taken, Count);

    /// <summary>What was added last.</summary>
    public Span<byte> Last(int count) => _bytes.AsSpan(_added - count, count);

    public void Clear() => (_taken, _added) = (0, 0);

    /// <summary>Room for more; to be filled at once.</summary>
    public Span<byte> Add(int count)
    {
        if (_added + count > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _added + count));
        _added += count;
        return _bytes.AsSpan(_added - count, count);
    }

    public void Add(ReadOnlySpan<byte> bytes) => bytes.CopyTo(Add(bytes.Length));

    /// <summary>With variable length, as <see cref="RecordWriter.Integer"/> writes it.</summary>
    public void AddInteger(ulong value)
    {
        for (; value >= 0x80; value >>= 7)
            Add(1)[0] = (byte)(value | 0x80);
        Add(1)[0] = (byte)value;
    }

    /// <exception cref="InvalidDataException">There are not so many.</exception>
    public ReadOnlySpan<byte> Take(int count)
    {
        if ((uint)count > (uint)Count)
            throw Damaged();
        _taken += count;
        return _bytes.AsSpan(_taken - count, count);
    }

    /// <summary>See <see cref="AddInteger"/>.</summary>
    public ulong TakeInteger()
    {
        ulong value = 0;
        for (int shift = 0; shift < 64; shift += 7)
        {
            byte next = Take(1)[0];
            value |= (ulong)(next & 0x7F) << shift;
            if (next < 0x80)
                return value;
        }
        throw Damaged();
    }

    /// <summary>A small number of either sign.</summary>
    public void AddSigned(long value) => AddInteger((ulong)(value << 1) ^ (ulong)(value >> 63));

    /// <summary>See <see cref="AddSigned"/>.</summary>
    public long TakeSigned()
    {
        ulong value = TakeInteger();
        return (long)(value >> 1) ^ -(long)(value & 1);
    }

    public void AddInt64(long value) => BinaryPrimitives.WriteInt64LittleEndian(Add(sizeof(long)), value);

    public long TakeInt64() => BinaryPrimitives.ReadInt64LittleEndian(Take(sizeof(long)));

    private static InvalidDataException Damaged() => new("A packed part of the journal is damaged: restore the store from a backup.");
}
