using Vigil.Detection.Numerics;
using Vigil.Detection.Persistence;
using Vigil.Engine.Models;

namespace Vigil.Engine.Tests.Models;

public sealed class ScoreDistributionTests
{
    [Theory]
    [InlineData(100, 0.02)]
    [InlineData(100, 0.3)]
    [InlineData(50_000, 0.0001)]
    [InlineData(50_000, 0.02)]
    [InlineData(50_000, 0.4)]
    public void ScoreAt_Share_IsReachedByThatShareOfTheSample(int count, double share)
    {
        var random = new SeededRandom(1);
        double[] scores = [.. Enumerable.Range(0, count).Select(_ => random.NextNormal())];
        double threshold = ScoreDistribution.Fit(scores).ScoreAt(share);
        double reached = scores.Count(s => s >= threshold) / (double)count;

        reached.ShouldBeLessThanOrEqualTo(share);
        // Below the largest scores only every n-th is kept.
        reached.ShouldBeGreaterThan(share - Math.Max(2.0 / 2048, 1.0 / count) - 1e-12);
    }

    [Theory]
    [InlineData(0.1)]
    [InlineData(0.45)]
    public void ScoreAt_ManyEqualScores_NeverFlagsMoreThanTheShare(double share)
    {
        var random = new SeededRandom(1);
        double[] scores = [.. Enumerable.Range(0, 50_000).Select(_ => (double)random.NextInt(4))];
        double threshold = ScoreDistribution.Fit(scores).ScoreAt(share);

        scores.Count(s => s >= threshold).ShouldBeLessThanOrEqualTo((int)(share * scores.Length));
    }

    [Fact]
    public void ScoreAt_ShareBelowOneOfTheSample_IsAboveAllScores() =>
        ScoreDistribution.Fit([1, 2, 3]).ScoreAt(0.1).ShouldBeGreaterThan(3);

    [Fact]
    public void Read_Written_GivesTheSameScores()
    {
        var distribution = ScoreDistribution.Fit([1, 2, 3, 5, 8]);
        var writer = new ModelWriter();
        distribution.Write(writer);
        var read = ScoreDistribution.Read(new ModelReader(writer.Written.ToArray()));

        foreach (double share in new[] { 0.1, 0.2, 0.5, 1 })
            read.ScoreAt(share).ShouldBe(distribution.ScoreAt(share));
    }
}
