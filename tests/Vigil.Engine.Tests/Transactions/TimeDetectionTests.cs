using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Transactions;

public sealed class TimeDetectionTests
{
    [Theory]
    [InlineData("2018-04-01T00:00:31|2018-04-01|", null)]
    [InlineData("1522540831|1522540900", "unix")]
    [InlineData("1522540831000|1522540900250", "unix_ms")]
    [InlineData("1522540831000000", "unix_us")]
    [InlineData("20180401|20181231", "yyyyMMdd")]
    [InlineData("20180401000031", "yyyyMMddHHmmss")]
    [InlineData("11-04-2023 16:29|27-06-2023 16:44", "dd-MM-yyyy HH:mm")]
    [InlineData("04/27/2023 16:29:01|04/02/2023 16:44:00", "MM/dd/yyyy HH:mm:ss")]
    [InlineData("4/27/2023 6:29 AM|12/2/2023 16:44 PM|12/2/2023 1:44 PM", null, true)]
    [InlineData("4/27/2023 6:29 AM|12/2/2023 1:44 PM", "M/d/yyyy h:mm tt")]
    [InlineData("17/May/2015:10:05:03 +0000", "dd/MMM/yyyy:HH:mm:ss zzz")]
    [InlineData("Apr 1, 2018|Dec 31, 2018", "MMM d, yyyy")]
    [InlineData("2018/04/01 00:00", "yyyy/MM/dd HH:mm")]
    [InlineData("Mon, 01 Jan 2024 08:05:05 GMT|Tue, 30 Jan 2024 08:05:05 GMT", "dd MMM yyyy HH:mm:ss zzz")]
    [InlineData("Monday 01.01.2024|Tuesday 30.01.2024", "dd.MM.yyyy")]
    [InlineData("Mon Jan 1 08:05:05 2024|Tue Jan 30 08:05:05 2024", "MMM d HH:mm:ss yyyy")]
    [InlineData("Mon Jan 01 08:05:05 CET 2024|Tue Jan 30 08:05:05 CEST 2024", "MMM d HH:mm:ss zzz yyyy")]
    [InlineData("31.12.18", "dd.MM.yy")]
    [InlineData("1.2.24|9.1.24|31.1.24", "d.M.yy")]
    [InlineData("2. 1. 2024|30. 1. 2024", "d. M. yyyy")]
    [InlineData("02.01.2024.|30.01.2024.", "dd.MM.yyyy.")]
    [InlineData("2024.01.02.|2024.01.30.", "yyyy.MM.dd.")]
    [InlineData("2024. 1. 2. 09:15|2024. 1. 30. 19:15", "yyyy. M. d. H:mm")]
    [InlineData("2024年1月2日|2024年12月30日", "yyyy年M月d日")]
    [InlineData("20240102T080505.123Z|20240130T080505.000Z", "yyyyMMddTHHmmss.fffZ")]
    [InlineData("02012024|30012024", "ddMMyyyy")]
    [InlineData("San Diego|Houston", null, true)]
    [InlineData("57.16|81.51", null, true)]
    [InlineData("596|4961", null, true)]
    [InlineData("|", null, true)]
    public void Detect_ClearSamples_GivesTheFormat(string samples, string? format, bool isNone = false)
    {
        var found = TimeParser.Detect(samples.Split('|'));
        if (isNone)
        {
            found.ShouldBeNull();
            return;
        }
        found.ShouldNotBeNull().Format.ShouldBe(format);
        found.IsAmbiguous.ShouldBeFalse();
        samples.Split('|').Where(s => s.Length > 0).ShouldAllBe(s => TimeParserTests.Read(found.Format, s, null) != null);
    }

    [Theory]
    [InlineData("01-02-2023|02-03-2023", "dd-MM-yyyy", "which is usual with this separator")]
    [InlineData("01/02/2023|02/01/2023", "MM/dd/yyyy", "for then the times never go back")]
    [InlineData("02/01/2023|01/02/2023", "dd/MM/yyyy", "for then the times never go back")]
    [InlineData("01/05/2023|01/04/2023|03/01/2023", "dd/MM/yyyy", "for then the newest comes first")]
    [InlineData("01/05/2023|03/01/2023|01/04/2023|02/02/2023", "MM/dd/yyyy", "which is usual with this separator")]
    [InlineData("01.02.2023|01.02.2023", "dd.MM.yyyy", "which is usual with this separator")]
    public void Detect_DayAndMonthOpen_SaysSo(string samples, string format, string reason)
    {
        var found = TimeParser.Detect(samples.Split('|')).ShouldNotBeNull();
        found.IsAmbiguous.ShouldBeTrue();
        found.Format.ShouldBe(format);
        found.Reason.ShouldEndWith($"taken as {format}, {reason}");
    }

    [Theory]
    [InlineData("240102|240130|240229", "yyMMdd")]
    [InlineData("240229|240130|240102", "yyMMdd")]
    [InlineData("020124|300124|290224", "ddMMyy")]
    [InlineData("010224|013024|022924", "MMddyy")]
    [InlineData("100101|200212|310331|010422|150530", null)]
    public void Detect_SixDigits_AreTheDatesThatAreClosestTogether(string samples, string? format) =>
        (TimeParser.Detect(samples.Split('|'))?.Format).ShouldBe(format);

    [Fact]
    public void Detect_DayAbove12_GivesTheProof() =>
        TimeParser.Detect(["11-04-2023", "27-06-2023"])!.Reason
            .ShouldBe("all 2 samples read as dd-MM-yyyy; '27-06-2023' cannot be MM-dd-yyyy");

    [Fact]
    public void Detect_SomeBadSamples_DependsOnTheShareAskedFor()
    {
        string[] samples = [.. Enumerable.Range(1, 28).Select(d => $"{d:00}-04-2023"), "NaN", "x"];
        TimeParser.Detect(samples).ShouldBeNull();
        var found = TimeParser.Detect(samples, .9).ShouldNotBeNull();
        (found.Format, found.Fits, found.Samples).ShouldBe(("dd-MM-yyyy", 28, 30));
    }
}
