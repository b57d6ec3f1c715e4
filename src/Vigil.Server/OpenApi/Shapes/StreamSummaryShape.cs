namespace Vigil.Server.OpenApi.Shapes;

/// <summary>A stream that is served.</summary>
public sealed record StreamSummaryShape(
    string Name, string TimeZone, StreamFieldShape[] Fields, int Features, string Definition, DateTime? Since, string? Model,
    long Decisions, long Sequence)
{
    /// <summary>What it decides by, where it has a model.</summary>
    public PolicyShape? Policy { get; init; }

    /// <summary>Its file, where one stream is asked for.</summary>
    public string? Yaml { get; init; }
}

/// <summary>A column.</summary>
public sealed record StreamFieldShape(string Name, string Type, string? Role, bool Required, bool Personal);

/// <summary>All streams.</summary>
public sealed record StreamPageShape(StreamSummaryShape[] Items, string? Next);

/// <summary>What a search finds.</summary>
public enum SearchKind
{
    /// <summary>A decision, by its sequence.</summary>
    Decision,

    /// <summary>A transaction, by its identifier.</summary>
    Transaction,

    /// <summary>An entity.</summary>
    Entity,

    /// <summary>A merchant.</summary>
    Merchant,

    /// <summary>A place.</summary>
    Location,

    /// <summary>A device.</summary>
    Device,

    /// <summary>An address.</summary>
    Ip,
}

/// <summary>Something that a search found.</summary>
public sealed record SearchHitShape(SearchKind Kind, string Stream, string Name, long Sequence, bool Whole);

/// <summary>What a search found among the newest decisions that it looked at.</summary>
public sealed record SearchPageShape(SearchHitShape[] Items, long LookedAt, string? Next);
