using Vigil.Server.Http;
using Vigil.Server.Transactions;

namespace Vigil.Server.Tests.Transactions;

public sealed class ClockTimeTests
{
    private static readonly DateTimeOffset Noon = new(2026, 11, 21, 12, 0, 0, TimeSpan.Zero);

    [Theory]
    [InlineData("11:59", "UTC", "2026-11-21T11:59:00Z", false)]
    [InlineData("12:00:00", "UTC", "2026-11-21T12:00:00Z", false)]
    [InlineData("12:01", "UTC", "2026-11-20T12:01:00Z", true)]
    [InlineData("23:45", "UTC", "2026-11-20T23:45:00Z", true)]
    [InlineData("12:30", "Europe/Berlin", "2026-11-21T11:30:00Z", false)]
    public void LastBefore_ClockTime_IsNeverInTheFuture(string clock, string zone, string expected, bool isYesterday)
    {
        var last = ClockTime.LastBefore(TimeText.Micros(Noon), clock, TimeZoneInfo.FindSystemTimeZoneById(zone)).ShouldNotBeNull();

        (TimeText.Of(last.Time), last.IsYesterday).ShouldBe((expected, isYesterday));
    }

    [Theory]
    [InlineData("24:00")]
    [InlineData("noon")]
    public void LastBefore_NoTimeOfDay_IsNothing(string clock) =>
        ClockTime.LastBefore(TimeText.Micros(Noon), clock, TimeZoneInfo.Utc).ShouldBeNull();
}
