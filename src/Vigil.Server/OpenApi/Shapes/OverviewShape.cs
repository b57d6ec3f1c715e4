namespace Vigil.Server.OpenApi.Shapes;

/// <summary>What the decisions of a time add up to.</summary>
public sealed record OverviewShape(
    DateTime From, DateTime To, OverviewStep Step, OverviewPointShape[] Series, TotalsShape Totals, TotalsShape Previous,
    UsualVolumeShape? Usual, OverviewEntityShape[] TopEntities, DateTime LocationsFrom, DateTime LocationsTo,
    OverviewLocationShape[] Locations, LatencyShape Latency);

/// <summary>How long a point of the series is.</summary>
public enum OverviewStep
{
    /// <summary>A minute.</summary>
    Minute,

    /// <summary>An hour.</summary>
    Hour,

    /// <summary>A day.</summary>
    Day,
}

/// <summary>A step; the amount is null where there are several currencies.</summary>
public sealed record OverviewPointShape(
    DateTime Time, long Approve, long Review, long Block, long Low, long Medium, long High, long Critical, double? UsualDecisions,
    double? UsualAlerts, double? Amount, CurrencyAmountShape[] Amounts);

/// <summary>Sums; the amount is null where there are several currencies.</summary>
public sealed record TotalsShape(
    long Decisions, long Review, long Block, double? Amount, CurrencyAmountShape[] Amounts, double AlertsShare);

/// <summary>A sum in one currency; null where the amounts name none.</summary>
public sealed record CurrencyAmountShape(string? Currency, double Amount);

/// <summary>What the same hours of earlier weeks had, per week; <c>until</c> is as far as this time has come.</summary>
public sealed record UsualVolumeShape(int Weeks, DateTime From, DateTime Until, double Decisions, double Review, double Block);

/// <summary>An entity with many alerts.</summary>
public sealed record OverviewEntityShape(
    string Entity, string Stream, long Decisions, long Alerts, double MaxRisk, double? Amount, CurrencyAmountShape[] Amounts);

/// <summary>A place.</summary>
public sealed record OverviewLocationShape(
    string Location, double? Latitude, double? Longitude, long Decisions, double? Amount, CurrencyAmountShape[] Amounts, long Alerts);

/// <summary>How long answers took.</summary>
public sealed record LatencyShape(double? P50Ms, double? P99Ms, long Count);
