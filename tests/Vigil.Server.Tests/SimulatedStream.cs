using System.Buffers;
using System.Text;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Simulation;
using Vigil.Simulation.Output;

namespace Vigil.Server.Tests;

/// <summary>A stream of simulated card payments, and a model trained on some of them. Made once for all tests.</summary>
internal static class SimulatedStream
{
    public const string Name = "credit_card_fraud";

    public const string Yaml = """
        version: 1
        name: credit_card_fraud
        schema:
          transaction_id: { type: text, role: id, required: true }
          timestamp: { type: time, role: time, required: true }
          customer_id: { type: text, role: entity, required: true }
          merchant_id: { type: text, role: merchant }
          merchant_category: { type: text, role: type }
          terminal_id: { type: text, role: terminal }
          device_id: { type: text, role: device }
          ip: { type: text, role: ip }
          country: { type: text }
          city: { type: text, role: location }
          latitude: { type: number, role: latitude }
          longitude: { type: number, role: longitude }
          channel: { type: text }
          amount: { type: number, role: amount, required: true, currency: EUR }
          fraud: { type: number, role: label }
        personal: [customer_id, device_id, ip]
        lateness: 1h
        """;

    private static readonly Lazy<StreamDefinition> Loaded = new(() =>
    {
        var load = StreamYaml.Load(("stream.yaml", Yaml));
        return load.Definition ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    });

    private static readonly Lazy<Model> Trained = new(() => Train(Lines(5_000, seed: 3)));

    public static StreamDefinition Definition => Loaded.Value;

    public static Model Model => Trained.Value;

    /// <summary>Transactions as JSON objects, in the order of time.</summary>
    public static byte[][] Lines(int count, ulong seed = 5)
    {
        var buffer = new ArrayBufferWriter<byte>();
        var lines = new List<byte[]>();
        foreach (var transaction in Simulator.Run(new SimulationOptions { Customers = 400, Days = 60, Seed = seed }).Take(count))
        {
            buffer.ResetWrittenCount();
            JsonLine.Write(transaction, buffer);
            lines.Add(buffer.WrittenSpan[..^1].ToArray());
        }
        return [.. lines];
    }

    public static string[] Texts(int count, ulong seed = 5) => [.. Lines(count, seed).Select(Encoding.UTF8.GetString)];

    private static Model Train(byte[][] lines)
    {
        var pipeline = new ScoringPipeline(Definition.Schema, Definition.Features);
        var trainer = new ModelTrainer(Definition.Schema, pipeline.Features, new ModelOptions().With("trees", 50));
        OfflineRun.Over(pipeline, lines, batch =>
        {
            for (int row = 0; row < batch.Count; row++)
                trainer.Offer(batch.Transactions[row], batch.FeaturesOf(row));
        });
        return trainer.Fit(StreamTemplate.WriteForModel(Definition));
    }
}
