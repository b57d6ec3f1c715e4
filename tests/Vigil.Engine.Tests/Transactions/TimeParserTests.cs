using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class TimeParserTests
{
    private static readonly TimeZoneInfo Berlin = TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin");

    [Theory]
    [InlineData("2018-04-01", "2018-04-01T00:00:00.000000")]
    [InlineData("2018-04-01T00:00:31", "2018-04-01T00:00:31.000000")]
    [InlineData("2018-04-01 10:20", "2018-04-01T10:20:00.000000")]
    [InlineData(" 2018-04-01T10:20:30Z ", "2018-04-01T10:20:30.000000")]
    [InlineData("2018-04-01T10:20:30.5", "2018-04-01T10:20:30.500000")]
    [InlineData("2018-04-01T10:20:30,1234567", "2018-04-01T10:20:30.123456")]
    [InlineData("2018-04-01T10:20:30.123456789Z", "2018-04-01T10:20:30.123456")]
    [InlineData("2018-04-01T10:20:30+02:00", "2018-04-01T08:20:30.000000")]
    [InlineData("2018-04-01T10:20:30-0530", "2018-04-01T15:50:30.000000")]
    [InlineData("2018-04-01 10:20:30+00", "2018-04-01T10:20:30.000000")]
    [InlineData("2018-04-01 10:20:30 UTC", "2018-04-01T10:20:30.000000")]
    [InlineData("2018-04-01 10:20:30 CEST", "2018-04-01T08:20:30.000000")]
    [InlineData("2018-04-01T10:20:30 pst", "2018-04-01T18:20:30.000000")]
    [InlineData("2000-02-29T23:59:59.999999", "2000-02-29T23:59:59.999999")]
    [InlineData("1900-01-01", "1900-01-01T00:00:00.000000")]
    [InlineData("2199-12-31T23:59:59", "2199-12-31T23:59:59.000000")]
    public void TryParse_Iso_IsRead(string text, string expected) => Read(null, text).ShouldBe(expected);

    [Theory]
    [InlineData("")]
    [InlineData("   ")]
    [InlineData("2018-4-1")]
    [InlineData("2018-02-30")]
    [InlineData("1900-02-29")]
    [InlineData("1899-12-31")]
    [InlineData("2200-01-01")]
    [InlineData("2199-12-31T23:59:59-01:00")]
    [InlineData("2018-13-01")]
    [InlineData("2018-04-01T24:00")]
    [InlineData("2018-04-01T10:60")]
    [InlineData("2018-04-01T10:20:60")]
    [InlineData("2018-04-01T10:20:30.")]
    [InlineData("2018-04-01T10:20:30x")]
    [InlineData("2018-04-01T10:20:30+2")]
    [InlineData("2018-04-01T10:20:30 XYZ")]
    [InlineData("2018-04-01T10:20:30+99:00")]
    [InlineData("2018-04-01T1")]
    [InlineData("20x8-04-01")]
    [InlineData("2018-04-0\0")]
    [InlineData("not a time")]
    public void TryParse_NoIsoTime_IsRefused(string text) => Read(null, text).ShouldBeNull();

    [Theory]
    [InlineData("unix", "1522540831", "2018-04-01T00:00:31.000000")]
    [InlineData("unix", "1522540831.25", "2018-04-01T00:00:31.250000")]
    [InlineData("unix", "1522540831.1234567", "2018-04-01T00:00:31.123456")]
    [InlineData("unix", "-1", "1969-12-31T23:59:59.000000")]
    [InlineData("unix_ms", "1522540831250", "2018-04-01T00:00:31.250000")]
    [InlineData("unix_us", "1522540831250001", "2018-04-01T00:00:31.250001")]
    [InlineData("dd-MM-yyyy HH:mm", "11-04-2023 16:29", "2023-04-11T16:29:00.000000")]
    [InlineData("M/d/yy h:mm tt", "4/1/18 12:05 am", "2018-04-01T00:05:00.000000")]
    [InlineData("M/d/yy h:mm tt", "4/1/18 1:05 PM", "2018-04-01T13:05:00.000000")]
    [InlineData("dd MMM yyyy", "01 Apr 2018", "2018-04-01T00:00:00.000000")]
    [InlineData("MMMM d, yyyy", "april 1, 2018", "2018-04-01T00:00:00.000000")]
    [InlineData("dd/MMM/yyyy:HH:mm:ss zzz", "17/May/2015:10:05:03 +0200", "2015-05-17T08:05:03.000000")]
    [InlineData("yyyyMMdd'T'HHmmss.fff", "20180401T000031.250", "2018-04-01T00:00:31.250000")]
    [InlineData("yyyy.MM.dd H 'Uhr'", "2018.04.01 7 Uhr", "2018-04-01T07:00:00.000000")]
    public void TryParse_OtherFormats_AreRead(string format, string text, string expected) => Read(format, text).ShouldBe(expected);

    [Theory]
    [InlineData("unix", "99999999999")]
    [InlineData("unix", "99999999999999999999999999")]
    [InlineData("unix_us", "99999999999999999999999999.99999")]
    [InlineData("unix", "1e99")]
    [InlineData("unix", "")]
    [InlineData("unix", "-")]
    [InlineData("unix", "1.2.3")]
    [InlineData("dd-MM-yyyy HH:mm", "1-04-2023 16:29")]
    [InlineData("dd-MM-yyyy HH:mm", "11-04-2023 16:29:00")]
    [InlineData("dd-MM-yyyy HH:mm", "11-04-2023")]
    [InlineData("dd-MM-yyyy HH:mm", "31-04-2023 16:29")]
    [InlineData("d/M/yyyy h:mm tt", "1/4/2023 13:00 PM")]
    [InlineData("d/M/yyyy h:mm tt", "1/4/2023 1:00 XM")]
    [InlineData("dd MMM yyyy", "01 Foo 2018")]
    public void TryParse_OfAnotherFormat_IsRefused(string format, string text) => Read(format, text).ShouldBeNull();

    [Theory]
    [InlineData("2018-07-01T12:00:00", "2018-07-01T10:00:00.000000")]
    [InlineData("2018-01-01T12:00:00", "2018-01-01T11:00:00.000000")]
    [InlineData("2018-07-01T12:00:00Z", "2018-07-01T12:00:00.000000")]
    [InlineData("2018-03-25T01:59:59", "2018-03-25T00:59:59.000000")]
    [InlineData("2018-03-25T03:00:00", "2018-03-25T01:00:00.000000")]
    [InlineData("2018-10-28T01:59:59", "2018-10-27T23:59:59.000000")]
    [InlineData("2018-10-28T02:30:00", "2018-10-28T01:30:00.000000")]
    public void TryParse_LocalTime_IsTakenInTheZone(string text, string expected) => Read(null, text, Berlin).ShouldBe(expected);

    [Fact]
    public void TryParse_LocalTimesInAnyOrder_AgreesWithTheFramework()
    {
        var parser = new TimeParser(null, Berlin);
        var random = new Random(7);
        for (int i = 0; i < 20_000; i++)
        {
            var local = new DateTime(1930 + random.Next(100), 1, 1).AddSeconds(random.Next(31_000_000));
            long expected = (local - Berlin.GetUtcOffset(local) - DateTime.UnixEpoch).Ticks / 10;
            parser.TryParse(Encoding.UTF8.GetBytes(local.ToString("s", CultureInfo.InvariantCulture)), out long micros).ShouldBeTrue();
            micros.ShouldBe(expected, local.ToString("s", CultureInfo.InvariantCulture));
        }
    }

    [Theory]
    [InlineData("HH:mm", "the part 'y' is missing")]
    [InlineData("dd-MM-yyyy q", null)]
    [InlineData("dd-MM-yyyyy", "'yyyyy' is not a part of a time format")]
    [InlineData("dd-MM-yyyy dd", "the part 'd' occurs twice")]
    [InlineData("dd-MM-yyyy hh:mm", "'h' (hour 1 to 12) and 'tt' (AM or PM) go together; use 'H' for hours 0 to 23")]
    [InlineData("zzzdd-MM-yyyy", "the zone must come last, or before a space")]
    [InlineData("unix", null)]
    [InlineData(null, null)]
    public void Problem_OfAFormat_SaysWhatIsWrong(string? format, string? problem) => TimeParser.Problem(format).ShouldBe(problem);

    internal static string? Read(string? format, string text, TimeZoneInfo? zone = null) =>
        new TimeParser(format, zone).TryParse(Encoding.UTF8.GetBytes(text), out long micros)
            ? DateTime.UnixEpoch.AddTicks(micros * 10).ToString("yyyy-MM-ddTHH:mm:ss.ffffff", CultureInfo.InvariantCulture)
            : null;
}
