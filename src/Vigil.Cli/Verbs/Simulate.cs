using System.CommandLine;
using System.CommandLine.Parsing;
using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
using Vigil.Simulation;

namespace Vigil.Cli.Verbs;

/// <summary><c>vigil simulate</c>: writes synthetic transactions whose truth is known.</summary>
internal static class Simulate
{
    private const int RowsBetweenReports = 1 << 14;
    private static readonly SimulationOptions Default = new();

    private static readonly Option<int> Customers =
        NumberOption.Of("--customers", "How many customers", Default.Customers, 20, 10_000_000);
    private static readonly Option<int> Merchants =
        NumberOption.Of("--merchants", "How many merchants, cash machines included", Default.Merchants, 20, 1_000_000);
    private static readonly Option<int> Days = NumberOption.Of("--days", "How many days", Default.Days!.Value, 1, 36_500);
    private static readonly Option<DateTimeOffset?> Start = new("--start")
    {
        Description = "First day, or first moment, in UTC unless it says otherwise; 2026-01-01 if left out",
        HelpName = "DATE",
        CustomParser = ParseStart,
    };
    private static readonly Option<double> Rate = NumberOption.Of(
        "--transactions-per-day", "Transactions of a customer a day, on average", Default.TransactionsPerCustomerPerDay, 0.001, 50);
    private static readonly Option<double> FraudShare =
        NumberOption.Of("--fraud-share", "Share of fraudulent transactions to aim at", Default.FraudShare, 0, 0.2);
    private static readonly Option<string[]> Scenario = new("--scenario")
    {
        Description = $"Kind of fraud; several times for several kinds; without it all: {string.Join(", ", ScenarioNames.All)}",
        HelpName = "NAME",
    };
    private static readonly Option<ulong> Seed =
        NumberOption.Of("--seed", "Another seed is another world; the same seed, the same bytes", Default.Seed, 0UL, ulong.MaxValue);
    private static readonly Option<string?> Out = new("--out", "-o")
    {
        Description = "Write a .csv, .csv.gz, .jsonl, .jsonl.gz or .parquet file; without it CSV goes to standard output",
        HelpName = "FILE",
    };
    private static readonly Option<bool> Json = new("--json") { Description = "JSON lines on standard output instead of CSV" };

    private static readonly string[] Examples =
    [
        "vigil simulate --customers 100 --days 7 | head",
        "vigil simulate --customers 2000 --days 30 --seed 1 --out transactions.csv",
        "vigil simulate --scenario card_testing --scenario mule_ring --fraud-share 0.02 --out fraud.parquet",
        "vigil simulate --start 2026-06-01 --json | vigil detect -",
    ];

    public static Command Create()
    {
        Scenario.CompletionSources.Add([.. ScenarioNames.All]);
        Scenario.Validators.Add(CheckScenarios);
        OutputOption.Check(Out);
        Out.Validators.Add(CheckFormat);
        return Verb.Create("simulate", "Write synthetic transactions with labelled fraud", Examples, Run,
            Customers, Merchants, Days, Start, Rate, FraudShare, Scenario, Seed, Out, Json);
    }

    private static int Run(ParseResult parsed, Terminal terminal, CancellationToken cancellation)
    {
        var options = new SimulationOptions
        {
            Customers = parsed.GetValue(Customers),
            Merchants = parsed.GetValue(Merchants),
            Days = parsed.GetValue(Days),
            Start = parsed.GetValue(Start) ?? Default.Start,
            TransactionsPerCustomerPerDay = parsed.GetValue(Rate),
            FraudShare = parsed.GetValue(FraudShare),
            Scenarios = [.. parsed.GetValue(Scenario) ?? []],
            Seed = parsed.GetValue(Seed),
        };
        string? path = parsed.GetValue(Out);
        var summary = new SimulationSummary(options);
        using var output = path is null ? SimulationOutput.ToStandardOutput(parsed.GetValue(Json)) : SimulationOutput.ToFile(path);
        bool wouldMixWithRows = path is null && !Console.IsOutputRedirected;
        RunProgress.Show(terminal, "Simulating", TimeProvider.System, isShown: !wouldMixWithRows, report =>
            Write(options, output, summary, report, cancellation));
        output.Commit();
        terminal.Note(summary.Text(path));
        return ExitCode.Success;
    }

    private static void Write(
        SimulationOptions options,
        SimulationOutput output,
        SimulationSummary summary,
        Action<Progress>? report,
        CancellationToken cancellation)
    {
        long from = (options.Start - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;
        double length = options.Days!.Value * (double)(TimeSpan.TicksPerDay / TimeSpan.TicksPerMicrosecond);
        foreach (var transaction in Simulator.Run(options))
        {
            output.Write(transaction);
            summary.Add(transaction);
            if (summary.Rows % RowsBetweenReports != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            report?.Invoke(new Progress((transaction.TimeMicroseconds - from) / length, summary.Rows));
        }
    }

    private static DateTimeOffset? ParseStart(ArgumentResult result)
    {
        string text = result.Tokens[0].Value;
        string[] formats = ["yyyy-MM-dd", "yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd'T'HH:mmK", "yyyy-MM-dd'T'HH:mm:ssK"];
        const DateTimeStyles Utc = DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal;
        bool isTime = DateTimeOffset.TryParseExact(text, formats, CultureInfo.InvariantCulture, Utc, out var start);
        if (isTime && start.Year is >= 1970 and <= 2199)
            return start;
        result.AddError($"--start: found '{text}'; expected a day such as 2026-01-31 or a time such as 2026-01-31T08:30:00Z, "
            + "from 1970 to 2199");
        return null;
    }

    private static void CheckScenarios(OptionResult result)
    {
        foreach (string name in result.Tokens.Select(t => t.Value).Where(n => !ScenarioNames.All.Contains(n)))
            result.AddError($"--scenario: found '{name}'; expected one of {string.Join(", ", ScenarioNames.All)}");
    }

    private static void CheckFormat(OptionResult result)
    {
        if (result.GetResult(Json) is { Implicit: false })
            result.AddError("--json is for standard output; expected either --json or --out FILE.jsonl");
    }
}
