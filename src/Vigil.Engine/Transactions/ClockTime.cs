using System.Globalization;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>Times of day without a date.</summary>
public static class ClockTime
{
    private static readonly string[] Formats = ["HH:mm", "HH:mm:ss"];

    /// <summary>Reads such as 23:45; null when it is no time of day.</summary>
    public static TimeOnly? Parse(string clock) =>
        TimeOnly.TryParseExact(clock, Formats, CultureInfo.InvariantCulture, DateTimeStyles.None, out var time) ? time : null;

    /// <summary>
    /// The last time that clocks showed that, in microseconds since 1970-01-01T00:00:00Z, and whether it was yesterday: what has not come
    /// yet cannot have happened.
    /// </summary>
    /// <param name="now">In microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="clock">What clocks showed.</param>
    /// <param name="zone">Whose clocks.</param>
    public static (long Time, bool IsYesterday)? LastBefore(long now, TimeOnly clock, TimeZoneInfo zone)
    {
        ArgumentNullException.ThrowIfNull(zone);
        var local = TimeZoneInfo.ConvertTime(DateTimeOffset.UnixEpoch.AddTicks(now * TimeSpan.TicksPerMicrosecond), zone);
        var today = DateOnly.FromDateTime(local.Date);
        if (At(today, clock, zone) is { } micros && micros <= now)
            return (micros, false);
        return At(today.AddDays(-1), clock, zone) is { } before ? (before, true) : null;
    }

    private static long? At(DateOnly date, TimeOnly time, TimeZoneInfo zone)
    {
        byte[] text = Encoding.UTF8.GetBytes(
            date.ToString("o", CultureInfo.InvariantCulture) + "T" + time.ToString("HH:mm:ss", CultureInfo.InvariantCulture));
        return new TimeParser(null, zone).TryParse(text, out long micros) ? micros : null;
    }
}
