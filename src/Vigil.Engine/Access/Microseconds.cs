namespace Vigil.Engine.Access;

/// <summary>Times as this slice's records keep them: microseconds since 1970-01-01T00:00:00Z.</summary>
public static class Microseconds
{
    /// <summary>Microseconds in a second.</summary>
    public const long PerSecond = 1_000_000;

    /// <summary>The time now.</summary>
    public static long Now(TimeProvider clock) => Of(clock.GetUtcNow());

    /// <summary>A time.</summary>
    public static long Of(DateTimeOffset time) => (time - DateTimeOffset.UnixEpoch).Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>A duration.</summary>
    public static long Of(TimeSpan duration) => duration.Ticks / TimeSpan.TicksPerMicrosecond;

    /// <summary>The time as it is shown, of what has one.</summary>
    public static DateTime TimeOf(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);

    /// <summary>The time as it is shown; null for 0, which stands for never.</summary>
    public static DateTime? ToTime(long microseconds) =>
        microseconds == 0 ? null : DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
}
