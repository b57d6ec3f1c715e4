using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Files;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil score</c>: transactions in, decisions out, one JSON line each, as soon as they come.</summary>
internal static class Score
{
    private static readonly Argument<string[]> Files = FileArgument.Create(
        "Files to score; without any, JSON lines on standard input are scored as they come", ArgumentArity.ZeroOrMore);

    private static readonly Option<string> ModelPath = new("--model", "-m")
    {
        Description = "The model file from 'vigil train'",
        HelpName = "FILE",
        DefaultValueFactory = _ => "model.vigil",
    };

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Go on from this state if the file is there, and write it at the end",
        HelpName = "FILE",
    };

    private static readonly Option<int?> Batch = NumberOption.Of(
        "--batch", "Decisions per write: 1 answers every line at once (default for standard input), more is faster", 1, 100_000);

    private static readonly Option<double?> Contamination = PolicyParts.Contamination();
    private static readonly Option<bool> Json =
        new("--json") { Description = "Print the summary on standard error as JSON, too; decisions always are" };

    private static readonly Option<bool> Explain =
        new("--explain") { Description = "Write base, every contribution and every feature value as well" };
    private static readonly Option<string> RejectedPath = new("--rejected")
    {
        Description = "Where rows go that cannot be scored, with the reasons",
        HelpName = "FILE",
        DefaultValueFactory = _ => "rejected.jsonl",
    };

    public static Command Create()
    {
        return Verb.Create("score", "Score transactions with a model: JSON lines in, decisions out", Run,
            Files, ModelPath, State, ColumnsOption.Columns, Batch, Contamination, Explain, RejectedPath, Json);
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetValue(ModelPath)!;
        string? state = parsed.GetValue(State);
        var outputs = new OutputPaths(("--state", state), ("--rejected", parsed.GetValue(RejectedPath)));
        outputs.MustDifferFrom([path]);
        var (pipeline, stream) = Load(path, parsed.GetValue(Contamination));
        bool isResumed = File.Exists(state);
        if (isResumed)
            pipeline.Restore(state!);
        using var inputs = parsed.GetValue(Files) is { Length: > 0 } files
            ? InputSet.Open(GivenFiles.Of(parsed, files), stream, cancellation)
            : null;
        outputs.MustDifferFrom(inputs?.Paths ?? []);
        foreach (string note in inputs?.Notes ?? [])
            terminal.Note(note);
        using var rejections = new Rejections(parsed.GetValue(RejectedPath)!);
        if (inputs is not null)
            TimeOrder.ReadFromTheEnd(inputs, rejections, terminal, cancellation);
        var guard = new FutureGuard(TimeProvider.System);
        using var source = inputs?.OpenSource(rejections.Add, cancellation)
            ?? guard.Over(StandardSource(stream, rejections, cancellation), rejections.Add);
        int batch = parsed.GetValue(Batch) ?? (inputs is null ? 1 : RowBatch.Capacity);
        using var output = new DecisionStream(pipeline, parsed.GetValue(Explain), batch);
        long scored = output.Run(source, rejections, cancellation);
        // What was answered counts, also when the run is stopped: the state and the rejections go with the decisions.
        if (state is not null)
            pipeline.Save(state);
        rejections.Commit();
        if (inputs is not null)
            InputWarnings.Show(terminal, inputs);
        foreach (string warning in guard.Warnings)
            terminal.Warn(warning);
        terminal.Note(parsed.GetValue(Json)
            ? JsonText.Object(
                ("scored", scored), ("rejected", rejections.Count), ("model", pipeline.Model!.Version), ("resumed", isResumed))
            : string.Create(CultureInfo.InvariantCulture,
                $"{scored:#,0} scored with model {pipeline.Model!.Version}{(isResumed ? ", continued from the state" : "")}, "
                + $"{rejections.Count:#,0} rejected"));
        cancellation.ThrowIfCancellationRequested();
        return scored > 0 || rejections.Count == 0 ? ExitCode.Success : throw rejections.NothingLeft();
    }

    private static FileSource StandardSource(StreamDefinition stream, Rejections rejections, CancellationToken cancellation)
    {
        var input = new InterruptibleStream(Console.OpenStandardInput(), waits: true, cancellation);
        return FileSource.OfJsonLines(input, FileSet.StandardInputName, stream.Schema, rejections.Add);
    }

    private static (ScoringPipeline Pipeline, StreamDefinition Stream) Load(string path, double? contamination)
    {
        if (!File.Exists(path))
            throw new BadInputException(ExitCode.BadInput, $"{path}: no such model; train one: vigil train FILE… --out {path}");
        var model = Model.Load(path);
        var loaded = StreamYaml.Load([(path, model.Stream)]);
        var stream = loaded.Definition ?? throw new BadInputException(ExitCode.BadInput, loaded.Errors.Select(e => e.ToString()));
        var policy = PolicyParts.Override(stream.Policy, contamination);
        return (new ScoringPipeline(stream.Schema, stream.Features, model, policy), stream);
    }
}
