using Vigil.Detection.Detectors.IsolationForest;
using Vigil.Detection.Tests.TestData;
using Forest = Vigil.Detection.Detectors.IsolationForest.IsolationForest;

namespace Vigil.Detection.Tests.Detectors.IsolationForest;

/// <summary>scikit-learn 1.2.1's trees must score here as there, and be explained as by shap 0.44.1.</summary>
public class IsolationForestGoldenTests
{
    public static TheoryData<string> Sets => new("38_thyroid", "45_wine", "6_cardio");

    [Theory]
    [MemberData(nameof(Sets))]
    public void Score_TreesOfScikitLearn_EqualsScoreSamples(string set)
    {
        var golden = GoldenForest.Load(set);
        double[] expected = golden.Scores.Column("score_samples"), decision = golden.Scores.Column("decision_function");
        double[] scores = new double[golden.Rows.Rows];

        new Forest(golden.State).Score(golden.Rows.Values, scores);

        for (int row = 0; row < scores.Length; row++)
        {
            scores[row].ShouldBe(-expected[row], 1e-12);
            (0.5 - scores[row]).ShouldBe(decision[row], 1e-12);
        }
    }

    [Theory]
    [MemberData(nameof(Sets))]
    public void ExplainDepth_TreesOfScikitLearn_EqualsShap(string set)
    {
        var golden = GoldenForest.Load(set);
        var forest = new Forest(golden.State);
        double[] depths = golden.Scores.Column("shap_sum_plus_expected");
        double[] contributions = new double[forest.Dimensions];

        for (int row = 0; row < golden.Rows.Rows; row++)
        {
            forest.ExplainDepth(golden.Rows.Row(row), contributions);

            for (int i = 0; i < contributions.Length; i++)
                contributions[i].ShouldBe(golden.Shap.Row(row)[i], 1e-6, $"row {row}, value {i}");
            (forest.ExpectedDepth + contributions.Sum()).ShouldBe(depths[row], 1e-6);
        }
    }

    /// <summary>Random cuts differ from scikit-learn's, so only the order of the rows can be compared.</summary>
    [Theory]
    [MemberData(nameof(Sets))]
    public void Fit_RowsOfScikitLearn_RanksRowsAlike(string set)
    {
        var training = GoldenTable.Load($"golden/iforest_shap/{set}/X_train.csv");
        var golden = GoldenForest.Load(set);
        double[] scores = new double[golden.Rows.Rows];

        new IsolationForestOptions().Fit(new(training.Values, training.Columns.Length), seed: 1).Score(golden.Rows.Values, scores);

        RankCorrelation.Spearman(scores, [.. golden.Scores.Column("score_samples").Select(score => -score)]).ShouldBeGreaterThan(0.9);
    }
}
