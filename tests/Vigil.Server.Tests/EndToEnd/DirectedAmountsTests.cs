using System.Globalization;
using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Tests.EndToEnd;

/// <summary>Amounts that have their direction from other fields are decided over HTTP as in files, to the bit.</summary>
public sealed class DirectedAmountsTests
{
    private const int Count = 400, Trained = 300;

    [Theory]
    [InlineData("amount: { type: number, role: amount, debit: out, credit: in, format: \"1.234,56\" }", "\"out\":{0}", "\"in\":{0}")]
    [InlineData("amount: { type: number, role: amount, sign: side, positive: [C] }",
        "\"side\":\"D\",\"amount\":{0}", "\"side\":\"c\",\"amount\":{0}")]
    [InlineData("amount: { type: number, role: amount, sign: kind, negative: [refund] }",
        "\"kind\":\"Refund\",\"amount\":{0}", "\"kind\":\"purchase\",\"amount\":{0}")]
    public async Task Post_DirectionInAnotherField_GivesTheBitsOfFiles(string amount, string outgoing, string incoming)
    {
        var definition = Definition(amount);
        byte[][] lines = [.. Enumerable.Range(0, Count).Select(i => Encoding.UTF8.GetBytes(Line(i, outgoing, incoming)))];
        var model = Train(definition, lines[..Trained]);
        var (amounts, offline) = Offline(definition, model, lines);
        await using var live = await LiveServer.StartAsync();
        await live.Service.PromoteAsync(
            (await ModelLibrary.AddAsync(live.Parts.Storage.Models, model, 2, TestContext.Current.CancellationToken)).Version, "test");

        string body = string.Join('\n', lines.Select(Encoding.UTF8.GetString));
        var answer = (await live.PostAsync("/api/v1/streams/sides/transactions/batch", body, "application/x-ndjson")).Good;

        amounts.ShouldBe(Enumerable.Range(0, Count).Select(i => IsOut(i) ? -Size(i) : Size(i)));
        answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("risk").GetDouble()).ShouldBe(offline);
    }

    private static bool IsOut(int i) => i % 7 != 3;

    private static double Size(int i) => i % 90 == 89 ? 4200.125 : 20 + i * 37 % 100 / 8.0;

    private static string Line(int i, string outgoing, string incoming) => string.Create(CultureInfo.InvariantCulture,
        $"{{\"time\":\"{new DateTime(2024, 1, 1).AddHours(i):s}\",\"account\":\"A{i % 3}\",")
        + (IsOut(i) ? outgoing : incoming).Replace("{0}", Size(i).ToString(CultureInfo.InvariantCulture), StringComparison.Ordinal) + "}";

    private static StreamDefinition Definition(string amount)
    {
        var load = StreamYaml.Load(("sides.yaml", $$"""
            version: 1
            name: sides
            schema:
              time: { type: time, role: time }
              account: { type: text, role: entity }
              {{amount}}
            """));
        return load.Definition ?? throw new InvalidOperationException(string.Join('\n', load.Errors));
    }

    private static Model Train(StreamDefinition definition, byte[][] lines)
    {
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features);
        var trainer = new ModelTrainer(definition.Schema, pipeline.Features, new ModelOptions().With("trees", 50));
        OfflineRun.Over(pipeline, lines, batch =>
        {
            for (int row = 0; row < batch.Count; row++)
                trainer.Offer(batch.FeaturesOf(row), batch.Transactions[row].Time);
        });
        return trainer.Fit(StreamTemplate.WriteForModel(definition));
    }

    private static (double[] Amounts, double[] Risks) Offline(StreamDefinition definition, Model model, byte[][] lines)
    {
        var pipeline = new ScoringPipeline(definition.Schema, definition.Features, model, definition.Policy);
        int slot = definition.Schema.Slot(definition.Schema.IndexOf(FieldRole.Amount));
        var (amounts, risks) = (new List<double>(), new List<double>());
        OfflineRun.Over(pipeline, lines, batch =>
        {
            pipeline.Score(batch);
            for (int row = 0; row < batch.Count; row++)
            {
                amounts.Add(batch.Transactions[row].Numbers[slot]);
                risks.Add(batch.Risks[row]);
            }
        });
        return ([.. amounts], [.. risks]);
    }
}
