using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Files.Writing;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil features</c>: writes the feature table, the same numbers that the detectors see.</summary>
internal static class Features
{
    private static readonly InputOptions Input = new();
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The .csv, .parquet or .jsonl file to write",
        HelpName = "FILE",
        DefaultValueFactory = _ => "features.csv",
    };

    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON" };

    public static Command Create()
    {
        OutputOption.Check(Out);
        return Verb.Create("features", "Write the feature table: transaction id, then one column per feature", Run,
            [.. Input.Parts, Out, Json]);
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetValue(Out)!;
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)), ("--out", path));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        ColumnReport.Show(terminal, inputs);
        var (pipeline, table) = TimeOrder.Run(
            inputs, rejections, terminal, () => Write(inputs, path, rejections.Add, terminal, cancellation), cancellation);
        using (table)
            table.Commit();
        rejections.Commit();
        InputWarnings.Show(terminal, inputs);
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(
                ("file", path), ("rows", pipeline.Sequence), ("features", pipeline.Features.Length), ("rejected", rejections.Count))
            : string.Create(CultureInfo.InvariantCulture,
                $"{pipeline.Sequence:#,0} rows of {pipeline.Features.Length} features in {path}, {rejections.Count:#,0} rows rejected"));
        return ExitCode.Success;
    }

    private static (ScoringPipeline Pipeline, ITableWriter Table) Write(
        InputSet inputs, string path, Action<Rejection> reject, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = new ScoringPipeline(inputs.Stream.Schema, inputs.Stream.Features);
        var id = inputs.Stream.Schema.Find(FieldRole.Id);
        var first = id is null ? new TableColumn("row", TableType.Integer) : new TableColumn(id.Name, TableType.Text);
        TableColumn[] columns = [first, .. pipeline.Features.Select(f => new TableColumn(f.Name, TableType.Number))];
        var table = TableWriter.TryCreate(path, columns, out var problem)
            ?? throw new BadInputException(ExitCode.BadInput, problem!.ToString());
        try
        {
            using var source = inputs.OpenSource(reject, cancellation);
            RunProgress.Show(terminal, "Writing", TimeProvider.System, progress =>
                new Pass(pipeline, source, reject) { Progress = progress, StopsWhenTooLate = !inputs.IsOrderFinal }
                    .Run(batch => WriteRows(batch, table), cancellation));
            return (pipeline, table);
        }
        catch
        {
            table.Dispose();
            throw;
        }
    }

    private static void WriteRows(MicroBatch batch, ITableWriter table)
    {
        for (int row = 0; row < batch.Count; row++)
        {
            var transaction = batch.Transactions[row];
            int id = transaction.Schema.Slot(FieldRole.Id);
            if (id >= 0)
                table.Text(transaction.Text(id));
            else
                table.Integer(batch.Sequences[row]);
            foreach (double value in batch.FeaturesOf(row))
                table.Number(value);
            table.EndRow();
        }
    }
}
