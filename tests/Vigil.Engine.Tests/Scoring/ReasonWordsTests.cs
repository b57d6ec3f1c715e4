using System.Text.RegularExpressions;
using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

public sealed partial class ReasonWordsTests
{
    private static readonly Window Day = Window.Of(TimeSpan.FromDays(1));

    // Every role, in spellings that would show if a name were used as it is.
    private static readonly TransactionSchema Schema = new(
    [
        new Field("TX_ID", FieldType.Text, FieldRole.Id), new Field("tx_time", FieldType.Time, FieldRole.Time),
        new Field("customer_id", FieldType.Text, FieldRole.Entity), new Field("merchant_id", FieldType.Text, FieldRole.Merchant),
        new Field("TERMINAL_ID", FieldType.Text, FieldRole.Terminal), new Field("device_id", FieldType.Text, FieldRole.Device),
        new Field("src_ip", FieldType.Text, FieldRole.Ip), new Field("home_city", FieldType.Text, FieldRole.Location),
        new Field("merchant_category", FieldType.Text, FieldRole.Type), new Field("tx_currency", FieldType.Text, FieldRole.Currency),
        new Field("order_channel", FieldType.Text), new Field("TX_AMOUNT", FieldType.Number, FieldRole.Amount),
        new Field("geo_lat", FieldType.Number, FieldRole.Latitude), new Field("geo_lon", FieldType.Number, FieldRole.Longitude),
        new Field("items_in_cart", FieldType.Number), new Field("is_fraud", FieldType.Number, FieldRole.Label),
    ], TimeZoneInfo.FindSystemTimeZoneById("Europe/Berlin"));

    private static FeatureSpec[] Features { get; } = [.. DefaultFeatures.Of(Schema).Concat(Others()).DistinctBy(f => f.Name)];

    [Fact]
    public void Words_AnyFeatureAndMagnitude_AreForPeople()
    {
        string[] names = [.. Features.Select(f => f.Name).Where(n => n.Contains('_'))];
        var texts = new HashSet<string>();
        foreach (double value in Magnitudes())
            foreach (double baseline in new[] { double.NaN, 0, 0.3, 4, value })
                texts.UnionWith(Texts(value, baseline));

        texts.Count.ShouldBeGreaterThan(1000);
        texts.Where(t => t.Contains('_') || t.Contains("NaN") || t.Contains("Infinity") || Exponent().IsMatch(t)).ShouldBeEmpty();
        texts.Where(t => Array.Exists(names, name => t.Contains(name, StringComparison.OrdinalIgnoreCase))).ShouldBeEmpty();
    }

    [Fact]
    public void Labels_OfAllFeatures_AreShortAndTellApartWhatShowsDifferentThings()
    {
        var words = new FeatureLabels(Schema, Features, new double[Features.Length]);
        string[] labels = [.. Features.Select((_, i) => words.Label(i))];

        labels.ShouldAllBe(label => label.Length > 2 && label.Length < 100 && char.IsLower(label[0]) | char.IsUpper(label[1]));
        foreach (var same in Features.Zip(labels).GroupBy(f => f.Second).Where(g => g.Count() > 1))
            same.Select(f => (What(f.First.Aggregation), string.Join(',', f.First.Entity), f.First.Field, f.First.Window)).Distinct()
                .ShouldHaveSingleItem(same.Key);
    }

    [Fact]
    public void Of_AmountOfACurrency_IsBesideWhatIsUsualInIt() =>
        Say(FeatureSpec.Create(Aggregation.Ratio, ["customer_id", "tx_currency"], "TX_AMOUNT", Window.LastOf(64)), 111.8, 43.29)
            .ShouldBe("amount: 4,840.91 EUR; this customer's median is 43.29 EUR");

    [Fact]
    public void Of_SumOverSeveralCurrencies_IsNotSaid() =>
        Say(FeatureSpec.Create(Aggregation.Sum, ["customer_id"], "TX_AMOUNT", Day), 9000, double.NaN)
            .ShouldBe("this customer's total amount in 24 h is of several currencies");

    [Fact]
    public void Of_TimeOfDay_StatesTheZone() =>
        Say(FeatureSpec.Create(Aggregation.Night), 1, double.NaN).ShouldBe("at 03:12 (Europe/Berlin)");

    [Theory]
    [InlineData("JPY", 150000, "150,000 JPY")]
    [InlineData("EUR", -1800, "−1,800.00 EUR")]
    [InlineData("KWD", 1.5, "1.500 KWD")]
    [InlineData("", 390, "390.00")]
    [InlineData("ETH", 3.3066915805160912e19, "3.31 × 10¹⁹ ETH")]
    [InlineData("BTC", 0.000542, "0.000542 BTC")]
    [InlineData("BTC", 5.42e-9, "5.42 × 10⁻⁹ BTC")]
    public void Amount_InACurrency_HasItsDecimals(string currency, double amount, string text) =>
        FigureText.Amount(amount, currency).ShouldBe(text);

    [Theory]
    [InlineData(0, "0")]
    [InlineData(-0.0, "0")]
    [InlineData(1234567, "1,234,567")]
    [InlineData(1234.5, "1,234.50")]
    [InlineData(0.12345, "0.123")]
    [InlineData(-0.000542, "−0.000542")]
    [InlineData(1e15, "1 × 10¹⁵")]
    [InlineData(double.NaN, "unknown")]
    public void Number_AnyMagnitude_IsRoundedOnce(double value, string text) => FigureText.Number(value).ShouldBe(text);

    [Fact]
    public void Risk_JustBelowAHundred_NeverReadsAHundred()
    {
        FigureText.Risk(99.97).ShouldBe("99.9");
        FigureText.Risk(100).ShouldBe("100.0");
        FigureText.Points(-0.04).ShouldBe("0.0");
        FigureText.Points(3.14).ShouldBe("+3.1");
        FigureText.Points(-3.16).ShouldBe("−3.2");
    }

    [Theory]
    [InlineData("AccountID", "account")]
    [InlineData("cc_num", "card")]
    [InlineData("TX_AMOUNT", "amount")]
    [InlineData("src-ip", "source IP address")]
    [InlineData("Betrag (€)", "betrag")]
    [InlineData("id", "id")]
    public void Noun_OfAField_IsAWord(string field, string noun) => new FieldWords(Schema).Noun(field).ShouldBe(noun);

    [GeneratedRegex(@"\d[eE][+−-]?\d")]
    private static partial Regex Exponent();

    private static IEnumerable<FeatureSpec> Others() =>
        from aggregation in Enum.GetValues<Aggregation>()
        where aggregation is Aggregation.Rate or Aggregation.Zscore or Aggregation.Min or Aggregation.Max or Aggregation.Median
            or Aggregation.Percentile or Aggregation.Sum or Aggregation.Mean or Aggregation.Std or Aggregation.DaySin or Aggregation.DayCos
        let isOfDay = aggregation is Aggregation.DaySin or Aggregation.DayCos
        from field in isOfDay || aggregation == Aggregation.Rate ? new string?[] { null } : ["TX_AMOUNT", "items_in_cart"]
        select FeatureSpec.Create(
            aggregation, isOfDay ? [] : ["customer_id"], field, isOfDay ? Window.None : Day);

    private static IEnumerable<double> Magnitudes()
    {
        yield return double.NaN;
        yield return 0;
        for (int exponent = -9; exponent <= 27; exponent++)
            foreach (double sign in new[] { 1, -1 })
                yield return sign * 1.23456789 * Math.Pow(10, exponent);
    }

    // What is shown of the columns of one kind is the same: the amount and the usual one, how often it was seen, the time.
    private static string What(Aggregation aggregation) => aggregation switch
    {
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => "time of day",
        Aggregation.DaySin or Aggregation.DayCos or Aggregation.Weekend => "day",
        Aggregation.Deviation or Aggregation.Multiple or Aggregation.RobustZscore or Aggregation.Ratio => "against usual",
        Aggregation.FirstSeen or Aggregation.Rarity => "seen",
        _ => aggregation.ToString(),
    };

    private static List<string> Texts(double value, double baseline)
    {
        double[] values = [.. Features.Select(_ => value)], baselines = [.. Features.Select(_ => baseline)];
        var (words, table) = (new ReasonText(Schema, Features, baselines), new FeatureLabels(Schema, Features, baselines));
        var texts = new List<string?>();
        foreach (var place in new[] { null, new PreviousPlace(0, Math.Abs(value), "Oslo"), new PreviousPlace(long.MaxValue / 4, 1e4, "") })
        {
            var row = new ReasonRow(Payment(value), values, baselines, double.IsNaN(value) ? null : place);
            for (int i = 0; i < Features.Length; i++)
            {
                var (shown, entity, peers) = table.Shown(i, row);
                texts.AddRange([table.Label(i), words.Of(i, row), shown, entity, peers]);
            }
        }
        return [.. texts.OfType<string>()];
    }

    private static string Say(FeatureSpec feature, double value, double baseline) =>
        new ReasonText(Schema, [feature], [3]).Of(0, new ReasonRow(Payment(4840.91), [value], [baseline]));

    private static Transaction Payment(double amount)
    {
        var time = new DateTime(2024, 3, 2, 2, 12, 0, DateTimeKind.Utc) - DateTime.UnixEpoch;
        var transaction = new Transaction(Schema) { Time = time.Ticks / TimeSpan.TicksPerMicrosecond };
        foreach (var field in Schema.Fields.Where(f => f.Type == FieldType.Text))
            transaction.SetText(Schema.Slot(Schema.IndexOf(field.Name)), field.Role == FieldRole.Currency ? "EUR"u8 : "abc"u8);
        Array.Fill(transaction.Numbers, amount);
        return transaction;
    }
}
