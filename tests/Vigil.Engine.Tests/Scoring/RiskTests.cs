using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Scoring;

public sealed class RiskTests
{
    [Theory]
    [InlineData(0, 50)]
    [InlineData(1e300, 100)]
    [InlineData(-1e300, 0)]
    public void Of_RawScore_IsBetweenZeroAndAHundred(double raw, double risk) => Risk.Of(raw).ShouldBe(risk);

    [Fact]
    public void Of_HigherRawScore_IsAHigherRisk()
    {
        for (double raw = -30; raw < 30; raw += 0.01)
            Risk.Of(raw).ShouldBeGreaterThan(Risk.Of(raw - 0.01));
    }

    [Theory]
    [InlineData(29.9, RiskLevel.Low)]
    [InlineData(30, RiskLevel.Medium)]
    [InlineData(60, RiskLevel.High)]
    [InlineData(95, RiskLevel.Critical)]
    public void Level_Risk_StartsWhereItIsDocumented(double risk, RiskLevel level) => Risk.Level(risk).ShouldBe(level);
}
