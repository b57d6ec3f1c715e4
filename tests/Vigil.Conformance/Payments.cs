using System.Buffers;
using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Conformance;

/// <summary>The simulation's payments, the stream that they are, and models of it.</summary>
public static class Payments
{
    public const string Name = "payments";

    private const string Yaml = """
        version: 1
        name: payments
        schema:
          transaction_id: { type: text, role: id }
          timestamp: { type: time, role: time, required: true }
          customer_id: { type: text, role: entity }
          merchant_id: { type: text, role: merchant }
          terminal_id: { type: text, role: terminal }
          device_id: { type: text, role: device }
          city: { type: text, role: location }
          amount: { type: number, role: amount, required: true }
          fraud: { type: number, role: label }
        personal: [customer_id, device_id]
        lateness: 1h
        features:
          - aggregations: [log]
            field: amount
          - entity: customer_id
            windows: [1h, 1d, 7d, last64]
            aggregations: [count, mean, robust_zscore, since_last]
            field: amount
          - entity: terminal_id
            windows: [1d, 7d]
            aggregations: [count, risk]
            delay: 1d
        model: { trees: 20, sample_size: 64 }
        policy: { review: 60, block: 85 }
        """;

    private const int TrainingRows = 1500;
    private static readonly Lazy<List<string[]>> AllRows = new(() => [.. Simulate(customers: 60, days: 60)]);
    private static readonly Lazy<Model[]> AllModels = new(() => [.. Enumerable.Range(0, 3).Select(i => Train((ulong)(42 + i)))]);

    public static StreamDefinition Definition { get; } = Load(Yaml);

    /// <summary>In time order; cells by <see cref="SimulatedTransaction.Columns"/>.</summary>
    public static IReadOnlyList<string[]> Rows => AllRows.Value;

    /// <summary>Three versions for the same features.</summary>
    public static IReadOnlyList<Model> Models => AllModels.Value;

    public static string IdOf(string[] row) => row[0];

    public static string CustomerOf(string[] row) => row[2];

    /// <summary>A version of the same stream with another line in its file.</summary>
    public static Model TrainWith(string line, string instead) => Train(7, DefinitionWith((line, instead)));

    /// <summary>The same stream with other lines in its file.</summary>
    public static StreamDefinition DefinitionWith(params (string Line, string Instead)[] edits) =>
        Load(edits.Aggregate(Yaml, (yaml, edit) => yaml.Replace(edit.Line, edit.Instead, StringComparison.Ordinal)));

    /// <summary>A submission of a row; its label stays away, since labels come later.</summary>
    public static Submission Submission(LiveStream stream, string[] row)
    {
        var submission = new Submission(stream);
        var parser = stream.RentParser();
        Fill(parser, stream.Schema, submission.Transaction, row);
        stream.Return(parser);
        return submission;
    }

    private static StreamDefinition Load(string yaml)
    {
        var load = StreamYaml.Load([("payments.yaml", yaml)]);
        return load.Definition ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }

    private static Model Train(ulong seed, StreamDefinition? definition = null)
    {
        definition ??= Definition;
        var options = definition.Model with { Seed = seed };
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features);
        var trainer = new ModelTrainer(definition.Schema, pipeline.Features, options);
        var parser = new TransactionParser(definition.Schema);
        var batch = pipeline.NewBatch(1);
        foreach (string[] row in Rows.Take(TrainingRows))
        {
            batch.Clear();
            Fill(parser, definition.Schema, batch.Next, row);
            pipeline.Accept(batch);
            trainer.Offer(batch.Transactions[0], batch.FeaturesOf(0));
        }
        return trainer.Fit(StreamTemplate.WriteForModel(definition with { Model = options }));
    }

    private static void Fill(TransactionParser parser, TransactionSchema schema, Transaction transaction, string[] row)
    {
        parser.Start(transaction);
        for (int i = 0; i < schema.Fields.Length; i++)
            if (schema.Fields[i].Role != FieldRole.Label)
                parser.Set(i, Encoding.UTF8.GetBytes(row[SimulatedTransaction.Columns.IndexOf(schema.Fields[i].Name)]));
        parser.Finish().ShouldBeTrue(string.Join('\n', parser.Errors));
    }

    private static IEnumerable<string[]> Simulate(int customers, int days)
    {
        var line = new ArrayBufferWriter<byte>();
        foreach (var transaction in Simulator.Run(new SimulationOptions { Customers = customers, Days = days, FraudShare = 0.03 }))
        {
            line.ResetWrittenCount();
            CsvLine.Write(transaction, line);
            yield return Encoding.UTF8.GetString(line.WrittenSpan).TrimEnd('\n').Split(',');
        }
    }
}
