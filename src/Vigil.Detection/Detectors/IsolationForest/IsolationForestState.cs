using Vigil.Detection.Explain;
using Vigil.Detection.Persistence;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>
/// What an isolation forest has learned: its trees in flat arrays, one entry per node, a tree's nodes together, parents before children.
/// </summary>
/// <remarks>
/// A leaf has <see cref="Feature"/> −1, threshold 0 and children −1. Arrays are not copied and must not change afterwards.
/// </remarks>
public sealed record IsolationForestState
{
    private const int FormatVersion = 1;

    /// <summary>Values per row, at least 1.</summary>
    public required int Dimensions { get; init; }

    /// <summary>Rows that each tree was grown on (ψ in the paper), at least 1.</summary>
    public required int SampleSize { get; init; }

    /// <summary>The root node of each tree, ascending, the first 0.</summary>
    public required int[] Roots { get; init; }

    /// <summary>Per node, the feature that it splits on, or −1.</summary>
    public required int[] Feature { get; init; }

    /// <summary>Per node, the split: a value up to and including it goes left.</summary>
    public required double[] Threshold { get; init; }

    /// <summary>Per node, the left child's index, or −1.</summary>
    public required int[] Left { get; init; }

    /// <summary>Per node, the right child's index, or −1.</summary>
    public required int[] Right { get; init; }

    /// <summary>
    /// Per node, the training rows that reached it, at least 1. Missing values follow the child with more of them, left if equal.
    /// </summary>
    public required int[] Samples { get; init; }

    /// <summary>Writes the state.</summary>
    public void Write(ModelWriter writer)
    {
        ArgumentNullException.ThrowIfNull(writer);
        writer.Write(FormatVersion);
        writer.Write(Dimensions);
        writer.Write(SampleSize);
        writer.WriteArray<int>(Roots);
        writer.WriteArray<int>(Feature);
        writer.WriteArray<double>(Threshold);
        writer.WriteArray<int>(Left);
        writer.WriteArray<int>(Right);
        writer.WriteArray<int>(Samples);
    }

    /// <summary>Reads a state.</summary>
    /// <exception cref="InvalidDataException">The bytes are not such a state.</exception>
    public static IsolationForestState Read(ModelReader reader)
    {
        ArgumentNullException.ThrowIfNull(reader);
        int version = reader.ReadInt32();
        if (version != FormatVersion)
        {
            throw new InvalidDataException(
                $"An isolation forest of format {version} where {FormatVersion} is expected: use the program that wrote it.");
        }
        var state = new IsolationForestState
        {
            Dimensions = reader.ReadInt32(),
            SampleSize = reader.ReadInt32(),
            Roots = reader.ReadArray<int>(),
            Feature = reader.ReadArray<int>(),
            Threshold = reader.ReadArray<double>(),
            Left = reader.ReadArray<int>(),
            Right = reader.ReadArray<int>(),
            Samples = reader.ReadArray<int>(),
        };
        state.Check();
        return state;
    }

    /// <summary>Scoring walks the nodes without checks, so a state is checked once, here.</summary>
    /// <exception cref="InvalidDataException">The arrays are not trees.</exception>
    internal void Check()
    {
        int nodes = Feature.Length;
        bool sameLength = Threshold.Length == nodes && Left.Length == nodes && Right.Length == nodes && Samples.Length == nodes;
        Expect(sameLength, "has lists of unequal length");
        Expect(Dimensions is >= 1 and <= TrainingSet.MostDimensions, $"has {Dimensions} values per row");
        Expect(SampleSize >= 1 && Roots.Length >= 1 && Roots[0] == 0, "has no samples or trees");
        bool[] reached = new bool[nodes];
        for (int tree = 0; tree < Roots.Length; tree++)
        {
            int end = tree + 1 < Roots.Length ? Roots[tree + 1] : nodes;
            Expect(Roots[tree] < end && end <= nodes, $"has an empty tree {tree}");
            reached[Roots[tree]] = true;
            for (int node = Roots[tree]; node < end; node++)
                Expect(reached[node] && (IsLeaf(node) || IsSplit(node, end, reached)), $"has a broken node {node} in tree {tree}");
        }
    }

    /// <summary>The trees with the depth at which their leaves isolate a row as output.</summary>
    internal IEnumerable<FlatTree> ToFlatTrees()
    {
        for (int tree = 0; tree < Roots.Length; tree++)
        {
            int root = Roots[tree];
            var nodes = root..(tree + 1 < Roots.Length ? Roots[tree + 1] : Feature.Length);
            int[] left = Array.ConvertAll(Left[nodes], child => child - root);
            int[] right = Array.ConvertAll(Right[nodes], child => child - root);
            int[] feature = Feature[nodes], samples = Samples[nodes];
            double[] depth = new double[feature.Length];
            bool[] missingLeft = new bool[feature.Length];
            for (int node = 0; node < feature.Length; node++)
            {
                if (feature[node] < 0)
                {
                    depth[node] += AveragePath.Length(samples[node]);
                    continue;
                }
                depth[left[node]] = depth[right[node]] = depth[node] + 1;
                missingLeft[node] = samples[left[node]] >= samples[right[node]];
            }
            double[] cover = Array.ConvertAll(samples, count => (double)count);
            yield return new FlatTree(feature, Threshold[nodes], left, right, missingLeft, cover, depth);
        }
    }

    private bool IsLeaf(int node) => Feature[node] == -1 && Samples[node] >= 1;

    private bool IsSplit(int node, int end, bool[] reached)
    {
        int left = Left[node], right = Right[node];
        bool fits = (uint)Feature[node] < (uint)Dimensions && double.IsFinite(Threshold[node])
            && left > node && right > node && left < end && right < end && left != right && !reached[left] && !reached[right]
            && Samples[left] >= 1 && Samples[right] >= 1 && (long)Samples[left] + Samples[right] == Samples[node];
        if (fits)
            reached[left] = reached[right] = true;
        return fits;
    }

    private static void Expect(bool holds, string otherwise)
    {
        if (!holds)
            throw new InvalidDataException($"The isolation forest {otherwise}: it is damaged. Restore it from a copy or train again.");
    }
}
