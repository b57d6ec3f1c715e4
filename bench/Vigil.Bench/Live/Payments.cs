using System.Buffers;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Bench.Live;

/// <summary>Simulated payments without end, in order, and a model that was trained on the first of them.</summary>
internal sealed class Payments
{
    private const int TrainingRows = 50_000;
    private const string File = "payments.yaml";
    private IEnumerator<SimulatedTransaction> _payments;
    private readonly ArrayBufferWriter<byte> _line = new(1024);
    private readonly int[] _columns;

    private Payments(StreamDefinition stream, SimulationOptions options)
    {
        Stream = stream;
        _payments = Simulator.Run(options).GetEnumerator();
        _columns = [.. SimulatedTransaction.Columns.Select(stream.Schema.IndexOf)];
    }

    /// <summary>The stream.</summary>
    public StreamDefinition Stream { get; }

    /// <summary>The model.</summary>
    public Model Model { get; private set; } = null!;

    /// <summary>The stream file.</summary>
    public static string StreamFile => Path.Combine(Checkout.Root, "bench", "Vigil.Bench", "Live", File);

    /// <summary>Simulates, trains, and stands after what was trained on.</summary>
    public static Payments Begin(int customers)
    {
        var load = StreamYaml.LoadFiles([StreamFile]);
        var stream = load.Definition ?? throw new InvalidDataException(string.Join('\n', load.Errors));
        var payments = new Payments(
            stream, new SimulationOptions { Customers = customers, Merchants = 2_000, Days = null, TransactionsPerCustomerPerDay = 2 });
        payments.Train();
        return payments;
    }

    /// <summary>Fills a transaction with the next payment.</summary>
    public void Next(TransactionParser parser, Transaction transaction)
    {
        _line.ResetWrittenCount();
        Render(_line);
        Parse(_line.WrittenSpan, parser, transaction);
    }

    /// <summary>Writes the next payment as a line of CSV.</summary>
    public void Render(IBufferWriter<byte> line) => CsvLine.Write(Advance(), line);

    /// <summary>Lets go of the simulation: there are no more payments.</summary>
    public void Stop() => _payments = Enumerable.Empty<SimulatedTransaction>().GetEnumerator();

    /// <summary>Fills a transaction from a line.</summary>
    public void Parse(ReadOnlySpan<byte> line, TransactionParser parser, Transaction transaction)
    {
        var rest = line[..^1];
        parser.Start(transaction);
        foreach (int column in _columns)
        {
            int end = rest.IndexOf((byte)',');
            if (column >= 0)
                parser.Set(column, end < 0 ? rest : rest[..end]);
            rest = end < 0 ? default : rest[(end + 1)..];
        }
        if (!parser.Finish())
            throw new InvalidDataException(string.Join('\n', parser.Errors));
    }

    /// <summary>Writes the next payment as a JSON object of the stream's fields.</summary>
    public void Next(IBufferWriter<byte> json)
    {
        _line.ResetWrittenCount();
        JsonLine.Write(Advance(), _line);
        var line = _line.WrittenSpan;
        // What comes then is the truth about it, which nobody knows yet.
        json.Write(line[..line.LastIndexOf(",\"fraud\":"u8)]);
        json.Write("}"u8);
    }

    private SimulatedTransaction Advance()
    {
        _payments.MoveNext();
        return _payments.Current;
    }

    private void Train()
    {
        var pipeline = new ScoringPipeline(Stream.Schema, Stream.Features);
        var trainer = new ModelTrainer(Stream.Schema, pipeline.Features, Stream.Model);
        var parser = new TransactionParser(Stream.Schema);
        var batch = pipeline.NewBatch(1);
        for (int i = 0; i < TrainingRows; i++, batch.Clear())
        {
            Next(parser, batch.Next);
            pipeline.Accept(batch);
            trainer.Offer(batch.Transactions[0], batch.FeaturesOf(0));
        }
        Model = trainer.Fit(StreamTemplate.Write(Stream));
    }
}
