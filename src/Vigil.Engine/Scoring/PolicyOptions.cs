namespace Vigil.Engine.Scoring;

/// <summary>
/// When a risk becomes a review or a block. At most one of <see cref="Contamination"/> and <see cref="DailyAlerts"/> is set.
/// </summary>
public sealed record PolicyOptions
{
    /// <summary>Risk from which a transaction is reviewed, 0…100.</summary>
    public double Review { get; init; } = 60;

    /// <summary>Risk from which a transaction is blocked, 0…100, at least <see cref="Review"/>.</summary>
    public double Block { get; init; } = 95;

    /// <summary>Instead of fixed risks: the share of transactions to flag, above 0 and below 0.5.</summary>
    public double? Contamination { get; init; }

    /// <summary>Instead of fixed risks: how many transactions a day the analysts can look at.</summary>
    public int? DailyAlerts { get; init; }
}
