using Vigil.Detection.Explain;
using Vigil.Detection.Numerics;
using Vigil.Testing;

namespace Vigil.Detection.Tests.Explain;

public class TreeShapTests
{
    [Theory]
    [InlineData(1, 3)]
    [InlineData(2, 8)]
    [InlineData(4, 20)]
    [InlineData(8, 30)]
    [InlineData(10, 60)]
    public void Explain_RandomTrees_EqualsShapleyDefinition(int dimensions, int splits)
    {
        var random = new SeededRandom((ulong)splits);
        for (int repeat = 0; repeat < 20; repeat++)
            ShouldEqualDefinition([RandomTree.Grow(random, dimensions, splits)], RandomTree.Row(random, dimensions));
    }

    /// <summary>More than 8 distinct features on a path need more than four integration points.</summary>
    [Theory]
    [InlineData(8)]
    [InlineData(9)]
    [InlineData(12)]
    public void Explain_LongPath_EqualsShapleyDefinition(int dimensions)
    {
        var random = new SeededRandom(5);
        for (int repeat = 0; repeat < 5; repeat++)
            ShouldEqualDefinition([RandomTree.Grow(random, dimensions, 2 * dimensions, chain: true)], RandomTree.Row(random, dimensions));
    }

    [Fact]
    public void Explain_SeveralTrees_AddsThem()
    {
        var random = new SeededRandom(9);
        FlatTree[] trees = [.. Enumerable.Range(1, 6).Select(size => RandomTree.Grow(random, 5, 4 * size))];

        ShouldEqualDefinition(trees, RandomTree.Row(random, 5));
    }

    [Fact]
    public void Explain_PathOfSixtyFeatures_AddsUp()
    {
        var random = new SeededRandom(3);
        var tree = RandomTree.Grow(random, 60, 120, chain: true);
        double[] row = RandomTree.Row(random, 60), contributions = new double[60];
        var shap = new TreeShap([tree], 60);

        shap.Explain(row, contributions);

        (shap.Expected + contributions.Sum()).ShouldBe(RandomTree.Output(tree, row), 1e-12);
    }

    [Fact]
    public void Explain_LargeTree_AllocatesNothing()
    {
        var random = new SeededRandom(4);
        var shap = new TreeShap([RandomTree.Grow(random, 20, 40_000)], 20);
        double[] row = RandomTree.Row(random, 20), contributions = new double[20];

        Allocations.Of(() => shap.Explain(row, contributions)).ShouldBe(0);
    }

    private static void ShouldEqualDefinition(FlatTree[] trees, double[] row)
    {
        double[] contributions = new double[row.Length];
        var shap = new TreeShap(trees, row.Length);

        shap.Explain(row, contributions);

        for (int i = 0; i < row.Length; i++)
            contributions[i].ShouldBe(trees.Sum(tree => RandomTree.Shapley(tree, row)[i]), 1e-12);
        (shap.Expected + contributions.Sum()).ShouldBe(trees.Sum(tree => RandomTree.Output(tree, row)), 1e-12);
    }
}
