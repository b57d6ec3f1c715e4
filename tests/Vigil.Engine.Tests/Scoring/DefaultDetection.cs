using System.Text;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>What <c>vigil detect</c> does with its defaults, from the texts of a table to the decisions: two passes.</summary>
internal static class DefaultDetection
{
    public static Decided[] Of(string[] columns, IReadOnlyList<string[]> rows, ExchangeRates? rates = null)
    {
        var inferred = ColumnInference.Infer(new SampleTable(columns, rows));
        var stream = inferred.Definition.ShouldNotBeNull(string.Join('\n', inferred.Errors));
        if (rates is not null)
            stream = stream with { Schema = new TransactionSchema(stream.Schema.Fields, stream.Schema.TimeZone, rates) };
        var trainer = new ModelTrainer(stream.Schema, stream.Features.Features, stream.Model);
        var learning = new ScoringPipeline(stream.Schema, stream.Features);
        Run(learning, columns, rows, batch => trainer.Offer(batch.Transactions[0], batch.FeaturesOf(0)));
        var scoring = new ScoringPipeline(stream.Schema, stream.Features, trainer.Fit("name: test"), stream.Policy);
        var decided = new List<Decided>();
        Run(scoring, columns, rows, batch =>
        {
            scoring.Score(batch);
            decided.Add(new Decided(batch.Risks[0], batch.Outcomes[0]));
        });
        return [.. decided];
    }

    /// <summary>A file of plain comma-separated values.</summary>
    public static (string[] Columns, List<string[]> Rows) Read(string path)
    {
        string[][] lines = [.. File.ReadLines(path).Where(l => l.Length > 0).Select(l => l.Split(',').Select(f => f.Trim('"')).ToArray())];
        return (lines[0], [.. lines[1..]]);
    }

    private static void Run(ScoringPipeline pipeline, string[] columns, IReadOnlyList<string[]> rows, Action<MicroBatch> each)
    {
        var parser = new TransactionParser(pipeline.Schema);
        var batch = pipeline.NewBatch(1);
        int[] places = [.. pipeline.Schema.Fields.Select(f => Array.IndexOf(columns, f.Name))];
        foreach (string[] row in rows)
        {
            batch.Clear();
            parser.Start(batch.Next);
            for (int field = 0; field < places.Length; field++)
                parser.Set(field, Encoding.UTF8.GetBytes(row[places[field]]));
            parser.Finish().ShouldBeTrue(string.Join("; ", parser.Errors));
            pipeline.Accept(batch).ShouldBeTrue();
            each(batch);
        }
    }
}

/// <summary>One decision.</summary>
internal readonly record struct Decided(double Risk, Outcome Outcome)
{
    public bool IsFlagged => Outcome != Outcome.Approve;
}
