using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;
using Vigil.Files;

namespace Vigil.Bench;

/// <summary>All handbook transactions in memory, packed, with the stream that Vigil works out for them.</summary>
internal sealed class HandbookRows
{
    private readonly List<long> _times = [];
    private readonly List<double> _labels = [];
    private readonly List<double> _numbers = [];
    private readonly List<byte> _text = [];
    private readonly List<int> _ends = [];

    private HandbookRows(StreamDefinition stream) => Stream = stream;

    public StreamDefinition Stream { get; }

    public int Count => _times.Count;

    /// <summary>The folder with the handbook's files.</summary>
    public static string Folder => Path.Combine(
        Environment.GetEnvironmentVariable("VIGIL_DATASETS") ?? Path.Combine(Checkout.Root, "..", "shared", "datasets"), "handbook");

    /// <summary>The handbook's transactions, as a pattern.</summary>
    public static string Pattern => Path.Combine(Folder, "transactions-*.csv.gz");

    public static HandbookRows Load()
    {
        using var files = FileSet.Expand([Pattern]);
        var probe = FileProbe.Read(files.Files, out var problems) ?? throw new InvalidDataException(string.Join('\n', problems));
        var stream = ColumnInference.Infer(probe.Sample).Definition
            ?? throw new InvalidDataException("The columns could not be worked out.");
        using var source = FileSource.TryOpen(files.Files, stream.Schema, _ => { }, out problems)
            ?? throw new InvalidDataException(string.Join('\n', problems));
        var rows = new HandbookRows(stream);
        var transaction = new Transaction(stream.Schema);
        while (source.Read(transaction))
            rows.Add(transaction);
        return rows;
    }

    /// <summary>Fills a buffer with a transaction, as a parser would.</summary>
    public void Fill(int index, Transaction transaction)
    {
        var schema = Stream.Schema;
        transaction.Clear();
        transaction.Time = _times[index];
        transaction.Label = _labels[index];
        for (int slot = 0; slot < schema.NumberCount; slot++)
            transaction.Numbers[slot] = _numbers[index * schema.NumberCount + slot];
        var bytes = System.Runtime.InteropServices.CollectionsMarshal.AsSpan(_text);
        for (int slot = 0; slot < schema.TextCount; slot++)
        {
            int at = index * schema.TextCount + slot, start = at == 0 ? 0 : _ends[at - 1];
            transaction.SetText(slot, bytes[start.._ends[at]]);
        }
    }

    private void Add(Transaction transaction)
    {
        _times.Add(transaction.Time);
        _labels.Add(transaction.Label);
        _numbers.AddRange(transaction.Numbers);
        for (int slot = 0; slot < Stream.Schema.TextCount; slot++)
        {
            _text.AddRange(transaction.Text(slot));
            _ends.Add(_text.Count);
        }
    }
}

/// <summary>The checkout that the benchmarks were built from.</summary>
internal static class Checkout
{
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Vigil.slnx")) ? folder : Find(Path.GetDirectoryName(folder)!);
}
