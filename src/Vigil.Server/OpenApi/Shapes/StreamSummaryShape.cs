namespace Vigil.Server.OpenApi.Shapes;

/// <summary>A stream that is served.</summary>
public sealed record StreamSummaryShape(
    string Name, string TimeZone, StreamFieldShape[] Fields, int Features, string? Model, long Decisions, long Sequence)
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

/// <summary>Something that a search found.</summary>
public sealed record SearchHitShape(string Kind, string Stream, string Name, long Sequence, bool Whole);

/// <summary>What a search found among the newest decisions that it looked at.</summary>
public sealed record SearchPageShape(SearchHitShape[] Items, long LookedAt, string? Next);
