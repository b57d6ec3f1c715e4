using Vigil.Detection.Detectors.IsolationForest;

namespace Vigil.Detection.Tests;

/// <summary>The example of README.md, word for word.</summary>
public sealed class ReadmeTests
{
    [Fact]
    public void Example_AsWritten_FindsTheOddRow()
    {
        double[] rows = [12, 0.3, 14, 0.2, 11, 0.4, 13, 0.3, 950, 3.1];     // row-major: five payments of amount and distance
        var forest = new IsolationForestOptions { Trees = 200 }.Fit(new(rows, dimensions: 2), seed: 42);

        var scores = new double[5];
        forest.Score(rows, scores);                                         // higher is more anomalous, always

        var contributions = new double[2];
        forest.Explain(rows.AsSpan(8, 2), contributions);                   // exact TreeSHAP: they add up to the score
        double sum = forest.Baseline + contributions[0] + contributions[1];

        scores.Max().ShouldBe(scores[4]);
        sum.ShouldBe(scores[4], 1e-9);
    }
}
