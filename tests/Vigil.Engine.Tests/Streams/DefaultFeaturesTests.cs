using Vigil.Engine.Features;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Streams;

public class DefaultFeaturesTests
{
    private static readonly Field Time = new("t", FieldType.Time, FieldRole.Time);

    [Fact]
    public void Of_TimeAlone_JudgesTheStreamsRhythm() => Names(Time).ShouldBe(
        ["hour_sin", "hour_cos", "weekend", "night", "all_count_1h", "all_count_1d", "all_count_7d", "all_surge_1h",
            "all_surge_1d", "all_since_last"]);

    [Fact]
    public void Of_AmountWithoutEntity_ComparesWithTheWholeStream() =>
        Names(Time, new Field("a", FieldType.Number, FieldRole.Amount)).ShouldContain("all_deviation_a_last256");

    [Fact]
    public void Of_Entity_ComparesWithItsOwnHistory()
    {
        string[] names = Names(Time, new Field("k", FieldType.Text, FieldRole.Entity), new Field("a", FieldType.Number, FieldRole.Amount));

        names.ShouldContain("k_deviation_a_last64");
        names.ShouldContain("k_multiple_a_last64");
        names.ShouldContain("k_since_last");
    }

    [Fact]
    public void Of_LabelWithoutTerminal_HasNoRiskAndNeverTheLabel()
    {
        string[] names = Names(Time, new Field("fraud", FieldType.Number, FieldRole.Label));

        names.ShouldNotContain(n => n.Contains("risk") || n.Contains("fraud"));
    }

    [Fact]
    public void Of_LabelAndTerminal_KnowsTheRiskOfAWeekAgo()
    {
        var schema = new TransactionSchema(
            [Time, new Field("pos", FieldType.Text, FieldRole.Terminal), new Field("fraud", FieldType.Number, FieldRole.Label)]);
        var risks = DefaultFeatures.Of(schema).Where(f => f.Aggregation == Aggregation.Risk).ToArray();

        risks.Select(f => f.Name).ShouldBe(["pos_risk_1d", "pos_risk_7d", "pos_risk_30d"]);
        risks.ShouldAllBe(f => f.Delay == TimeSpan.FromDays(7));
    }

    [Fact]
    public void Of_Coordinates_MeasuresTheJourney() => new[] { "k_distance", "k_speed" }.ShouldBeSubsetOf(Names(
        Time, new Field("k", FieldType.Text, FieldRole.Entity), new Field("lat", FieldType.Number, FieldRole.Latitude),
        new Field("lon", FieldType.Number, FieldRole.Longitude)));

    private static string[] Names(params Field[] fields) => [.. DefaultFeatures.Of(new TransactionSchema(fields)).Select(f => f.Name)];
}
