namespace Vigil.Detection.Tests;

public sealed class TrainingSetTests
{
    private static readonly double[] Rows = [1, 2, 3, 4, 5, 6];

    [Theory]
    [InlineData(0, 2)]
    [InlineData(6, 0)]
    [InlineData(6, 4)]
    [InlineData(6, TrainingSet.MostDimensions + 1)]
    public void TrainingSet_WrongLengths_AreRefused(int values, int dimensions) =>
        Should.Throw<ArgumentException>(() => new TrainingSet(Rows.AsMemory(0, values), dimensions)).ParamName.ShouldNotBeNull();

    [Theory]
    [InlineData(double.PositiveInfinity)]
    [InlineData(double.NegativeInfinity)]
    public void TrainingSet_InfiniteValue_SaysWhere(double infinite) =>
        Should.Throw<ArgumentException>(() => new TrainingSet(new[] { 1, double.NaN, 3, infinite }, 2))
            .Message.ShouldContain("row 1, value 1");

    [Fact]
    public void TrainingSet_NotOnePerRow_IsRefused()
    {
        Should.Throw<ArgumentException>(() => new TrainingSet(Rows, 2) { Labels = new double[2] });
        Should.Throw<ArgumentException>(() => new TrainingSet(Rows, 2) { Weights = new double[4] });
        Should.Throw<ArgumentException>(() => new TrainingSet(Rows, 2) { Times = new long[2] });
        Should.Throw<ArgumentException>(() => new TrainingSet(Rows, 2) { Roles = [new(Tail.Both, 0)] });
    }

    [Fact]
    public void InOrder_EqualTimes_StayAsTheyStand()
    {
        new TrainingSet(Rows, 1) { Times = new long[] { 5, 1, 5, 0, 1, 5 } }.InOrder().ShouldBe([3, 1, 4, 0, 2, 5]);
        new TrainingSet(Rows, 3).InOrder().ShouldBe([0, 1]);
    }

    [Fact]
    public void TrainingSet_NothingSaid_CountsAllAlikeAndKnowsNothing()
    {
        var training = new TrainingSet(Rows, 2);

        training.WeightOf(2).ShouldBe(1);
        training.IsAnomalous(2).ShouldBeFalse();
        training.Roles.ShouldBe([new(Tail.Both, 0), new(Tail.Both, 1)]);
    }
}
