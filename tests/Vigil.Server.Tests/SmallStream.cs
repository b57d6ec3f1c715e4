using System.Globalization;
using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;

namespace Vigil.Server.Tests;

/// <summary>A stream with hardly any fields, served beside the simulated one.</summary>
internal static class SmallStream
{
    /// <summary>A transaction without an identifier.</summary>
    public static string Row(int i) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"time\":\"2026-01-01T{i / 60:00}:{i % 60:00}:00Z\",\"page\":\"/p{i % 7}\",\"bytes\":{100 + i * 37 % 50}}}");

    /// <summary>Makes a model of it the champion.</summary>
    /// <param name="live">The server.</param>
    /// <param name="name">Of the stream.</param>
    /// <param name="hasId">Whether transactions have an identifier.</param>
    public static async Task ServeAsync(LiveServer live, string name, bool hasId = false) =>
        await live.Service.PromoteAsync((await ModelLibrary.AddAsync(
            live.Parts.Storage.Models, Train(name, hasId), 2, TestContext.Current.CancellationToken)).Version, "test");

    /// <summary>A model of it.</summary>
    /// <param name="name">Of the stream.</param>
    /// <param name="hasId">Whether transactions have an identifier.</param>
    /// <param name="more">More lines of its file.</param>
    public static Model Train(string name, bool hasId = false, string more = "")
    {
        var load = StreamYaml.Load((name + ".yaml", $$"""
            version: 1
            name: {{name}}
            schema:
              {{(hasId ? "id: { type: text, role: id }" : "place: { type: text }")}}
              time: { type: time, role: time, required: true }
              page: { type: text }
              bytes: { type: number, role: amount, required: true }
            {{more}}
            """));
        load.Errors.ShouldBeEmpty();
        var definition = load.Definition!;
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features);
        var trainer = new ModelTrainer(definition.Schema, pipeline.Features, new ModelOptions().With("trees", 10));
        OfflineRun.Over(pipeline, [.. Enumerable.Range(0, 300).Select(i => Encoding.UTF8.GetBytes(Row(i)))], batch =>
        {
            for (int row = 0; row < batch.Count; row++)
                trainer.Offer(batch.Transactions[row], batch.FeaturesOf(row));
        });
        return trainer.Fit(StreamTemplate.WriteForModel(definition));
    }
}
