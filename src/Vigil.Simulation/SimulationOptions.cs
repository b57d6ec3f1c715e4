using System.Collections.Immutable;
using System.Globalization;

namespace Vigil.Simulation;

/// <summary>What to simulate. The same options give the same transactions, to the bit.</summary>
/// <remarks>
/// Random numbers are the same on every machine; logarithms, exponentials and cosines are the platform's, so that between two kinds of
/// processor or C library a single amount or time may differ in its last digit, which in turn may swap neighbouring rows.
/// </remarks>
public sealed record SimulationOptions
{
    /// <summary>How many customers, 20…10,000,000. Memory grows by about 2 KB for each.</summary>
    public int Customers { get; init; } = 2000;

    /// <summary>
    /// How long after <see cref="Start"/> the customer of an index, from 0, joins: before, there is no payment of it. Null: all are there
    /// from the start. With as many customers and the same seed, who has joined behaves the same.
    /// </summary>
    public Func<int, TimeSpan>? Joins { get; init; }

    /// <summary>How many merchants, cash machines included, 20…1,000,000.</summary>
    public int Merchants { get; init; } = 500;

    /// <summary>Days from <see cref="Start"/>, 1…36,500; null: endless. A longer run begins with the shorter one's rows.</summary>
    public int? Days { get; init; } = 30;

    /// <summary>When it begins, 1970…2199.</summary>
    public DateTimeOffset Start { get; init; } = new(2026, 1, 1, 0, 0, 0, TimeSpan.Zero);

    /// <summary>Mean over customers and the year, above 0 and at most 50; customers differ.</summary>
    public double TransactionsPerCustomerPerDay { get; init; } = 2;

    /// <summary>The share of fraudulent transactions aimed at, 0…0.2; met more closely the more transactions there are.</summary>
    public double FraudShare { get; init; } = 0.01;

    /// <summary>Seed of every random choice.</summary>
    public ulong Seed { get; init; } = 42;

    /// <summary>The scenarios that share the fraud equally, names of <see cref="ScenarioNames.All"/>; none for all.</summary>
    public ImmutableArray<string> Scenarios { get; init; } = [];

    /// <summary>All violations of the stated ranges, in words; empty when the options can be run.</summary>
    public IReadOnlyList<string> Validate()
    {
        List<string> errors = [];
        Range(errors, nameof(Customers), Customers, 20, 10_000_000);
        Range(errors, nameof(Merchants), Merchants, 20, 1_000_000);
        Range(errors, nameof(Days), Days ?? 1, 1, 36_500);
        Range(errors, nameof(Start), Start.UtcDateTime.Year, 1970, 2199);
        Range(errors, nameof(FraudShare), FraudShare, 0, 0.2);
        double mean = TransactionsPerCustomerPerDay;
        if (!(mean > 0 && mean <= 50))
            errors.Add(Text($"{nameof(TransactionsPerCustomerPerDay)} is {mean}; expected a number above 0 and at most 50."));
        foreach (string name in Scenarios.IsDefault ? [] : Scenarios)
            if (!ScenarioNames.All.Contains(name))
                errors.Add($"Scenarios has '{name}'; expected some of {string.Join(", ", ScenarioNames.All)}.");
        return errors;
    }

    private static void Range(List<string> errors, string name, double value, double from, double to)
    {
        if (!(value >= from && value <= to))
            errors.Add(Text($"{name} is {value}; expected a number from {from} to {to}."));
    }

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
