using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>The time that an overview is about, in whole steps.</summary>
/// <param name="From">In microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="To">Excluded.</param>
/// <param name="StepMinutes">Minutes per point.</param>
/// <param name="StepName">minute, hour or day.</param>
internal sealed record OverviewSpan(long From, long To, int StepMinutes, string StepName)
{
    private const long Minute = 60_000_000, Week = 7 * 24 * 60 * Minute;
    private const int MostPoints = 5_000;

    /// <summary>The same length of time before.</summary>
    public OverviewSpan Previous => this with { From = From - (To - From), To = From };

    /// <summary>The same hours of the same days, whole weeks earlier and before this time; the nearest first.</summary>
    /// <param name="now">What was not reached yet is not compared.</param>
    /// <param name="earliest">Weeks that begin before it are left out: nothing was counted then.</param>
    /// <param name="most">So many at most.</param>
    public IEnumerable<OverviewSpan> EarlierWeeks(long now, long earliest, int most)
    {
        long end = Math.Min(To, Math.Max(now, From)), shift = Math.Max(1, (To - From + Week - 1) / Week) * Week;
        for (int i = 1; i <= most && From - (i * shift) >= earliest; i++)
            yield return this with { From = From - (i * shift), To = end - (i * shift) };
    }

    /// <summary>Microseconds per point.</summary>
    public long Step => StepMinutes * Minute;

    /// <summary>Reads it; the last day without a word.</summary>
    public static OverviewSpan Read(QueryReader query, long now)
    {
        long to = query.Time("to", includesDay: true) ?? now, from = query.Time("from") ?? to - 24 * 60 * Minute;
        string step = query.Choice("step", "auto", "minute", "hour", "day");
        if (from >= to)
            query.Fail("from", TimeText.Of(from), "a time before " + TimeText.Of(to));
        long minutes = Math.Max(1, (to - from) / Minute);
        int length = step switch { "minute" => 1, "hour" => 60, "day" => 1440, _ => minutes <= 360 ? 1 : minutes <= 20_160 ? 60 : 1440 };
        if (step != "auto" && minutes / length > MostPoints)
            query.Fail("step", step, FormattableString.Invariant($"a step that gives at most {MostPoints} points"));
        long unit = length * Minute;
        return new OverviewSpan(
            (long)Math.Floor((double)from / unit) * unit, (to + unit - 1) / unit * unit, length,
            length == 1 ? "minute" : length == 60 ? "hour" : "day");
    }
}
