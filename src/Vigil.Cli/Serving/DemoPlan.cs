using System.Text;
using Vigil.Engine.Access;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Serving;

/// <summary>How the demonstration runs: with the time of day until it is stopped, or through some hours without waiting.</summary>
/// <param name="PerSecond">Live payments a second; 0 for none.</param>
/// <param name="Hours">Hours after which it ends, or null.</param>
/// <param name="Time">The clock of its payments.</param>
internal sealed record DemoPlan(double PerSecond, double? Hours, TimeProvider Time)
{
    /// <summary>Whether nothing is waited for.</summary>
    public bool IsHurried => Hours is not null;

    /// <summary>The plan of the options.</summary>
    /// <exception cref="BadInputException">They do not go together.</exception>
    public static DemoPlan Of(double perSecond, double? hours, string? begin, TimeProvider clock)
    {
        if (begin is not null && hours is null)
            throw new BadInputException(ExitCode.Usage, "--begin: goes with --hours only");
        if (hours is null)
            return new DemoPlan(perSecond, null, clock);
        long start = Microseconds.Of(clock.GetUtcNow() - TimeSpan.FromHours(hours.Value));
        var parser = new TimeParser();
        if (begin is not null && !parser.TryParse(Encoding.UTF8.GetBytes(begin), out start))
            throw new BadInputException(ExitCode.Usage, $"--begin: found '{begin}'; expected {parser.Expected}");
        return new DemoPlan(perSecond, hours, new HurriedTime(DateTimeOffset.UnixEpoch.AddTicks(start * TimeSpan.TicksPerMicrosecond)));
    }

    /// <summary>Event time at which the live payments end that begin at a time, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long EndAfter(long begin) => Hours is { } hours ? begin + Microseconds.Of(TimeSpan.FromHours(hours)) : long.MaxValue;
}
