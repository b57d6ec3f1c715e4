using System.Runtime.InteropServices;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>Gives every different text a small number, in order of appearance. No allocation for a text that is known.</summary>
internal sealed class SymbolTable
{
    private const int Layout = 1, ChunkCells = 1 << 13, CellBytes = sizeof(long), ShortLength = CellBytes;

    // A row has a short text itself, or the address of a long one, and its length. The header counts the rows.
    private readonly Rows _rows = new(cells: 2);

    // The header: the chunk that is being filled, plus one, and how many of its cells are.
    private readonly PagedMemory _texts = new(headerCells: 2);
    private HashIndex _index = new();

    /// <summary>Texts known.</summary>
    public int Count => _index.Count;

    /// <summary>Bytes held.</summary>
    public long Bytes => _rows.Memory.Bytes + _texts.Bytes + _index.Bytes;

    /// <summary>Where it lives: only the end of both changes.</summary>
    public IEnumerable<PagedMemory> Memories => [_rows.Memory, _texts];

    /// <summary>Its state.</summary>
    /// <param name="field">Whose texts they are.</param>
    public StatePart Part(string field) => new("symbols " + field, Layout, "", [.. Memories], _ => Rebuild());

    /// <summary>The number of a text; a new text gets the next one.</summary>
    public int Intern(ReadOnlySpan<byte> text) => Intern(text, Mixing.Hash(text));

    /// <inheritdoc cref="Intern(ReadOnlySpan{byte})"/>
    /// <param name="text">The text.</param>
    /// <param name="hash">Its <see cref="Mixing.Hash"/>.</param>
    public int Intern(ReadOnlySpan<byte> text, uint hash)
    {
        int symbol = Find(text, hash);
        return symbol >= 0 ? symbol : Add(text, hash);
    }

    /// <summary>The number of a text, or −1 when it is not known.</summary>
    public int Find(ReadOnlySpan<byte> text) => Find(text, Mixing.Hash(text));

    /// <summary>Brings near where a text of that hash is looked for.</summary>
    public void Approach(uint hash) => _index.Approach(hash);

    /// <summary>After <see cref="Approach"/>: brings near the row that is looked at first.</summary>
    public void ApproachRow(uint hash)
    {
        if (_index.Likely(hash) is var symbol and >= 0)
            _rows.Approach(symbol);
    }

    /// <summary>Copies a text into the buffer and returns its length; a buffer that is too small is replaced.</summary>
    public int CopyText(int symbol, ref byte[] buffer)
    {
        var row = _rows[symbol];
        if (row[1] > buffer.Length)
            buffer = new byte[row[1]];
        Text(row).CopyTo(buffer);
        return (int)row[1];
    }

    /// <summary>Finds the texts again after the memories were filled with what was saved.</summary>
    /// <exception cref="InvalidDataException">A row does not lead to a text.</exception>
    public void Rebuild()
    {
        _index = new HashIndex();
        long count = _rows.Memory.Header[0];
        for (int symbol = 0; symbol < count; symbol++)
        {
            if (symbol >= _rows.Count || !IsSound(_rows[symbol]))
                throw new InvalidDataException($"The state's symbol table is damaged: text {symbol} is not there.");
            _index.Add(Mixing.Hash(Text(_rows[symbol])));
        }
    }

    private int Find(ReadOnlySpan<byte> text, uint hash)
    {
        var link = _index.First(hash);
        for (; !link.IsEnd; link = _index.Next(link, hash))
            if (_rows[link.Entry] is var row && row[1] == text.Length && Text(row).SequenceEqual(text))
                break;
        return link.Entry;
    }

    private bool IsSound(ReadOnlySpan<long> row) => row[1] is >= 0 and <= ShortLength
        || (row[1] is > ShortLength and <= int.MaxValue && _texts.Holds(row[0], Cells((int)row[1])));

    private ReadOnlySpan<byte> Text(ReadOnlySpan<long> row) => row[1] <= ShortLength
        ? MemoryMarshal.AsBytes(row)[..(int)row[1]]
        : MemoryMarshal.AsBytes(_texts.Read(row[0], Cells((int)row[1])))[..(int)row[1]];

    private int Add(ReadOnlySpan<byte> text, uint hash)
    {
        int symbol = (int)_rows.Memory.Header[0]++;
        var row = _rows.Change(symbol);
        if (text.Length > ShortLength)
            row[0] = Keep(text);
        else
            text.CopyTo(MemoryMarshal.AsBytes(row));
        row[1] = text.Length;
        _index.Add(hash);
        return symbol;
    }

    // A very long text has a chunk to itself.
    private long Keep(ReadOnlySpan<byte> text)
    {
        int cells = Cells(text.Length);
        var header = _texts.Header;
        long address;
        if (cells > ChunkCells / 8)
        {
            address = PagedMemory.Address(_texts.Add(cells), 0);
        }
        else
        {
            if (header[0] == 0 || header[1] + cells > ChunkCells)
                (header[0], header[1]) = (_texts.Add(ChunkCells) + 1, 0);
            address = PagedMemory.Address((int)header[0] - 1, (int)header[1]);
            header[1] += cells;
        }
        text.CopyTo(MemoryMarshal.AsBytes(_texts.Change(address, cells)));
        return address;
    }

    private static int Cells(int length) => (length + CellBytes - 1) / CellBytes;
}
