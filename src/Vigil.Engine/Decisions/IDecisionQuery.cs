using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Decisions;

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

    /// <summary>Only those labelled so: true for fraud, false for legitimate.</summary>
    public bool? IsFraud { get; init; }

    /// <summary>See <see cref="DecisionColumns.Mentions"/>; likewise <see cref="Place"/>, <see cref="Device"/> and
    /// <see cref="Address"/>.</summary>
    public long? Merchant { get; init; }

    /// <inheritdoc cref="Merchant"/>
    public long? Place { get; init; }

    /// <inheritdoc cref="Merchant"/>
    public long? Device { get; init; }

    /// <inheritdoc cref="Merchant"/>
    public long? Address { get; init; }
}

/// <summary>What decisions can be ranked by.</summary>
public enum DecisionRank
{
    /// <summary>The highest risk first.</summary>
    Risk,

    /// <summary>The largest amount first, whatever its sign and currency; decisions without an amount are left out.</summary>
    Amount,
}

/// <summary>A place in a ranking: a page begins beyond it.</summary>
/// <param name="Key">Risk, or size of the amount.</param>
/// <param name="Sequence">Of equal keys the newest comes first.</param>
public sealed record RankCursor(double Key, long Sequence);

/// <summary>A page of a ranking.</summary>
/// <param name="Items">The decisions.</param>
/// <param name="Next">Where the next page begins, or null.</param>
/// <param name="IsWhole">False when only the newest <see cref="IDecisionQuery.MostLooks"/> candidates were ranked.</param>
public sealed record RankedPage(IReadOnlyList<FoundDecision> Items, RankCursor? Next, bool IsWhole);

/// <summary>How many decisions pass a filter.</summary>
/// <param name="Count">So many were found.</param>
/// <param name="IsWhole">False when counting stopped after <see cref="IDecisionQuery.MostLooks"/> candidates: there may be more.</param>
public sealed record MatchCount(long Count, bool IsWhole);

/// <summary>A decision that a query found.</summary>
/// <param name="Entry">The journal's entry.</param>
/// <param name="Label">What is known by now: true for fraud, false for legitimate, null for unknown.</param>
public sealed record FoundDecision(JournalEntry Entry, bool? Label);

/// <summary>What lists and figures are made of, beside the record of a decision.</summary>
/// <param name="RawScore">In log-odds.</param>
/// <param name="Risk">0…100.</param>
/// <param name="Outcome">The decision.</param>
public sealed record ListedFigures(double RawScore, double Risk, Outcome Outcome);

/// <summary>Counts over a span of event time.</summary>
/// <param name="Time">Its beginning, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Outcomes">Decisions by <see cref="Outcome"/>, three counts.</param>
/// <param name="Levels">Decisions by <see cref="RiskLevel"/>, four counts.</param>
/// <param name="Amounts">Sums of the amounts that are known, one for each currency.</param>
public sealed record VolumePoint(long Time, long[] Outcomes, long[] Levels, IReadOnlyList<CurrencyAmount> Amounts);

/// <summary>A sum of amounts of one currency.</summary>
/// <param name="Currency">Its code; null where the amounts name none.</param>
/// <param name="Amount">The sum.</param>
public sealed record CurrencyAmount(string? Currency, double Amount);

/// <summary>How long decisions took, from receipt to decision; writing them to disk comes after.</summary>
/// <param name="P50">The median in milliseconds, 12 % off at most, or NaN.</param>
/// <param name="P99">Milliseconds that one in a hundred exceeds, likewise.</param>
/// <param name="Count">Decisions that were measured.</param>
public sealed record DelaySummary(double P50, double P99, long Count);

/// <summary>What an entity did in a span of time.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Entity">See <see cref="DecisionColumns.Entity"/>.</param>
/// <param name="LastSequence">Its last decision.</param>
/// <param name="Decisions">Count.</param>
/// <param name="Alerts">Of these reviewed or blocked.</param>
/// <param name="MaxRisk">The highest risk.</param>
/// <param name="Amounts">Sums of amounts, one for each currency.</param>
/// <param name="LastTime">Event time of the last one.</param>
public sealed record EntityVolume(
    string Stream, long Entity, long LastSequence, long Decisions, long Alerts, double MaxRisk, IReadOnlyList<CurrencyAmount> Amounts,
    long LastTime);

/// <summary>What happened at a named place.</summary>
/// <param name="Location">Its name.</param>
/// <param name="Latitude">Degrees, mean over the decisions with coordinates, or NaN.</param>
/// <param name="Longitude">Degrees, likewise.</param>
/// <param name="Decisions">Count.</param>
/// <param name="Alerts">Of these reviewed or blocked.</param>
/// <param name="Amounts">Sums of amounts, one for each currency.</param>
public sealed record LocationVolume(
    string Location, double Latitude, double Longitude, long Decisions, long Alerts, IReadOnlyList<CurrencyAmount> Amounts);

/// <summary>Places of a time.</summary>
/// <param name="From">What was counted begins here: at the wanted time, or at its hour where too many decisions lie between.</param>
/// <param name="To">And ends here, excluded.</param>
/// <param name="Items">The places.</param>
public sealed record LocationVolumes(long From, long To, IReadOnlyList<LocationVolume> Items);

/// <summary>Questions about decisions (port). Thread-safe; answers see everything that was committed before.</summary>
public interface IDecisionQuery
{
    /// <summary>How many decisions a ranking or a count looks at before it ends, newest first.</summary>
    const int MostLooks = 250_000;

    /// <summary>
    /// Decisions in the order of the journal, the newest first or the oldest first, beyond <paramref name="cursor"/> (a sequence that is
    /// itself left out; null begins at the end that comes first).
    /// </summary>
    ValueTask<IReadOnlyList<FoundDecision>> ListAsync(
        DecisionFilter filter, long? cursor, bool newestFirst, int limit, CancellationToken cancellation);

    /// <summary>Decisions by rank, beyond <paramref name="cursor"/>.</summary>
    ValueTask<RankedPage> RankedAsync(
        DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit, CancellationToken cancellation);

    /// <summary>How many decisions pass.</summary>
    ValueTask<MatchCount> CountAsync(DecisionFilter filter, CancellationToken cancellation);

    /// <summary>One decision with its label, or null.</summary>
    ValueTask<FoundDecision?> FindAsync(long sequence, CancellationToken cancellation);

    /// <summary>
    /// Received from when on decisions are found by <see cref="DecisionColumns.Mentions"/>, in microseconds since 1970-01-01T00:00:00Z;
    /// null when all that are kept are.
    /// </summary>
    ValueTask<long?> MentionsFromAsync(CancellationToken cancellation);

    /// <summary>The first minute with a decision, in microseconds since 1970-01-01T00:00:00Z, or null; from roll-ups.</summary>
    ValueTask<long?> EarliestAsync(string? stream, CancellationToken cancellation);

    /// <summary>The entries that labelled a decision, the newest first; at most <paramref name="limit"/>.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> LabelsAsync(long decision, int limit, CancellationToken cancellation);

    /// <summary>What lists and figures say of one decision, apart from its record; null when there is none.</summary>
    ValueTask<ListedFigures?> ListedAsync(long sequence, CancellationToken cancellation);

    /// <summary>Volume per step of whole minutes, from roll-ups that outlive retention; steps without decisions are left out.</summary>
    ValueTask<IReadOnlyList<VolumePoint>> VolumeAsync(string? stream, long from, long to, int stepMinutes, CancellationToken cancellation);

    /// <summary>The entities with the most alerts, then the highest risk.</summary>
    ValueTask<IReadOnlyList<EntityVolume>> TopEntitiesAsync(string? stream, long from, long to, int limit, CancellationToken cancellation);

    /// <summary>One entity over its decisions of a time that are kept, or null when there is none.</summary>
    ValueTask<EntityVolume?> EntityAsync(string stream, long entity, long from, long to, CancellationToken cancellation);

    /// <summary>The places with the most decisions, from roll-ups and, within the hours at the ends, from decisions.</summary>
    ValueTask<LocationVolumes> LocationsAsync(string? stream, long from, long to, int limit, CancellationToken cancellation);

    /// <summary>How long the decisions of a time took, in whole minutes, from roll-ups.</summary>
    ValueTask<DelaySummary> DelaysAsync(string? stream, long from, long to, CancellationToken cancellation);

    /// <summary>Decisions ever made per stream, those that retention removed included.</summary>
    ValueTask<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellation);

    /// <summary>The decisions of a stream whose <see cref="DecisionColumns.Id"/> is this, oldest first: candidates to compare.</summary>
    ValueTask<IReadOnlyList<JournalEntry>> FindTransactionAsync(string stream, long id, CancellationToken cancellation);

    /// <summary>What the request under a key held; null when none is kept. See <see cref="KeyedRequest"/>.</summary>
    ValueTask<UInt128?> FindRequestAsync(UInt128 key, CancellationToken cancellation);

    /// <summary>How far a source was read when the last of its transactions was journaled; null when none was.</summary>
    ValueTask<string?> PositionOfAsync(string source, CancellationToken cancellation);
}
