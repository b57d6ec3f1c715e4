using System.Runtime.InteropServices;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>Gives every different text a small number, in order of appearance. No allocation for a text that is known.</summary>
internal sealed class SymbolTable
{
    private const int PageLength = 1 << 16, ShortLength = sizeof(ulong);

    private readonly List<byte[]> _pages = [];
    private int[] _buckets = NewBuckets(64);
    private Entry[] _entries = new Entry[32];
    private int _used = PageLength;
    private int _openPage = -1;

    /// <summary>Texts known.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes { get; private set; } = 64 * sizeof(int) + 32 * Entry.Size;

    /// <summary>The number of a text; a new text gets the next one.</summary>
    public int Intern(ReadOnlySpan<byte> text)
    {
        uint hash = Mixing.Hash(text);
        int bucket = Bucket(text, hash);
        return _buckets[bucket] >= 0 ? _buckets[bucket] : Add(text, hash, bucket);
    }

    /// <summary>The number of a text, or −1 when it is not known.</summary>
    public int Find(ReadOnlySpan<byte> text) => _buckets[Bucket(text, Mixing.Hash(text))];

    /// <summary>Copies a text into the buffer and returns its length; a buffer that is too small is replaced.</summary>
    public int CopyText(int symbol, ref byte[] buffer)
    {
        var entry = _entries[symbol];
        if (entry.Length > buffer.Length)
            buffer = new byte[entry.Length];
        if (entry.Length <= ShortLength)
            MemoryMarshal.AsBytes(new ReadOnlySpan<ulong>(in entry.Content))[..entry.Length].CopyTo(buffer);
        else
            LongText(entry).CopyTo(buffer);
        return entry.Length;
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(Count);
        byte[] buffer = new byte[64];
        for (int symbol = 0; symbol < Count; symbol++)
        {
            int length = CopyText(symbol, ref buffer);
            writer.WriteArray<byte>(buffer.AsSpan(0, length));
        }
    }

    public static SymbolTable Read(ModelReader reader)
    {
        var table = new SymbolTable();
        int count = reader.ReadInt32();
        for (int symbol = 0; symbol < count; symbol++)
            if (table.Intern(reader.ReadArray<byte>()) != symbol)
                throw new InvalidDataException($"The state's symbol table is damaged: text {symbol} is there twice.");
        return table;
    }

    // The bucket that holds the text, or the empty one where it belongs.
    private int Bucket(ReadOnlySpan<byte> text, uint hash)
    {
        int[] buckets = _buckets;
        int mask = buckets.Length - 1, bucket = (int)hash & mask;
        ulong content = text.Length <= ShortLength ? Content(text) : 0;
        for (; buckets[bucket] >= 0; bucket = (bucket + 1) & mask)
        {
            ref readonly var entry = ref _entries[buckets[bucket]];
            if (entry.Hash == hash && entry.Length == text.Length
                && (text.Length <= ShortLength ? entry.Content == content : LongText(entry).SequenceEqual(text)))
                break;
        }
        return bucket;
    }

    private ReadOnlySpan<byte> LongText(in Entry entry) => _pages[(int)(entry.Content >> 32)].AsSpan((int)entry.Content, entry.Length);

    private static ulong Content(ReadOnlySpan<byte> text)
    {
        ulong content = 0;
        text.CopyTo(MemoryMarshal.AsBytes(new Span<ulong>(ref content)));
        return content;
    }

    private int Add(ReadOnlySpan<byte> text, uint hash, int bucket)
    {
        if (Count == _entries.Length)
        {
            Bytes += (long)Count * Entry.Size;
            Array.Resize(ref _entries, Count * 2);
        }
        _entries[Count] = new Entry(text.Length <= ShortLength ? Content(text) : Keep(text), text.Length, hash);
        _buckets[bucket] = Count++;
        if (Count * 2L > _buckets.Length)
            Rehash();
        return Count - 1;
    }

    // Pages instead of one array: growth never copies texts, and there is no limit of 2 GB. A very long text has a page to itself.
    private ulong Keep(ReadOnlySpan<byte> text)
    {
        int page = _openPage, start = 0;
        if (text.Length > PageLength / 8)
            page = NewPage(text.Length);
        else
        {
            if (_used + text.Length > PageLength)
                (_openPage, _used) = (NewPage(PageLength), 0);
            (page, start) = (_openPage, _used);
            _used += text.Length;
        }
        text.CopyTo(_pages[page].AsSpan(start));
        return ((ulong)page << 32) | (uint)start;
    }

    private int NewPage(int length)
    {
        _pages.Add(new byte[length]);
        Bytes += length;
        return _pages.Count - 1;
    }

    private void Rehash()
    {
        Bytes += (long)_buckets.Length * sizeof(int);
        _buckets = NewBuckets(_buckets.Length * 2);
        int mask = _buckets.Length - 1;
        for (int symbol = 0; symbol < Count; symbol++)
        {
            int bucket = (int)_entries[symbol].Hash & mask;
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

    // A short text itself, or page and start of a long one.
    private readonly struct Entry(ulong content, int length, uint hash)
    {
        public readonly ulong Content = content;
        public readonly int Length = length;
        public readonly uint Hash = hash;

        public const int Size = 16;
    }
}
