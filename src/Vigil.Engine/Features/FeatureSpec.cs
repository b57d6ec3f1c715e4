using System.Collections.Immutable;
using System.Globalization;

namespace Vigil.Engine.Features;

/// <summary>What a feature computes. Feature names spell it in lower case with underscores.</summary>
public enum Aggregation
{
    /// <summary>The number field itself (no entity, no window).</summary>
    Value,

    /// <summary>sign(x)·ln(1+|x|) of the number field.</summary>
    Log,

    /// <summary>Sine of the hour of day, in the stream's time zone.</summary>
    HourSin,

    /// <summary>Cosine of the hour of day.</summary>
    HourCos,

    /// <summary>Sine of the day of the week.</summary>
    DaySin,

    /// <summary>Cosine of the day of the week.</summary>
    DayCos,

    /// <summary>1 on Saturday and Sunday.</summary>
    Weekend,

    /// <summary>1 when the hour is 0…6, as in the Fraud Detection Handbook.</summary>
    Night,

    /// <summary>Transactions in the window, the current one included unless delayed.</summary>
    Count,

    /// <summary>Sum of the field in the window; 0 without values. Sums and what comes from them leave out values beyond ±10¹⁵⁰.</summary>
    Sum,

    /// <summary>Mean of the field in the window.</summary>
    Mean,

    /// <summary>Sample standard deviation (n − 1) in the window; missing below two values.</summary>
    Std,

    /// <summary>Least value in the window.</summary>
    Min,

    /// <summary>Greatest value in the window.</summary>
    Max,

    /// <summary>Median in the window.</summary>
    Median,

    /// <summary>A percentile in the window, linear between order statistics.</summary>
    Percentile,

    /// <summary>Count of different texts in the window.</summary>
    Distinct,

    /// <summary>Transactions per hour in the window.</summary>
    Rate,

    /// <summary>
    /// How far the count of transactions in the window lies above what the entity's own pace before the window gives, in standard
    /// deviations; 0 while nothing is known from before it. See <see cref="PaceChange"/>.
    /// </summary>
    Surge,

    /// <summary>(x − mean) / std of the window, within ±10⁶; 0 where all values are the same as x.</summary>
    Zscore,

    /// <summary>(x − median) / (1.4826·MAD) against the entity's previous values (a window "last N"), within ±10⁶.</summary>
    RobustZscore,

    /// <summary>x / median of the entity's previous values (a window of the kind "last N"), within ±10⁶; for medians above 0.</summary>
    Ratio,

    /// <summary>Share of known frauds in the window, which ends <c>Delay</c> ago.</summary>
    Risk,

    /// <summary>Seconds since the entity's newest transaction so far, 0 for a late one; missing for the first.</summary>
    SinceLast,

    /// <summary>
    /// 1 when the entity has not been seen with this text before, missing where it has no earlier text to compare with; without a field,
    /// 1 when it has not been seen at all.
    /// </summary>
    FirstSeen,

    /// <summary>
    /// −ln of the share of this text in the entity's transactions, this one counted on both sides: 0 for a text that was always there and
    /// for the first of all, ln(n + 1) for a new one after n others.
    /// </summary>
    Rarity,

    /// <summary>Kilometres from the entity's newest known location.</summary>
    Distance,

    /// <summary>Kilometres per hour from the entity's newest known location, as if no travel took less than a minute.</summary>
    Speed,

    /// <summary>ln(1 + |x|): how large the number is, whatever its sign.</summary>
    LogSize,

    /// <summary>
    /// How far ln|x| lies above what is usual for the entity's numbers of the same sign (and, for amounts, currency), in standard
    /// deviations. The usual is that of its previous values (a window "last N"), drawn towards all entities as far as these are few.
    /// </summary>
    Deviation,

    /// <summary>|x| over the usual that <see cref="Deviation"/> compares with, at most 10⁶.</summary>
    Multiple,

    /// <summary>How many previous values <see cref="Deviation"/> knows of the entity itself, at most N.</summary>
    Known,

    /// <summary>
    /// What the other numbers of the same sign and currency in the window add up to, none counted for more than |x|, in usual values of the
    /// entity: min(Σ − |x|, (n − 1)·|x|) / usual.
    /// </summary>
    OthersSum,

    /// <summary>The mean of those others, in usual values of the entity: above 1 where not only this number is large.</summary>
    OthersMean,

    /// <summary>
    /// How often in a row, up to 3, a number like this (same sign, currency and merchant, about as large) came before in a rhythm of a
    /// week, a fortnight, a month or a quarter. 0 for numbers below twice the usual, which need no excuse.
    /// </summary>
    Recurrence,
}

/// <summary>How far back a feature looks: a time span, a count of previous values, or neither.</summary>
/// <param name="Length">Event time span, or null.</param>
/// <param name="Last">Count of previous values, or 0.</param>
public readonly record struct Window(TimeSpan? Length, int Last)
{
    /// <summary>No window.</summary>
    public static Window None => default;

    /// <summary>The window (t − length, t].</summary>
    public static Window Of(TimeSpan length) => new(length, 0);

    /// <summary>The entity's previous <paramref name="count"/> values, the current one excluded.</summary>
    public static Window LastOf(int count) => new(null, count);

    /// <summary>As in feature names: <c>30s</c>, <c>15m</c>, <c>1h</c>, <c>36h</c>, <c>7d</c>, <c>last64</c>, or empty.</summary>
    /// <remarks>The largest unit that divides the span, so that every spelling of it (24h, 1d) names one feature.</remarks>
    public override string ToString() => this switch
    {
        { Last: > 0 } => string.Create(CultureInfo.InvariantCulture, $"last{Last}"),
        { Length: { } span } => Spell(span),
        _ => "",
    };

    private static string Spell(TimeSpan span)
    {
        long seconds = (long)span.TotalSeconds;
        var (count, unit) = seconds switch
        {
            _ when seconds % 86_400 == 0 => (seconds / 86_400, "d"),
            _ when seconds % 3_600 == 0 => (seconds / 3_600, "h"),
            _ when seconds % 60 == 0 => (seconds / 60, "m"),
            _ => (seconds, "s"),
        };
        return count.ToString(CultureInfo.InvariantCulture) + unit;
    }
}

/// <summary>One feature: a column of the feature table and of the detectors' input.</summary>
public sealed record FeatureSpec
{
    /// <summary>Today's <see cref="Edition"/>, and the first release's.</summary>
    internal const int CurrentEdition = 2, FirstEdition = 1;

    /// <summary>
    /// The column's name: <c>&lt;entity&gt;_&lt;aggregation&gt;_&lt;field&gt;_&lt;window&gt;</c>, parts that do not apply left out.
    /// </summary>
    public required string Name { get; init; }

    /// <summary>What is computed.</summary>
    public required Aggregation Aggregation { get; init; }

    /// <summary>
    /// The fields whose values together name the entity; empty for features of the transaction alone. <c>*</c> is the whole stream.
    /// </summary>
    public ImmutableArray<string> Entity { get; init; } = [];

    /// <summary>The field aggregated, or null (counts).</summary>
    public string? Field { get; init; }

    /// <summary>How far back it looks.</summary>
    public Window Window { get; init; }

    /// <summary>How long ago the window ends (label delay); zero when it ends now.</summary>
    public TimeSpan Delay { get; init; }

    /// <summary>For <see cref="Aggregation.Percentile"/>: 0…100.</summary>
    public double Percentile { get; init; } = 50;

    /// <summary>
    /// Which meaning it has: 1 as in the first release, where an unseen text counted as half an occurrence for rarities and the first of
    /// all texts was new; 2 today's.
    /// </summary>
    public int Edition { get; init; } = CurrentEdition;

    /// <summary>All that it computes, in words: equal for features with equal values and equal state.</summary>
    internal string Fingerprint => Edition == CurrentEdition ? Computation : $"{Computation} edition {Edition}";

    /// <summary>The same whatever its edition.</summary>
    internal string Computation => string.Create(
        CultureInfo.InvariantCulture, $"{Name} {Aggregation} {string.Join('+', Entity)} {Field} {Window} {Delay} {Percentile}");

    /// <summary>A feature with its canonical name.</summary>
    public static FeatureSpec Create(
        Aggregation aggregation,
        IEnumerable<string>? entity = null,
        string? field = null,
        Window window = default,
        TimeSpan delay = default,
        double percentile = 50)
    {
        ImmutableArray<string> keys = entity is null ? [] : [.. entity];
        var parts = new[] { Spell(keys), Spell(aggregation, percentile, field), field ?? "", window.ToString() };
        return new FeatureSpec
        {
            Name = string.Join('_', parts.Where(p => p.Length > 0)),
            Aggregation = aggregation,
            Entity = keys,
            Field = field,
            Window = window,
            Delay = delay,
            Percentile = percentile,
        };
    }

    private static string Spell(ImmutableArray<string> keys) => string.Join('_', keys.Select(k => k == "*" ? "all" : k));

    private static string Spell(Aggregation aggregation, double percentile, string? field) => aggregation switch
    {
        Aggregation.Value when field is not null => "",
        Aggregation.Percentile => "p" + percentile.ToString("0.##", CultureInfo.InvariantCulture),
        _ => string.Concat(aggregation.ToString().Select((c, i) => (char.IsUpper(c) && i > 0 ? "_" : "") + char.ToLowerInvariant(c))),
    };
}
