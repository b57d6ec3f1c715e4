using System.Text.Json;

namespace Vigil.Engine.Scoring;

/// <summary>What a feature's value and what is usual beside it are shown in.</summary>
public enum FeatureUnit
{
    /// <summary>A plain number, or words.</summary>
    None,

    /// <summary>An amount, in the transaction's currency.</summary>
    Amount,

    /// <summary>A count.</summary>
    Count,

    /// <summary>A count an hour.</summary>
    PerHour,

    /// <summary>Kilometres.</summary>
    Km,

    /// <summary>Kilometres per hour.</summary>
    KmPerHour,

    /// <summary>Seconds.</summary>
    Seconds,

    /// <summary>A share of 0…1.</summary>
    Share,

    /// <summary>A time of day, in the stream's time zone.</summary>
    TimeOfDay,

    /// <summary>A day of the week, in the stream's time zone.</summary>
    Weekday,

    /// <summary>Usual amounts of the entity.</summary>
    Times,

    /// <summary>How often something was seen before.</summary>
    Occurrences,
}

/// <summary>How units are spelt.</summary>
public static class FeatureUnits
{
    private static readonly string[] Words = [.. Enum.GetNames<FeatureUnit>().Select(JsonNamingPolicy.SnakeCaseLower.ConvertName)];

    /// <summary>As the API spells it: <c>amount</c>, <c>km_per_hour</c>.</summary>
    public static string Word(this FeatureUnit unit) => Words[(int)unit];
}
