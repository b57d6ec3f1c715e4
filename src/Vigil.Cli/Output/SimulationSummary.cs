using System.Globalization;
using Vigil.Simulation;

namespace Vigil.Cli.Output;

/// <summary>Counts what was simulated, for one line at the end.</summary>
internal sealed class SimulationSummary(SimulationOptions options)
{
    private readonly long[] _frauds = new long[ScenarioNames.All.Length];

    /// <summary>Transactions so far.</summary>
    public long Rows { get; private set; }

    public void Add(in SimulatedTransaction transaction)
    {
        Rows++;
        if (transaction.Fraud)
            _frauds[ScenarioNames.All.IndexOf(transaction.Scenario)]++;
    }

    /// <summary>The line.</summary>
    /// <param name="path">The file written; null for standard output.</param>
    public string Text(string? path)
    {
        long frauds = _frauds.Sum();
        var kinds = ScenarioNames.All.Zip(_frauds).Where(k => k.Second > 0).OrderByDescending(k => k.Second)
            .Select(k => string.Create(CultureInfo.InvariantCulture, $"{k.First} {k.Second:#,0}"));
        string rows = string.Create(CultureInfo.InvariantCulture,
            $"{Rows:#,0} transactions of {options.Customers:#,0} customers in {Days(options.Days!.Value)}");
        string share = string.Create(CultureInfo.InvariantCulture,
            $"{frauds:#,0} fraudulent ({100.0 * frauds / Math.Max(1, Rows):0.##} %)");
        return $"{path ?? "Simulated"}: {rows}, {share}{(frauds == 0 ? "" : ": " + string.Join(", ", kinds))}";
    }

    private static string Days(int days) => days == 1 ? "1 day" : string.Create(CultureInfo.InvariantCulture, $"{days:#,0} days");
}
