using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

public sealed class ReasonTextTests
{
    private static readonly string[] Account = ["AccountID"], All = ["*"];
    private static readonly Window Week = Window.Of(TimeSpan.FromDays(7)), Day = Window.Of(TimeSpan.FromDays(1));
    private static readonly Window Last = Window.LastOf(64);

    private static readonly TransactionSchema Schema = new(
    [
        new Field("time", FieldType.Time, FieldRole.Time), new Field("AccountID", FieldType.Text, FieldRole.Entity),
        new Field("merchant_category", FieldType.Text, FieldRole.Merchant), new Field("amount", FieldType.Number, FieldRole.Amount),
    ]);

    [Fact]
    public void Of_RobustDeviation_IsTheSentenceThatWasAskedFor() =>
        Say(FeatureSpec.Create(Aggregation.RobustZscore, Account, "amount", Last), 9.04, 212.3)
            .ShouldBe("amount: 1,919.11; this account's median is 212.30");

    public static TheoryData<string, FeatureSpec, double, double> Sentences => [.. OfHistory, .. OfWindows, .. OfSizes];

    private static TheoryData<string, FeatureSpec, double, double> OfHistory => new()
    {
        { "amount: 1,919.11; typical is 3.00", FeatureSpec.Create(Aggregation.Value, field: "amount"), 1919.11, double.NaN },
        { "amount: 1,919.11; typical is 19.09", FeatureSpec.Create(Aggregation.Log, field: "amount"), Math.Log(1920.11), double.NaN },
        {
            "amount: 1,919.11; the stream's median is 5.00",
            FeatureSpec.Create(Aggregation.RobustZscore, All, "amount", Last), -4.5, 5
        },
        {
            "amount: 1,919.11; this account's median is 212.30",
            FeatureSpec.Create(Aggregation.Ratio, Account, "amount", Last), 9.04, 212.3
        },
        {
            "7 seconds after this account's previous transaction; the mean gap is 3.5 hours",
            FeatureSpec.Create(Aggregation.SinceLast, Account), 7, 12_600
        },
        { "7 seconds after the stream's previous transaction", FeatureSpec.Create(Aggregation.SinceLast, All), 7, double.NaN },
        {
            "merchant category fuel: never seen in this account's 40 earlier transactions",
            FeatureSpec.Create(Aggregation.FirstSeen, Account, "merchant_category"), 1, 40
        },
        {
            "merchant category fuel: seen before in this account's 1 earlier transaction",
            FeatureSpec.Create(Aggregation.FirstSeen, Account, "merchant_category"), 0, 1
        },
        { "the first transaction of this account", FeatureSpec.Create(Aggregation.FirstSeen, Account), 1, 0 },
        { "not the first transaction of this account", FeatureSpec.Create(Aggregation.FirstSeen, Account), 0, 12 },
        {
            "merchant category fuel: seen 2 times in the 1,999 earlier transactions",
            FeatureSpec.Create(Aggregation.Rarity, All, "merchant_category"), Math.Log(2000 / 3.0), 1999
        },
        {
            "merchant category fuel: seen 1 time in the 1,999 earlier transactions",
            FeatureSpec.Create(Aggregation.Rarity, All, "merchant_category") with { Edition = 1 }, Math.Log(2000 / 1.5), 1999
        },
        {
            "merchant category fuel: nothing earlier of this account to compare with",
            FeatureSpec.Create(Aggregation.Rarity, Account, "merchant_category"), 0, 0
        },
        { "1,234 km from this account's previous location", FeatureSpec.Create(Aggregation.Distance, Account), 1234.46, double.NaN },
        {
            "fast travel: 812 km/h since this account's previous location",
            FeatureSpec.Create(Aggregation.Speed, Account), 811.6, double.NaN
        },
        { "on a Saturday (UTC)", FeatureSpec.Create(Aggregation.Weekend), 1, double.NaN },
        { "on a Saturday (UTC)", FeatureSpec.Create(Aggregation.DaySin), 1, double.NaN },
        { "on a Saturday (UTC)", FeatureSpec.Create(Aggregation.DayCos), 1, double.NaN },
        { "at 03:07 (UTC)", FeatureSpec.Create(Aggregation.Night), 1, double.NaN },
        { "at 03:07 (UTC)", FeatureSpec.Create(Aggregation.HourSin), 1, double.NaN },
        { "at 03:07 (UTC)", FeatureSpec.Create(Aggregation.HourCos), 1, double.NaN },
    };

    private static TheoryData<string, FeatureSpec, double, double> OfWindows => new()
    {
        {
            "amount: 1,919.11, 3.5 standard deviations above this account's mean in 7 days",
            FeatureSpec.Create(Aggregation.Zscore, Account, "amount", Week), 3.5, double.NaN
        },
        {
            "12 transactions of this account in 24 h; the usual pace gives 1.50",
            FeatureSpec.Create(Aggregation.Count, Account, window: Day), 12, 1.5
        },
        {
            "1 transaction of the whole stream in 24 h; typical is 3",
            FeatureSpec.Create(Aggregation.Count, All, window: Day), 1, double.NaN
        },
        {
            "2.50 transactions an hour of this account in 7 days; the usual pace gives 0.3",
            FeatureSpec.Create(Aggregation.Rate, Account, window: Week), 2.5, 0.3
        },
        {
            "more transactions of this account in 24 h than usual; the pace before gives 0.3",
            FeatureSpec.Create(Aggregation.Surge, Account, window: Day), 9.1, 0.3
        },
        {
            "4 different merchant categories of this account in 7 days; typical is 3",
            FeatureSpec.Create(Aggregation.Distinct, Account, "merchant_category", Week), 4, double.NaN
        },
        {
            "40 % of this account's transactions in the 24 h that ended 7 days ago are known frauds; typical is 300 %",
            FeatureSpec.Create(Aggregation.Risk, Account, window: Day, delay: TimeSpan.FromDays(7)), 0.4, double.NaN
        },
        {
            "this account's total amount in 7 days is 5,000.00; typical is 3.00",
            FeatureSpec.Create(Aggregation.Sum, Account, "amount", Week), 5000, double.NaN
        },
        {
            "the stream's mean amount in 7 days is 84.74; typical is 3.00",
            FeatureSpec.Create(Aggregation.Mean, All, "amount", Week), 84.74, double.NaN
        },
        {
            "this account's standard deviation of amount in 7 days is 84.74; typical is 3.00",
            FeatureSpec.Create(Aggregation.Std, Account, "amount", Week), 84.74, double.NaN
        },
        {
            "this account's least amount in 7 days is 0.05; typical is 3.00",
            FeatureSpec.Create(Aggregation.Min, Account, "amount", Week), 0.05, double.NaN
        },
        {
            "this account's greatest amount in 7 days is 5.00; typical is 3.00",
            FeatureSpec.Create(Aggregation.Max, Account, "amount", Week), 5, double.NaN
        },
        {
            "this account's median amount in 7 days is 5.00; typical is 3.00",
            FeatureSpec.Create(Aggregation.Median, Account, "amount", Week), 5, double.NaN
        },
        {
            "this account's 95 % quantile of amount in 7 days is 5.00; typical is 3.00",
            FeatureSpec.Create(Aggregation.Percentile, Account, "amount", Week, percentile: 95), 5, double.NaN
        },
    };

    private static TheoryData<string, FeatureSpec, double, double> OfSizes => new()
    {
        {
            "amount: 1,919.11; typical is 19.09",
            FeatureSpec.Create(Aggregation.LogSize, field: "amount"), Math.Log(1920.11), double.NaN
        },
        {
            "amount: 1,919.11; this account's usual amount is 31.10",
            FeatureSpec.Create(Aggregation.Deviation, Account, "amount", Window.LastOf(64)), 9.5, 31.1
        },
        {
            "amount: 1,919.11; this account's usual amount is 31.10",
            FeatureSpec.Create(Aggregation.Multiple, Account, "amount", Window.LastOf(64)), 61.71, 31.1
        },
        {
            "3 earlier transactions of this account to compare with",
            FeatureSpec.Create(Aggregation.Known, Account, "amount", Window.LastOf(64)), 3, 31.1
        },
        {
            "other transactions of this account in 7 days come to 57 times the usual amount",
            FeatureSpec.Create(Aggregation.OthersSum, Account, "amount", Week), 57, double.NaN
        },
        {
            "other transactions of this account in 7 days are 2.90 times the usual amount on average",
            FeatureSpec.Create(Aggregation.OthersMean, Account, "amount", Week), 2.9, double.NaN
        },
        {
            "such a transaction of this account came 2 times before, every 30 days",
            FeatureSpec.Create(Aggregation.Recurrence, Account, "amount"), 2, 30.4375
        },
    };

    [Theory]
    [MemberData(nameof(Sentences))]
    public void Of_Value_IsASentence(string sentence, FeatureSpec feature, double value, double baseline) =>
        Say(feature, value, baseline).ShouldBe(sentence);

    [Fact]
    public void Sentences_CoverEveryAggregation() =>
        Sentences.Select(s => s.Data.Item2.Aggregation).Distinct().Order().ShouldBe(Enum.GetValues<Aggregation>().Order());

    [Fact]
    public void Of_MissingValue_SaysWhatIsMissingAndNeverNaN()
    {
        foreach (var feature in Sentences.Select(s => s.Data.Item2))
        {
            string text = Say(feature, double.NaN, double.NaN);
            text.ShouldNotContain("NaN");
            text.ShouldMatch("missing|unknown|too little is known|the first transaction|no previous location|known|nothing earlier");
        }
    }

    [Fact]
    public void Of_AmountsOfOneStatedCurrency_AreSaidInIt()
    {
        var schema = new TransactionSchema(Schema.Fields.Select(f => f.Role == FieldRole.Amount ? f with { Currency = "EUR" } : f));
        var feature = FeatureSpec.Create(Aggregation.RobustZscore, Account, "amount", Last);

        new ReasonText(schema, [feature], [3]).Of(0, new ReasonRow(Payment(), [9.04], [212.3]))
            .ShouldBe("amount: 1,919.11 EUR; this account's median is 212.30 EUR");
    }

    [Fact]
    public void Of_TooShortAHistory_SaysSo() =>
        Say(FeatureSpec.Create(Aggregation.RobustZscore, Account, "amount", Last), double.NaN, double.NaN)
            .ShouldBe("amount: 1,919.11; too little is known of this account to compare it with");

    [Fact]
    public void Of_KeyThatIsMissing_SaysSo() =>
        new ReasonText(Schema, [FeatureSpec.Create(Aggregation.Count, ["merchant_category"], window: Day)], [3])
            .Of(0, new ReasonRow(new Transaction(Schema), [double.NaN], [double.NaN])).ShouldBe("merchant category is missing");

    [Theory]
    [InlineData(3, "this account's median is 212.30, from 3 earlier transactions")]
    [InlineData(10, "this account's median is 212.30")]
    public void Of_BaselineOfAFew_NamesTheirCount(double earlier, string usual)
    {
        FeatureSpec[] features =
            [FeatureSpec.Create(Aggregation.Ratio, Account, "amount", Last), FeatureSpec.Create(Aggregation.FirstSeen, Account)];
        new ReasonText(Schema, features, [1, 0]).Of(0, new ReasonRow(Payment(), [9.04, 0], [212.3, earlier]))
            .ShouldBe("amount: 1,919.11; " + usual);
    }

    private static string Say(FeatureSpec feature, double value, double baseline) =>
        new ReasonText(Schema, [feature], [3]).Of(0, new ReasonRow(Payment(), [value], [baseline]));

    private static Transaction Payment()
    {
        var time = new DateTime(2024, 3, 2, 3, 7, 0, DateTimeKind.Utc) - DateTime.UnixEpoch;
        var transaction = new Transaction(Schema) { Time = time.Ticks / TimeSpan.TicksPerMicrosecond };
        transaction.SetText(0, "a1"u8);
        transaction.SetText(1, "fuel"u8);
        transaction.Numbers[0] = 1919.11;
        return transaction;
    }
}
