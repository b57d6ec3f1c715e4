using System.Runtime.InteropServices;

namespace Vigil.Engine.Journal.Packing;

/// <summary>
/// Bytes by what they mean, such as the texts of one field or the values of one feature: what is alike stands together, which a general
/// compressor makes most of.
/// </summary>
internal sealed class Columns
{
    // Of a number that is split, so many bytes are not compressed.
    private const int Width = 256, Most = 37 * Width, Low = 6;
    private const double MostlyDistinct = 0.8;
    private readonly ByteQueue?[] _columns = new ByteQueue?[Most];
    private readonly SortedSet<int> _used = [];
    private readonly Form[] _forms = new Form[Most];
    private readonly HashSet<long> _distinct = [];

    /// <summary>The column of a kind of value.</summary>
    /// <param name="kind">0…36.</param>
    /// <param name="place">Which of several; those far behind share one.</param>
    public ByteQueue this[int kind, int place] => _columns[(kind * Width) + Math.Min(place, Width - 1)] ??= Use(
        (kind * Width) + Math.Min(place, Width - 1));

    /// <summary>Writes all of them: what may be compressed, and what no compressor makes smaller.</summary>
    public void Write(ByteQueue target, ByteQueue dense)
    {
        var used = _used.Where(key => _columns[key]!.Count > 0).ToList();
        target.AddInteger((ulong)used.Count);
        foreach (int key in used)
        {
            var bytes = _columns[key]!.Rest;
            var form = FormOf((Column)(key / Width), key % Width, bytes);
            target.AddInteger((ulong)key);
            target.AddInteger((ulong)bytes.Length);
            target.Add(1)[0] = (byte)form;
            _forms[key] = form;
        }
        foreach (int key in used)
            Write(_columns[key]!.Rest, _forms[key], target, dense);
    }

    /// <summary>Reads them.</summary>
    /// <exception cref="InvalidDataException">They are damaged.</exception>
    public void Read(ByteQueue source, ByteQueue dense)
    {
        var found = new (int Key, int Length, Form Form)[Math.Min(source.TakeInteger(), Most)];
        for (int i = 0; i < found.Length; i++)
            found[i] = ((int)Math.Min(source.TakeInteger(), Most - 1), (int)Math.Min(source.TakeInteger(), int.MaxValue),
                (Form)source.Take(1)[0]);
        foreach (var (key, length, form) in found)
            Read((_columns[key] ??= Use(key)).Add(length), form, source, dense);
    }

    public void Clear()
    {
        foreach (int key in _used)
            _columns[key]!.Clear();
    }

    private ByteQueue Use(int key)
    {
        _used.Add(key);
        return new ByteQueue();
    }

    // Sealed values look random, and so do the lower bits of numbers that hardly ever come again.
    private Form FormOf(Column kind, int place, ReadOnlySpan<byte> bytes)
    {
        if (kind == Column.Box && place > 0 && bytes.Length > 0)
            return Form.Dense;
        bool isNumbers = kind switch
        {
            Column.Decided => place is >= 1 and <= 3,
            Column.Place => place == 1,
            >= Column.Label and < Column.PlaceTime => ((int)kind & 3) == 3,
            _ => false,
        };
        if (!isNumbers || bytes.Length % sizeof(double) != 0)
            return Form.Plain;
        _distinct.Clear();
        var numbers = MemoryMarshal.Cast<byte, long>(bytes);
        foreach (long number in numbers)
            _distinct.Add(number);
        return _distinct.Count >= numbers.Length * MostlyDistinct ? Form.Split : Form.Plain;
    }

    private static void Write(ReadOnlySpan<byte> bytes, Form form, ByteQueue target, ByteQueue dense)
    {
        if (form != Form.Split)
        {
            (form == Form.Dense ? dense : target).Add(bytes);
            return;
        }
        int count = bytes.Length / sizeof(double);
        for (int plane = Low; plane < sizeof(double); plane++)
        {
            var to = target.Add(count);
            for (int i = 0; i < count; i++)
                to[i] = bytes[(i * sizeof(double)) + plane];
        }
        var rest = dense.Add(count * Low);
        for (int i = 0; i < count; i++)
            bytes.Slice(i * sizeof(double), Low).CopyTo(rest[(i * Low)..]);
    }

    private static void Read(Span<byte> bytes, Form form, ByteQueue source, ByteQueue dense)
    {
        if (form != Form.Split)
        {
            (form == Form.Dense ? dense : source).Take(bytes.Length).CopyTo(bytes);
            return;
        }
        int count = bytes.Length / sizeof(double);
        for (int plane = Low; plane < sizeof(double); plane++)
        {
            var from = source.Take(count);
            for (int i = 0; i < count; i++)
                bytes[(i * sizeof(double)) + plane] = from[i];
        }
        var rest = dense.Take(count * Low);
        for (int i = 0; i < count; i++)
            rest.Slice(i * Low, Low).CopyTo(bytes[(i * sizeof(double))..]);
    }

    private enum Form
    {
        Plain = 0,
        Dense = 1,
        Split = 2,
    }
}
