using System.Globalization;
using Spectre.Console;
using Vigil.Cli.Inputs;
using Vigil.Cli.Running;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>The report of <c>detect</c> for people.</summary>
internal static class DetectText
{
    public static void Write(Terminal terminal, DetectReport report, InputSet inputs, Rejections rejections, bool explains)
    {
        int rank = 0;
        foreach (var finding in report.Top)
            WriteFinding(terminal.Out, report.Pipeline, finding, ++rank, explains);
        if (!terminal.IsQuiet)
            WriteSummary(terminal.Out, report, inputs, rejections);
    }

    private static void WriteFinding(IAnsiConsole console, ScoringPipeline pipeline, Finding finding, int rank, bool explains)
    {
        var transaction = finding.Transaction;
        string who = transaction.Text(FieldRole.Entity), amount = Amount(transaction);
        string what = string.Join("  ", new[] { FieldTexts.Time(transaction.Time), who, amount }.Where(t => t.Length > 0));
        string verdict = $"risk {Points(finding.Risk)}  {Word(finding.Level)}  {Word(finding.Outcome)}";
        string id = Terminal.Plain(finding.Id());
        console.MarkupLineInterpolated($"{rank,3}. [{Colour(finding.Level)}]{verdict}[/]  [bold]{id}[/]  {Terminal.Plain(what)}");
        foreach (var reason in finding.Reasons)
            console.WriteLine($"       {Signed(reason.Points),6}  {Terminal.Plain(reason.Text)}");
        if (finding.Reasons.Count == 0)
            console.WriteLine("       nothing about it is unusual");
        if (explains)
            WriteContributions(console, pipeline, finding);
    }

    private static void WriteContributions(IAnsiConsole console, ScoringPipeline pipeline, Finding finding)
    {
        console.WriteLine($"       {Signed(finding.Explanation.BasePoints),6}  base: what any transaction starts with");
        foreach (int i in Enumerable.Range(0, finding.Features.Length).OrderByDescending(i => Math.Abs(finding.Explanation.Points[i])))
        {
            string value = finding.Features[i].ToString("0.######", CultureInfo.InvariantCulture);
            console.WriteLine($"       {Signed(finding.Explanation.Points[i]),6}  {pipeline.Features[i].Name} = {value}");
        }
        console.WriteLine($"       {Points(finding.Risk),6}  risk");
    }

    private static void WriteSummary(IAnsiConsole console, DetectReport report, InputSet inputs, Rejections rejections)
    {
        console.WriteLine();
        string span = $"{FieldTexts.Time(report.From)} to {FieldTexts.Time(report.To)}";
        console.WriteLine($"Scored   {Count(report.Scored, "transaction")} of {Count(inputs.FileCount, "file")}, {span}");
        console.WriteLine(
            $"Flagged  {Share(report.Outcomes[(int)Outcome.Review], report.Scored)} to review "
            + $"(risk {Points(report.Pipeline.Policy!.Review)} and more), "
            + $"{Share(report.Outcomes[(int)Outcome.Block], report.Scored)} to block ({Points(report.Pipeline.Policy.Block)} and more)");
        var levels = Enum.GetValues<RiskLevel>().Reverse()
            .Select(l => $"{Word(l)} {report.Levels[(int)l].ToString("#,0", CultureInfo.InvariantCulture)}");
        console.WriteLine($"Levels   {string.Join(", ", levels)}");
        if (rejections.Count > 0)
            console.WriteLine($"Rejected {Count(rejections.Count, "row")}; {rejections.Path} says why for each");
        if (report.Quality() is { } quality)
            console.WriteLine(string.Create(CultureInfo.InvariantCulture,
                $"Labels   {report.Labelled.Frauds:#,0} frauds of {report.Labelled.All:#,0}: ROC-AUC {quality.RocAuc:0.000}, "
                + $"average precision {quality.AveragePrecision:0.000}"));
        var model = report.Pipeline.Model!;
        console.WriteLine($"Model    {model.Version}, {Count(report.Pipeline.Features.Length, "feature")}, seed {model.Training.Seed}");
    }

    private static string Amount(Transaction transaction)
    {
        int index = transaction.Schema.IndexOf(FieldRole.Amount);
        double amount = index < 0 ? double.NaN : transaction.Numbers[transaction.Schema.Slot(index)];
        return double.IsNaN(amount) ? "" : amount.ToString("#,0.00", CultureInfo.InvariantCulture);
    }

    private static string Count(long count, string word) =>
        $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {word}{(count == 1 ? "" : "s")}";

    private static string Share(long count, long all) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} ({100.0 * count / Math.Max(1, all):0.##} %)");

    private static string Points(double risk) => risk.ToString("0.0", CultureInfo.InvariantCulture);

    private static string Signed(double points) => points.ToString("+0.0;-0.0;0.0", CultureInfo.InvariantCulture);

    private static string Word<T>(T value)
        where T : struct, Enum => value.ToString().ToLowerInvariant();

    private static string Colour(RiskLevel level) => level switch
    {
        RiskLevel.Critical => "red",
        RiskLevel.High => "darkorange",
        RiskLevel.Medium => "yellow",
        RiskLevel.Low => "default",
        _ => throw new ArgumentOutOfRangeException(nameof(level), level, "Unknown level."),
    };
}
