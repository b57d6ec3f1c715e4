using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class ClockTimeTests
{
    [Theory]
    [InlineData("11:59", "UTC", "2026-11-21T11:59:00Z", false)]
    [InlineData("12:00:00", "UTC", "2026-11-21T12:00:00Z", false)]
    [InlineData("12:01", "UTC", "2026-11-20T12:01:00Z", true)]
    [InlineData("23:45", "UTC", "2026-11-20T23:45:00Z", true)]
    [InlineData("12:30", "Europe/Berlin", "2026-11-21T11:30:00Z", false)]
    public void LastBefore_ClockTime_IsNeverInTheFuture(string clock, string zone, string expected, bool isYesterday)
    {
        var last = ClockTime.LastBefore(
            Micros("2026-11-21T12:00:00Z"), ClockTime.Parse(clock)!.Value, TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldNotBeNull();

        last.ShouldBe((Micros(expected), isYesterday));
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("noon")]
    public void Parse_NoTimeOfDay_IsNothing(string clock) => ClockTime.Parse(clock).ShouldBeNull();

    private static long Micros(string time)
    {
        new TimeParser(null, TimeZoneInfo.Utc).TryParse(System.Text.Encoding.UTF8.GetBytes(time), out long micros).ShouldBeTrue();
        return micros;
    }
}
