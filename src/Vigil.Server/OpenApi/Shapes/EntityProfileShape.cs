namespace Vigil.Server.OpenApi.Shapes;

/// <summary>What an entity is like; the habits are those of the <c>recent</c> newest decisions.</summary>
public sealed record EntityProfileShape(
    string? Entity, string Stream, DateTime FirstTime, DateTime LastTime, long Decisions, long Alerts, double MaxRisk, int Recent,
    int Review, int Block, UsualSumShape Amount, UsualAmountShape[] Amounts, HabitsShape Habits, PaceShape Pace, BaselineShape[] Baselines,
    LabelCountShape Labels, bool Erased);

/// <summary>An entity of a list.</summary>
public sealed record EntitySummaryShape(
    string Entity, long Decisions, long Alerts, DateTime LastTime, double MaxRisk, double? Amount, CurrencyAmountShape[] Amounts);

/// <summary>A page of entities.</summary>
public sealed record EntityPageShape(EntitySummaryShape[] Items, string? Next);

/// <summary>Amounts of the one currency there is; null where there are several.</summary>
public sealed record UsualSumShape(double? Total, double? Mean, double? Median, double? Max);

/// <summary>What is usually paid in a currency: nine of ten below high, one of ten below low; recent is oldest first.</summary>
public sealed record UsualAmountShape(
    string? Currency, int Count, double Total, double Low, double Median, double High, double Max, double[] Recent);

/// <summary>When and with whom.</summary>
public sealed record HabitsShape(
    string TimeZone, int[][] HoursByWeekday, NamedCountShape[] Merchants, NamedCountShape[] Locations, NamedCountShape[] Devices,
    NamedCountShape[] Ips);

/// <summary>A name and how often it was seen.</summary>
public sealed record NamedCountShape(string Name, int Count);

/// <summary>How often; decisions of the days up to the last one, oldest first.</summary>
public sealed record PaceShape(double? MedianGapS, DateOnly LastDay, int[] Days);

/// <summary>What is usual for the entity and in training.</summary>
public sealed record BaselineShape(string Feature, double Value, double? Typical);

/// <summary>What was said of its decisions.</summary>
public sealed record LabelCountShape(int Fraud, int Legitimate);
