using System.Collections.Immutable;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams;

/// <summary>A field as the user declared it; what is null is left to inference.</summary>
/// <param name="Name">The column's name.</param>
/// <param name="Type">How its text is read.</param>
/// <param name="Role">What it means.</param>
/// <param name="IsRequired">Whether a row without it is rejected.</param>
/// <param name="Format">The format of times or numbers.</param>
/// <param name="IsPersonal">Whether it is personal data.</param>
/// <param name="IsLoose">Whether the type only says how the value is encoded (JSON Schema), so that an identifier may be a number.</param>
/// <param name="Place">Where it is declared.</param>
/// <param name="IsOptional">Whether it is said to be not required.</param>
public sealed record FieldDraft(
    string Name,
    FieldType? Type = null,
    FieldRole? Role = null,
    bool IsRequired = false,
    string? Format = null,
    bool IsPersonal = false,
    bool IsLoose = false,
    Place Place = default,
    bool IsOptional = false)
{
    /// <summary>The other columns that it is read from.</summary>
    public FieldParts Parts { get; init; } = FieldParts.None;

    /// <summary>The currency of the amounts.</summary>
    public string? Currency { get; init; }
}

/// <summary>An aggregation and, for percentiles, which one.</summary>
public readonly record struct AggregationChoice(Aggregation Aggregation, double Percentile);

/// <summary>One entry of the feature list: stands for a feature per aggregation, window and field.</summary>
/// <param name="Entity">The entity's columns; empty for the transaction alone.</param>
/// <param name="Aggregations">What to compute.</param>
/// <param name="Windows">How far back.</param>
/// <param name="Fields">The columns aggregated; empty for the amount.</param>
/// <param name="Delay">How long ago the windows end.</param>
/// <param name="Name">The user's own name for the only feature of this entry.</param>
/// <param name="Place">Where the entry starts.</param>
public sealed record FeatureDraft(
    ImmutableArray<Placed<string>> Entity,
    ImmutableArray<Placed<AggregationChoice>> Aggregations,
    ImmutableArray<Placed<Window>> Windows,
    ImmutableArray<Placed<string>> Fields,
    TimeSpan Delay,
    Placed<string>? Name,
    Place Place);

/// <summary>Where a live stream's transactions come from.</summary>
/// <param name="Type">The kind of source: kafka, mqtt, file.</param>
/// <param name="Settings">Its settings; each with one or several values. Nested settings have dotted names.</param>
public sealed record StreamSource(string Type, ImmutableSortedDictionary<string, ImmutableArray<string>> Settings);

/// <summary>A stream as far as the user described it. Completed with what the data shows (<see
/// cref="Inference.ColumnInference"/>).</summary>
public sealed record StreamDraft
{
    /// <summary>Nothing stated.</summary>
    public static StreamDraft Empty { get; } = new();

    /// <summary>The name.</summary>
    public string? Name { get; init; }

    /// <summary>The zone of local times.</summary>
    public TimeZoneInfo? TimeZone { get; init; }

    /// <summary>What currencies are worth.</summary>
    public ExchangeRates? Rates { get; init; }

    /// <summary>The declared fields; empty when all are to be found in the data.</summary>
    public ImmutableArray<FieldDraft> Fields { get; init; } = [];

    /// <summary>Names of columns with personal data.</summary>
    public ImmutableArray<Placed<string>> Personal { get; init; } = [];

    /// <summary>How far behind a late event may come.</summary>
    public TimeSpan? Lateness { get; init; }

    /// <summary>How long identifiers are remembered.</summary>
    public TimeSpan? Memory { get; init; }

    /// <summary>Which meaning the features have.</summary>
    public int? Edition { get; init; }

    /// <summary>The features; empty for the default ones.</summary>
    public ImmutableArray<FeatureDraft> Features { get; init; } = [];

    /// <summary>The model.</summary>
    public ModelOptions Model { get; init; } = new();

    /// <summary>The policy.</summary>
    public PolicyOptions Policy { get; init; } = new();

    /// <summary>The live source.</summary>
    public StreamSource? Source { get; init; }

    /// <summary>Whether the fields say which one is the time: then nothing is left to inference.</summary>
    public bool IsComplete => Fields.Any(f => f is { Role: FieldRole.Time, IsLoose: false });
}
