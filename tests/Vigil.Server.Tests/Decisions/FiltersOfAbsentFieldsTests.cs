using System.Globalization;
using System.Text;
using Vigil.Engine.Models;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;

namespace Vigil.Server.Tests.Decisions;

/// <summary>A filter for what a stream cannot mention is a slip, and no filter for everything.</summary>
public sealed class FiltersOfAbsentFieldsTests : IAsyncLifetime
{
    private const string Yaml = """
        version: 1
        name: pages
        schema:
          time: { type: time, role: time, required: true }
          page: { type: text }
          bytes: { type: number, role: amount, required: true }
        """;

    private LiveServer _live = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveServer.StartAsync();
        var load = StreamYaml.Load(("pages.yaml", Yaml));
        load.Errors.ShouldBeEmpty();
        var definition = load.Definition!;
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features);
        var trainer = new ModelTrainer(definition.Schema, pipeline.Features, new ModelOptions { Trees = 10 });
        OfflineRun.Over(pipeline, [.. Enumerable.Range(0, 300).Select(i => Encoding.UTF8.GetBytes(Row(i)))], batch =>
        {
            for (int row = 0; row < batch.Count; row++)
                trainer.Offer(batch.Transactions[row], batch.FeaturesOf(row));
        });
        var model = trainer.Fit(StreamTemplate.Write(definition));
        await _live.Service.PromoteAsync(ModelLibrary.Add(_live.Parts.Storage.Models, model, 2).Version, "test");
    }

    [Theory]
    [InlineData("entity")]
    [InlineData("transaction_id")]
    [InlineData("merchant")]
    [InlineData("location")]
    [InlineData("device")]
    [InlineData("ip")]
    public async Task List_FilterForAFieldThatTheStreamLacks_IsRefused(string filter)
    {
        (await _live.PostAsync("/api/v1/streams/pages/transactions", Row(301))).Status.ShouldBe(200);

        foreach (string route in new[] { "/api/v1/decisions", "/api/v1/decisions/count" })
        {
            var answer = await _live.GetAsync($"{route}?stream=pages&{filter}=M1");

            answer.Status.ShouldBe(400, route);
            var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
            error.GetProperty("field").GetString().ShouldBe(filter);
            error.GetProperty("found").GetString().ShouldNotBeNull().ShouldContain("pages");
        }
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();

    private static string Row(int i) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"time\":\"2026-01-01T{i / 60:00}:{i % 60:00}:00Z\",\"page\":\"/p{i % 7}\",\"bytes\":{100 + i * 37 % 50}}}");
}
