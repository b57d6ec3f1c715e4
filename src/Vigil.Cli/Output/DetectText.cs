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
    private const int MostReasons = 3;

    public static void Write(Terminal terminal, DetectReport report, InputSet inputs, Rejections rejections, bool explains)
    {
        int rank = 0;
        foreach (var finding in report.Top)
            WriteFinding(terminal.Out, finding, ++rank, explains);
        if (!terminal.IsQuiet)
            WriteSummary(terminal.Out, report, inputs, rejections);
    }

    private static void WriteFinding(IAnsiConsole console, Finding finding, int rank, bool explains)
    {
        var transaction = finding.Transaction;
        string who = transaction.Text(FieldRole.Entity), amount = Amount(transaction);
        string what = string.Join("  ", new[] { FieldTexts.Time(transaction.Time), who, amount }.Where(t => t.Length > 0));
        string verdict = $"risk {FigureText.Risk(finding.Risk)}  {Word(finding.Level)}  {Word(finding.Outcome)}";
        string id = Terminal.Plain(finding.Id());
        console.MarkupLineInterpolated($"{rank,3}. [{Colour(finding.Level)}]{verdict}[/]  [bold]{id}[/]  {Terminal.Plain(what)}");
        if (explains)
            WriteWaterfall(console, finding);
        else
            WriteReasons(console, finding);
    }

    private static void WriteReasons(IAnsiConsole console, Finding finding)
    {
        var told = finding.Reasons.TakeWhile(reason => reason.Points >= Reasons.LeastPoints).Take(MostReasons).ToList();
        foreach (var reason in told)
            WriteLine(console, reason.Points, reason.Text);
        if (told.Count == 0)
            console.WriteLine("       nothing about it is unusual");
    }

    // The groups add up to the risk; each opens to its members, which add up to it.
    private static void WriteWaterfall(IAnsiConsole console, Finding finding)
    {
        WriteLine(console, finding.Explanation.BasePoints, "base: what any transaction starts with");
        foreach (var reason in finding.Reasons)
        {
            WriteLine(console, reason.Points, reason.Text);
            foreach (var member in reason.Members)
                WriteLine(console, member.Points, SaidOnce(reason, member) ? member.Text : $"{member.Text} ({member.Label})", indent: 8);
        }
        console.WriteLine($"       {FigureText.Risk(finding.Risk),6}  risk");
    }

    private static bool SaidOnce(Reason reason, ReasonMember member) => reason.Members.Count(m => m.Text == member.Text) == 1;

    private static void WriteLine(IAnsiConsole console, double points, string text, int indent = 0) =>
        console.WriteLine($"{new string(' ', 7 + indent)}{FigureText.Points(points),6}  {Terminal.Plain(text)}");

    private static void WriteSummary(IAnsiConsole console, DetectReport report, InputSet inputs, Rejections rejections)
    {
        console.WriteLine();
        string span = $"{FieldTexts.Time(report.From)} to {FieldTexts.Time(report.To)}";
        console.WriteLine($"Scored   {Count(report.Scored, "transaction")} of {Count(inputs.FileCount, "file")}, {span}");
        console.WriteLine(
            $"Flagged  {Share(report.Outcomes[(int)Outcome.Review], report.Scored)} to review "
            + $"(risk {FigureText.Risk(report.Pipeline.Policy!.Review)} and more), "
            + $"{Share(report.Outcomes[(int)Outcome.Block], report.Scored)} to block "
            + $"({FigureText.Risk(report.Pipeline.Policy.Block)} and more)");
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
        int slot = transaction.Schema.Slot(FieldRole.Amount);
        double amount = slot < 0 ? double.NaN : transaction.Numbers[slot];
        return double.IsNaN(amount) ? "" : FigureText.Amount(amount, transaction.Schema.Currency ?? transaction.Text(FieldRole.Currency));
    }

    private static string Count(long count, string word) =>
        $"{count.ToString("#,0", CultureInfo.InvariantCulture)} {word}{(count == 1 ? "" : "s")}";

    private static string Share(long count, long all) =>
        string.Create(CultureInfo.InvariantCulture, $"{count:#,0} ({100.0 * count / Math.Max(1, all):0.##} %)");

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
