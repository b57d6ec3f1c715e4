using System.Runtime.InteropServices;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>Gives every different text a small number, in order of appearance. No allocation for a text that is known.</summary>
internal sealed class SymbolTable
{
    private int[] _buckets = NewBuckets(64);
    private uint[] _hashes = new uint[32];
    private int[] _ends = new int[32];
    private byte[] _bytes = new byte[512];

    public int Count { get; private set; }

    /// <summary>The number of a text; a new text gets the next one.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        uint hash = Hash(text);
        int mask = _buckets.Length - 1;
        int bucket = (int)hash & mask;
        for (; _buckets[bucket] >= 0; bucket = (bucket + 1) & mask)
            if (_hashes[_buckets[bucket]] == hash && Text(_buckets[bucket]).SequenceEqual(text))
                return _buckets[bucket];
        return Add(text, hash, bucket);
    }

    public ReadOnlySpan<byte> Text(int symbol) => _bytes.AsSpan((symbol == 0 ? 0 : _ends[symbol - 1])..(_ends[symbol]));

    public void Write(ModelWriter writer)
    {
        writer.WriteArray<int>(_ends.AsSpan(0, Count));
        writer.WriteArray<byte>(_bytes.AsSpan(0, Count == 0 ? 0 : _ends[Count - 1]));
    }

    public static SymbolTable Read(ModelReader reader)
    {
        int[] ends = reader.ReadArray<int>();
        byte[] bytes = reader.ReadArray<byte>();
        var table = new SymbolTable();
        int start = 0;
        foreach (int end in ends)
        {
            if (end < start || end > bytes.Length || table.Intern(bytes.AsSpan(start..end)) != table.Count - 1)
                throw new InvalidDataException("The state's symbol table is damaged.");
            start = end;
        }
        return table;
    }

    private int Add(ReadOnlySpan<byte> text, uint hash, int bucket)
    {
        int start = Count == 0 ? 0 : _ends[Count - 1];
        if (start + text.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, start + text.Length));
        if (Count == _ends.Length)
        {
            Array.Resize(ref _ends, Count * 2);
            Array.Resize(ref _hashes, Count * 2);
        }
        text.CopyTo(_bytes.AsSpan(start));
        _ends[Count] = start + text.Length;
        _hashes[Count] = hash;
        _buckets[bucket] = Count++;
        if (Count * 2 > _buckets.Length)
            Rehash();
        return Count - 1;
    }

    private void Rehash()
    {
        _buckets = NewBuckets(_buckets.Length * 2);
        int mask = _buckets.Length - 1;
        for (int symbol = 0; symbol < Count; symbol++)
        {
            int bucket = (int)_hashes[symbol] & mask;
            while (_buckets[bucket] >= 0)
                bucket = (bucket + 1) & mask;
            _buckets[bucket] = symbol;
        }
    }

    private static int[] NewBuckets(int length)
    {
        var buckets = new int[length];
        Array.Fill(buckets, -1);
        return buckets;
    }

    // Multiply-mix over 8-byte words; not keyed: the table only lives in this process and its state files.
    private static uint Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = (ulong)text.Length * 0x9E3779B97F4A7C15UL;
        for (; text.Length >= 8; text = text[8..])
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(text));
        ulong rest = 0;
        for (int i = 0; i < text.Length; i++)
            rest |= (ulong)text[i] << (8 * i);
        hash = Mix(hash ^ rest);
        return (uint)(hash >> 32);
    }

    private static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0xD6E8FEB86659FD93UL, out ulong low);
        return high ^ low;
    }
}
