using System.CommandLine;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil train</c>: learns a model from files, to score with later.</summary>
internal static class Train
{
    private static readonly InputOptions Input = new();
    private static readonly Option<string> Out = new("--out", "-o")
    {
        Description = "The model file to write",
        HelpName = "FILE",
        DefaultValueFactory = _ => "model.vigil",
    };

    private static readonly Option<string?> State = new("--state")
    {
        Description = "Also write what the windows hold after the last row, for 'score --state' to go on from",
        HelpName = "FILE",
    };

    private static readonly Option<ulong?> Seed =
        NumberOption.Of("--seed", "Seed of every random choice; without it the stream's, by default 42", 0UL, ulong.MaxValue);
    private static readonly Option<bool> Json = new("--json") { Description = "Print the summary as JSON" };

    public static Command Create() =>
        Verb.Create("train", "Learn a model from files, for 'vigil score'", Run, [.. Input.Parts, Out, State, Seed, Json]);

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string path = parsed.GetValue(Out)!;
        string? state = parsed.GetValue(State);
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)), ("--out", path), ("--state", state));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        ColumnReport.Show(terminal, inputs);
        var options = inputs.Stream.Model with { Seed = parsed.GetValue(Seed) ?? inputs.Stream.Model.Seed };
        var (model, pipeline) = StreamTraining.Run(inputs, options, rejections, terminal, cancellation);
        model.Save(path);
        if (state is not null)
            pipeline.Save(state);
        rejections.Commit();
        InputWarnings.Show(terminal, inputs);

        var training = model.Training;
        Terminal.Print(parsed.GetValue(Json)
            ? JsonText.Object(("model", model.Version), ("file", path),
                ("transactions", training.Transactions), ("rejected", rejections.Count),
                ("from", FieldTexts.Time(training.From)), ("to", FieldTexts.Time(training.To)), ("features", model.Features.Length),
                ("seed", training.Seed))
            : string.Create(CultureInfo.InvariantCulture,
                $"Model {model.Version} in {path}: {training.Transactions:#,0} transactions, {FieldTexts.Time(training.From)} to ")
                + string.Create(CultureInfo.InvariantCulture,
                $"{FieldTexts.Time(training.To)}, {model.Features.Length} features, {rejections.Count:#,0} rows rejected"));
        return ExitCode.Success;
    }
}
