using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.Tests.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Scoring;

public sealed class PreviousPlaceTests
{
    private const long Minute = 60_000_000;
    private static readonly (string Name, double Latitude, double Longitude) Oslo = ("Oslo", 59.9139, 10.7522),
        Johannesburg = ("Johannesburg", -26.2041, 28.0473), Bergen = ("Bergen", 60.3913, 5.3221);

    private static readonly FeatureSpec[] Features =
        [FeatureSpec.Create(Aggregation.Distance, ["customer_id"]), FeatureSpec.Create(Aggregation.Speed, ["customer_id"])];

    [Fact]
    public void Text_FasterThanAnyAeroplane_NamesBothPlacesAndTheTimeBetween() =>
        Say(Schema(), (Oslo, 0), (Johannesburg, 12)).ShouldBe("impossible travel: Johannesburg, 12 minutes after Oslo (9,706 km)");

    [Fact]
    public void Text_AsFastAsAnAeroplane_IsFastTravel() =>
        Say(Schema(), (Oslo, 0), (Bergen, 60)).ShouldBe("fast travel: Bergen, 1 hour after Oslo (305 km)");

    [Fact]
    public void Text_SlowJourney_IsJustOne() =>
        Say(Schema(), (Oslo, 0), (Bergen, 3 * 24 * 60)).ShouldBe("Bergen, 3 days after Oslo (305 km)");

    [Fact]
    public void Text_SamePlace_SaysSo() =>
        Say(Schema(), (Oslo, 0), (Oslo, 2)).ShouldBe("at the place of this customer's previous transaction, 2 minutes after it");

    [Theory]
    [InlineData(false, false)]
    [InlineData(true, true)]
    public void Text_WithoutANameOrAPersonalOne_SaysOnlyHowFar(bool hasName, bool isPersonal) =>
        Say(Schema(hasName, isPersonal), (Oslo, 0), (Johannesburg, 12))
            .ShouldBe("impossible travel: 9,706 km from this customer's previous location, 12 minutes after it");

    [Fact]
    public void Restore_OfASnapshot_RemembersThePlaces()
    {
        var schema = Schema();
        var (whole, first, second) = (New(schema), New(schema), New(schema));
        var batch = whole.NewBatch(3);
        Accept(whole, batch, Oslo, 0);
        Accept(first, first.NewBatch(1), Oslo, 0);
        Accept(whole, batch, Johannesburg, 12);

        SavedParts.Move(first.Parts, second.Parts);
        var restored = second.NewBatch(1);
        Accept(second, restored, Johannesburg, 12);

        restored.PreviousPlaceOf(0).ShouldNotBeNull().ShouldBe(batch.PreviousPlaceOf(1));
        restored.PreviousPlaceOf(0)!.Name.ShouldBe("Oslo");
        batch.PreviousPlaceOf(0).ShouldBeNull();
    }

    [Fact]
    public void Decode_OfARecord_GivesThePlaceBack()
    {
        var schema = Schema();
        var pipeline = New(schema);
        var batch = pipeline.NewBatch(2);
        batch.Snapshot = null;
        Accept(pipeline, batch, Oslo, 0);
        Accept(pipeline, batch, Johannesburg, 12);
        var model = TrainedPipeline.Train();
        batch.Snapshot = ModelSnapshot.Of(model, new PolicyOptions(), TrainedPipeline.Features.Features);

        for (int row = 0; row < 2; row++)
        {
            byte[] body = DecisionRecord.Encode(batch.Transactions[row], "v", batch, row, [], 1, [], double.NaN);
            DecisionRecord.Decode(body, new Transaction(schema)).Place.ShouldBe(batch.PreviousPlaceOf(row));
        }
    }

    private static string Say(
        TransactionSchema schema, ((string, double, double) Place, long Minutes) from, ((string, double, double) Place, long Minutes) to)
    {
        var pipeline = New(schema);
        var batch = pipeline.NewBatch(2);
        Accept(pipeline, batch, from.Place, from.Minutes);
        Accept(pipeline, batch, to.Place, to.Minutes);
        var row = new ReasonRow(batch.Transactions[1], batch.FeaturesOf(1), batch.BaselinesOf(1), batch.PreviousPlaceOf(1));
        var words = new ReasonText(schema, Features, [1, 1]);
        words.Of(1, row).ShouldBe(words.Of(0, row));
        return words.Of(0, row);
    }

    private static ScoringPipeline New(TransactionSchema schema) => new(schema, new FeatureSet([.. Features], TimeSpan.Zero));

    private static TransactionSchema Schema(bool hasName = true, bool isPersonal = false) => new(
    [
        new Field("time", FieldType.Time, FieldRole.Time), new Field("customer_id", FieldType.Text, FieldRole.Entity),
        new Field("city", FieldType.Text, hasName ? FieldRole.Location : FieldRole.None, IsPersonal: isPersonal),
        new Field("lat", FieldType.Number, FieldRole.Latitude), new Field("lon", FieldType.Number, FieldRole.Longitude),
    ]);

    private static void Accept(
        ScoringPipeline pipeline, MicroBatch batch, (string Name, double Latitude, double Longitude) place, long minutes)
    {
        var next = batch.Next;
        next.Clear();
        next.Time = 1_700_000_000_000_000 + minutes * Minute;
        next.SetText(0, "c1"u8);
        next.SetText(1, Encoding.UTF8.GetBytes(place.Name));
        (next.Numbers[0], next.Numbers[1]) = (place.Latitude, place.Longitude);
        pipeline.Accept(batch).ShouldBeTrue();
    }
}
