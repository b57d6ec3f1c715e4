using System.CommandLine;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Files.Writing;

namespace Vigil.Cli.Verbs;

/// <summary>
/// <c>vigil detect</c>: learns what is usual in the files and shows what is not. Two passes, so memory does not grow with the rows.
/// </summary>
internal static class Detect
{
    private static readonly InputOptions Input = new();
    private static readonly Option<double?> Contamination = PolicyParts.Contamination();
    private static readonly Option<int> Top =
        NumberOption.Of("--top", "How many of the most anomalous transactions to show", 10, 0, 100_000).Alias("-n");

    private static readonly Option<string?> Out = new("--out", "-o")
    {
        Description = "Write the flagged transactions to a .csv, .parquet or .jsonl file",
        HelpName = "FILE",
    };

    private static readonly Option<bool> All =
        new("--all") { Description = "With --out: write every transaction, not only the flagged ones" };
    private static readonly Option<bool> Explain = new("--explain") { Description = "Show and write every feature's contribution" };
    private static readonly Option<bool> Json = new("--json") { Description = "Print one JSON document" };
    private static readonly Option<bool> Timing = new("--timing") { Description = "Also say how long each stage of scoring took" };
    private static readonly Option<ulong?> Seed =
        NumberOption.Of("--seed", "Seed of every random choice; without it the stream's, by default 42", 0UL, ulong.MaxValue);
    private static readonly Option<string?> WriteStream = new("--write-stream")
    {
        Description = "Write what was worked out about the columns as a stream file, to be edited",
        HelpName = "FILE",
    };

    public static Command Create()
    {
        OutputOption.Check(Out);
        return Verb.Create("detect", "Find the most anomalous transactions in files and say why", Run,
            [.. Input.Parts, Contamination, Top, Out, All, Explain, Json, Seed, WriteStream, Timing]);
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        string? table = parsed.GetValue(Out), path = parsed.GetValue(WriteStream);
        var outputs = new OutputPaths(("--rejected", parsed.GetValue(Input.Rejected)), ("--out", table), ("--write-stream", path));
        using var inputs = InputSet.Open(Input, parsed, outputs, cancellation);
        using var rejections = new Rejections(parsed.GetValue(Input.Rejected)!);
        if (path is not null)
            PendingFile.WriteText(path, StreamTemplate.Write(inputs.Stream, inputs.Columns));
        ColumnReport.Show(terminal, inputs);

        var options = inputs.Stream.Model with { Seed = parsed.GetValue(Seed) ?? inputs.Stream.Model.Seed };
        var (model, _) = StreamTraining.Run(inputs, options, rejections, terminal, cancellation);
        var policy = PolicyParts.Override(inputs.Stream.Policy, parsed.GetValue(Contamination));
        var report = Score(parsed, inputs, model, policy, terminal, cancellation);
        rejections.Commit();
        InputWarnings.Show(terminal, inputs);
        if (parsed.GetValue(Json))
            DetectJson.Write(report, inputs, rejections, parsed.GetValue(Explain));
        else
            DetectText.Write(terminal, report, inputs, rejections, parsed.GetValue(Explain));
        return ExitCode.Success;
    }

    private static DetectReport Score(
        ParseResult parsed, InputSet inputs, Model model, PolicyOptions policy, Terminal terminal, CancellationToken cancellation)
    {
        var times = parsed.GetValue(Timing) ? new StageTimes() : null;
        var pipeline = new ScoringPipeline(inputs.Stream.Schema, inputs.Stream.Features, model, policy, times);
        var reasons = new Reasons(pipeline);
        var report = new DetectReport(pipeline, new TopFindings(pipeline, reasons, parsed.GetValue(Top)));
        using var file = parsed.GetValue(Out) is { } path ? FindingFile.Open(path, pipeline, parsed.GetValue(Explain)) : null;
        bool writesAll = parsed.GetValue(All);
        // The first pass has rejected what cannot be read; the second meets the same rows.
        using var source = inputs.OpenSource(_ => { }, cancellation);
        RunProgress.Show(terminal, "Scoring", TimeProvider.System, progress =>
            new Pass(pipeline, source, _ => { }) { Progress = progress }.Run(batch =>
            {
                for (int row = 0; row < batch.Count; row++)
                {
                    report.Add(batch, row);
                    if (file is not null && (writesAll || batch.Outcomes[row] != Outcome.Approve))
                        file.Write(Finding.Of(pipeline, reasons, batch, row, parsed.GetValue(Explain)));
                }
            }, cancellation));
        file?.Commit();
        if (times is not null)
            StageReport.Show(terminal, times, report.Scored);
        return report;
    }
}
