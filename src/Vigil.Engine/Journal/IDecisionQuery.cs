using Vigil.Engine.Scoring;

namespace Vigil.Engine.Journal;

/// <summary>Which decisions are wanted; null is any. All conditions hold together.</summary>
public sealed record DecisionFilter
{
    /// <summary>The stream.</summary>
    public string? Stream { get; init; }

    /// <summary>Event time from here, in microseconds since 1970-01-01T00:00:00Z, included.</summary>
    public long? From { get; init; }

    /// <summary>Event time before here, excluded.</summary>
    public long? To { get; init; }

    /// <summary>Risk from here, included.</summary>
    public double? MinRisk { get; init; }

    /// <summary>Risk before here, excluded.</summary>
    public double? MaxRisk { get; init; }

    /// <summary>Any of these levels; empty is any.</summary>
    public IReadOnlyList<RiskLevel> Levels { get; init; } = [];

    /// <summary>Any of these outcomes; empty is any.</summary>
    public IReadOnlyList<Outcome> Outcomes { get; init; } = [];

    /// <summary>See <see cref="DecisionColumns.Entity"/>.</summary>
    public long? Entity { get; init; }

    /// <summary>See <see cref="DecisionColumns.Id"/>.</summary>
    public long? Id { get; init; }

    /// <summary>Amount from here, included.</summary>
    public double? MinAmount { get; init; }

    /// <summary>Amount up to here, included.</summary>
    public double? MaxAmount { get; init; }

    /// <summary>The model version.</summary>
    public string? Model { get; init; }

    /// <summary>Only those with a label.</summary>
    public bool IsLabelled { get; init; }
}

/// <summary>A decision that a query found.</summary>
/// <param name="Entry">The journal's entry.</param>
/// <param name="Label">What is known by now: true for fraud, false for legitimate, null for unknown.</param>
public sealed record FoundDecision(JournalEntry Entry, bool? Label);

/// <summary>Counts over a span of event time.</summary>
/// <param name="Time">Its beginning, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Outcomes">Decisions by <see cref="Outcome"/>, three counts.</param>
/// <param name="Levels">Decisions by <see cref="RiskLevel"/>, four counts.</param>
/// <param name="Amount">Sum of the amounts that are known.</param>
public sealed record VolumePoint(long Time, long[] Outcomes, long[] Levels, double Amount);

/// <summary>What an entity did in a span of time.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Entity">See <see cref="DecisionColumns.Entity"/>.</param>
/// <param name="LastSequence">Its last decision.</param>
/// <param name="Decisions">Count.</param>
/// <param name="Alerts">Of these reviewed or blocked.</param>
/// <param name="MaxRisk">The highest risk.</param>
/// <param name="Amount">Sum of amounts.</param>
/// <param name="LastTime">Event time of the last one.</param>
public sealed record EntityVolume(
    string Stream, long Entity, long LastSequence, long Decisions, long Alerts, double MaxRisk, double Amount, long LastTime);

/// <summary>What happened at a named place.</summary>
/// <param name="Location">Its name.</param>
/// <param name="Latitude">Degrees, mean over the decisions with coordinates, or NaN.</param>
/// <param name="Longitude">Degrees, likewise.</param>
/// <param name="Decisions">Count.</param>
/// <param name="Alerts">Of these reviewed or blocked.</param>
/// <param name="Amount">Sum of amounts.</param>
public sealed record LocationVolume(string Location, double Latitude, double Longitude, long Decisions, long Alerts, double Amount);

/// <summary>Questions about decisions (port). Thread-safe; answers see everything that was committed before.</summary>
public interface IDecisionQuery
{
    /// <summary>
    /// Decisions in the order of the journal, the newest first or the oldest first, beyond <paramref name="cursor"/> (a sequence that is
    /// itself left out; null begins at the end that comes first).
    /// </summary>
    IReadOnlyList<FoundDecision> List(DecisionFilter filter, long? cursor, bool newestFirst, int limit);

    /// <summary>One decision with its label, or null.</summary>
    FoundDecision? Find(long sequence);

    /// <summary>Volume per step of whole minutes, from roll-ups that outlive retention; steps without decisions are left out.</summary>
    IReadOnlyList<VolumePoint> Volume(string? stream, long from, long to, int stepMinutes);

    /// <summary>The entities with the most alerts, then the highest risk.</summary>
    IReadOnlyList<EntityVolume> TopEntities(string? stream, long from, long to, int limit);

    /// <summary>One entity over all its decisions that are kept, or null when there is none.</summary>
    EntityVolume? Entity(string stream, long entity);

    /// <summary>The places with the highest amounts, from roll-ups.</summary>
    IReadOnlyList<LocationVolume> Locations(string? stream, long from, long to, int limit);

    /// <summary>Decisions ever made per stream, those that retention removed included.</summary>
    IReadOnlyDictionary<string, long> Counts();
}
