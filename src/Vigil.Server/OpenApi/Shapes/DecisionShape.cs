using Vigil.Engine.Scoring;

namespace Vigil.Server.OpenApi.Shapes;

/// <summary>A decision, as lists have it.</summary>
public record DecisionShape(
    long Sequence, string TransactionId, string Stream, DateTime Time, DateTime Received, string? Entity, double? Amount, string? Currency,
    double Risk, RiskLevel Level, Outcome Decision, string Model, string? Location, string? Merchant, Said? Label,
    ReasonGroup? ReasonGroup, string? Reason)
{
    /// <summary>Whether it was recorded before.</summary>
    public bool? Duplicate { get; init; }

    /// <summary>How it came late: placed where it belongs, or left out of its windows.</summary>
    public Lateness? Late { get; init; }

    /// <summary>Fields that it could not rest on.</summary>
    public string[]? Missing { get; init; }

    /// <summary>Members of the request that are no fields of the stream.</summary>
    public string[]? Ignored { get; init; }

    /// <summary>What was made of the request.</summary>
    public string[]? Notes { get; init; }
}

/// <summary>A decision with everything.</summary>
public sealed record DecisionDetailShape(
    long Sequence, string TransactionId, string Stream, DateTime Time, DateTime Received, string? Entity, double? Amount, string? Currency,
    double Risk, RiskLevel Level, Outcome Decision, string Model, string? Location, string? Merchant, Said? Label,
    ReasonGroup? ReasonGroup, string? Reason, double RawScore, double Base, double BasePoints, Dictionary<string, Cell> Transaction,
    bool PersonalErased, double? Latitude, double? Longitude, string? Device, string? Ip, PolicyShape Policy, ReasonShape[] Reasons,
    FeatureValueShape[] Features)
    : DecisionShape(
        Sequence, TransactionId, Stream, Time, Received, Entity, Amount, Currency, Risk, Level, Decision, Model, Location, Merchant, Label,
        ReasonGroup, Reason);

/// <summary>The answer to who sends a transaction: with everything where it was asked for.</summary>
public sealed record DecisionAnswerShape;

/// <summary>A transaction that was refused, and why.</summary>
public sealed record RefusalShape(RefusedShape Error);

/// <summary>Everything that is wrong with a transaction.</summary>
public sealed record RefusedShape(string Code, FaultShape[] Errors)
{
    /// <summary>In words, where there is more to say.</summary>
    public string? Detail { get; init; }
}

/// <summary>Something that is wrong.</summary>
public sealed record FaultShape(string Field, string Found, string Expected);

/// <summary>What became of a transaction of a job: a decision or a refusal.</summary>
public sealed record JobResultShape;

/// <summary>A page of what became of the transactions of a job.</summary>
public sealed record JobResultPageShape(JobResultShape[] Items, string? Next);

/// <summary>The risks from which transactions are reviewed and blocked.</summary>
public sealed record PolicyShape(double? Review, double? Block);

/// <summary>A group of reasons; <c>base_points</c> and the points of all groups make the risk.</summary>
public sealed record ReasonShape(
    ReasonGroup Group, string Feature, double? Value, double? Baseline, double Points, string Text, ReasonMemberShape[] Members);

/// <summary>A feature of a group; their points make the group's.</summary>
public sealed record ReasonMemberShape(string Label, string Feature, double? Value, double? Baseline, double Points, string Text);

/// <summary>A feature; texts are in its unit, null where there is nothing to say.</summary>
public sealed record FeatureValueShape(
    string Name, string Label, FeatureUnit Unit, string? ValueText, string? EntityBaselineText, string? PeerBaselineText, double? Value,
    double? EntityBaseline, double? PeerBaseline, double Contribution, double Points, string Text);

/// <summary>A page of decisions.</summary>
public sealed record DecisionPageShape(DecisionShape[] Items, string? Next)
{
    /// <summary>Sorted lists: whether all candidates were ranked.</summary>
    public bool? Whole { get; init; }

    /// <summary>From when on decisions are found by the filters, where an earlier version decided older ones.</summary>
    public DateTime? SearchedFrom { get; init; }
}

/// <summary>How many decisions there are.</summary>
public sealed record DecisionCountShape(long Count, bool Whole)
{
    /// <summary>From when on decisions are found by the filters, where an earlier version decided older ones.</summary>
    public DateTime? SearchedFrom { get; init; }
}

/// <summary>What a replay found.</summary>
public sealed record ReplayShape(
    long Sequence, bool Matches, ReplayDifferenceShape[] Differences, long? SnapshotSequence, long EntriesReplayed);

/// <summary>A value that differs.</summary>
public sealed record ReplayDifferenceShape(string What, double? Stored, double? Recomputed);

/// <summary>How a transaction came late.</summary>
public enum Lateness
{
    /// <summary>It is in its windows.</summary>
    Placed,

    /// <summary>It is not.</summary>
    LeftOut,
}

/// <summary>A label: 1 is fraud, 0 is not.</summary>
public enum Said
{
    /// <summary>Not fraud.</summary>
    Legitimate = 0,

    /// <summary>Fraud.</summary>
    Fraud = 1,
}

/// <summary>A field of a transaction: text, a number, or null.</summary>
public sealed record Cell;
