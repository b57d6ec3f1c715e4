using Vigil.Detection.Explain;
using Vigil.Detection.Numerics;

namespace Vigil.Detection.Tests.Explain;

/// <summary>Random trees, and Shapley values by their definition over all subsets of features.</summary>
internal static class RandomTree
{
    /// <summary>A tree of about <paramref name="splits"/> splits on integer thresholds; some children have no training rows.</summary>
    public static FlatTree Grow(SeededRandom random, int dimensions, int splits, bool chain = false)
    {
        List<int> feature = [-1], left = [-1], right = [-1];
        List<double> threshold = [0], cover = [64], value = [0];
        List<bool> missingLeft = [false];
        for (int split = 0; split < splits; split++)
        {
            int node = chain ? feature.Count - 1 : random.NextInt(feature.Count);
            if (feature[node] >= 0)
                continue;
            feature[node] = chain ? split % dimensions : random.NextInt(dimensions);
            threshold[node] = random.NextInt(5);
            missingLeft[node] = random.NextInt(2) == 0;
            (left[node], right[node]) = (feature.Count, feature.Count + 1);
            double toLeft = chain ? cover[node] / 3 : random.NextInt(5) * cover[node] / 4;
            feature.AddRange([-1, -1]);
            left.AddRange([-1, -1]);
            right.AddRange([-1, -1]);
            threshold.AddRange([0, 0]);
            missingLeft.AddRange([false, false]);
            cover.AddRange([toLeft, cover[node] - toLeft]);
            value.AddRange([random.NextNormal(), random.NextNormal()]);
        }
        return new FlatTree([.. feature], [.. threshold], [.. left], [.. right], [.. missingLeft], [.. cover], [.. value]);
    }

    /// <summary>Integers around the thresholds, and missing values.</summary>
    public static double[] Row(SeededRandom random, int dimensions) =>
        [.. Enumerable.Range(0, dimensions).Select(_ => random.NextInt(7) - 1.0).Select(value => value < 0 ? double.NaN : value)];

    public static double Output(FlatTree tree, double[] row) => Expectation(tree, row, known: -1, node: 0);

    /// <summary>φᵢ = Σ over subsets without i of |S|!(d−1−|S|)!/d! × (f(S ∪ i) − f(S)).</summary>
    public static double[] Shapley(FlatTree tree, double[] row)
    {
        int d = row.Length;
        double[] values = new double[d];
        double[] outputs = [.. Enumerable.Range(0, 1 << d).Select(known => Expectation(tree, row, known, 0))];
        for (int i = 0; i < d; i++)
        {
            for (int known = 0; known < 1 << d; known++)
            {
                if ((known >> i & 1) == 0)
                    values[i] += Weight(int.PopCount(known), d) * (outputs[known | 1 << i] - outputs[known]);
            }
        }
        return values;
    }

    /// <summary>
    /// The tree's output if only the features in the bit set <paramref name="known"/> are known; the others follow the training rows.
    /// </summary>
    private static double Expectation(FlatTree tree, double[] row, int known, int node)
    {
        int feature = tree.Feature[node], left = tree.Left[node], right = tree.Right[node];
        if (feature < 0)
            return tree.Value[node];
        if ((known >> feature & 1) == 1)
        {
            bool goesLeft = double.IsNaN(row[feature]) ? tree.MissingLeft[node] : row[feature] <= tree.Threshold[node];
            return Expectation(tree, row, known, goesLeft ? left : right);
        }
        // Below a node that no training row reached, both children count alike.
        double toLeft = tree.Cover[node] > 0 ? tree.Cover[left] / tree.Cover[node] : 0.5;
        return toLeft * Expectation(tree, row, known, left) + (1 - toLeft) * Expectation(tree, row, known, right);
    }

    private static double Weight(int known, int d)
    {
        double weight = 1.0 / d;
        for (int k = 1; k <= known; k++)
            weight *= k / (double)(d - k);
        return weight;
    }
}
