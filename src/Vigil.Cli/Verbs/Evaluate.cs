using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Evaluation;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil evaluate</c>: how well the stream's model ranks frauds that it was not told of, by a published protocol.</summary>
internal static class Evaluate
{
    private static readonly Argument<string[]> Files = FileArgument.Create(
        "Labelled transactions; without it the data set that the protocol belongs to, where VIGIL_DATASETS says", ArgumentArity.ZeroOrMore);

    private static readonly Option<string> Protocol = new("--protocol", "-p")
    {
        Description = "How to train and test",
        HelpName = "handbook",
        Required = true,
    };

    private static readonly Option<string[]> Stream = new("--stream", "-s")
    {
        Description = "Stream file (YAML). Without it the columns' meanings are worked out and the default features used",
        HelpName = "FILE",
    };

    private static readonly Option<DateOnly?> Start = new("--start")
    {
        Description = "First training day of the latest fold (default 2018-07-25)",
        HelpName = "yyyy-MM-dd",
        CustomParser = ParseDay,
    };

    private static readonly Option<int> Folds = NumberOption.Of(
        "--folds", "How many folds, each 7 days earlier", HandbookProtocol.Default.Folds, 1, HandbookProtocol.MostFolds);

    private static readonly Option<ulong?> Seed =
        NumberOption.Of("--seed", "Seed of every random choice; without it the stream's, by default 42", 0UL, ulong.MaxValue);
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document" };
    private static readonly Option<string> Rejected = new("--rejected")
    {
        Description = "Where rows go that cannot be read, each with the reason",
        HelpName = "FILE",
        DefaultValueFactory = _ => "rejected.jsonl",
    };

    public static Command Create()
    {
        Protocol.AcceptOnlyFromAmong("handbook");
        return Verb.Create("evaluate", "Measure how well the model ranks known frauds, by a published protocol", Run,
            [Files, Protocol, Stream, ColumnsOption.Columns, Start, Folds, Seed, Rejected, Json]);
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string[] files = parsed.GetValue(Files) is { Length: > 0 } given ? given : [HandbookFiles.Find()];
        string rejected = parsed.GetValue(Rejected)!;
        var outputs = new OutputPaths(("--rejected", rejected));
        using var inputs = InputSet.Open(
            GivenFiles.Of(parsed, files), parsed.GetValue(Stream) ?? [], new RoleOverrides(), outputs, cancellation);
        using var rejections = new Rejections(rejected);
        ColumnReport.Show(terminal, inputs);
        var protocol = new HandbookProtocol(parsed.GetValue(Start) ?? HandbookProtocol.Default.Start, parsed.GetValue(Folds));
        var (_, evaluation) = TimeOrder.Run(
            inputs, rejections, terminal, () => Collect(inputs, protocol, rejections.Add, terminal, cancellation), cancellation);
        rejections.Commit();
        terminal.Note($"Training and testing {protocol.Folds} times…");
        var options = inputs.Stream.Model with { Seed = parsed.GetValue(Seed) ?? inputs.Stream.Model.Seed };
        var result = evaluation.Run(options, cancellation);
        if (parsed.GetValue(Json))
            EvaluationReport.WriteJson(result, inputs.Stream, options.Seed, rejections);
        else
            EvaluationReport.WriteText(result, rejections, terminal.IsQuiet);
        return ExitCode.Success;
    }

    private static (ScoringPipeline Pipeline, HandbookEvaluation Evaluation) Collect(
        InputSet inputs, HandbookProtocol protocol, Action<Rejection> reject, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = new ScoringPipeline(inputs.Stream.Schema, inputs.Stream.Features);
        var evaluation = new HandbookEvaluation(protocol, inputs.Stream.Schema, pipeline.Features);
        using var source = inputs.OpenSource(reject, cancellation);
        RunProgress.Show(terminal, "Reading", TimeProvider.System, progress =>
            new Pass(pipeline, source, reject) { Progress = progress, StopsWhenTooLate = !inputs.IsOrderFinal }.Run(batch =>
            {
                for (int row = 0; row < batch.Count; row++)
                    evaluation.Offer(batch, row);
            }, cancellation));
        return (pipeline, evaluation);
    }

    private static DateOnly? ParseDay(System.CommandLine.Parsing.ArgumentResult result)
    {
        string text = result.Tokens.Count == 1 ? result.Tokens[0].Value : "";
        if (DateOnly.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day))
            return day;
        result.AddError($"--start is '{text}'; expected a day such as 2018-07-25");
        return null;
    }
}
