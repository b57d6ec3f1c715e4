namespace Vigil.Detection.Explain;

/// <summary>Turns trees into the splits that <see cref="TreeShap"/> walks.</summary>
internal sealed class ShapCompiler(int dimensions)
{
    // A child that no training row reached would divide by zero; with this share its weight is nothing as well.
    private const double LeastShare = 1e-290;

    /// <summary>The splits of all trees, parents before children.</summary>
    public List<ShapSplit> Splits { get; } = [];

    /// <summary>Per tree, its numbers of splits and of nodes.</summary>
    public List<(int Splits, int Nodes)> Trees { get; } = [];

    /// <summary>The largest number of distinct features between a root and a leaf; at least 1.</summary>
    public int MostFeatures { get; private set; } = 1;

    /// <summary>The sum of the trees' expectations.</summary>
    public double Expected { get; private set; }

    /// <summary>Adds a tree.</summary>
    public void Add(FlatTree tree)
    {
        int before = Splits.Count, nodes = 1;
        // The path of an open node: per feature that was split on, the node below the latest split and the share so far.
        var open = new Queue<(int Node, int At, Step[] Path)>([(0, 0, [])]);
        while (open.TryDequeue(out var entry))
        {
            var (node, at, path) = entry;
            MostFeatures = Math.Max(MostFeatures, path.Length);
            if (tree.Feature[node] < 0)
            {
                Expected += tree.Value[node] * tree.Cover[node] / tree.Cover[0];
                continue;
            }
            var (first, second) = tree.MissingLeft[node] ? (tree.Left[node], tree.Right[node]) : (tree.Right[node], tree.Left[node]);
            int feature = tree.Feature[node];
            var above = Array.Find(path, step => step.Feature == feature) ?? new Step(feature, 0, 1);
            var toFirst = new Step(feature, nodes, Share(tree, node, first, above));
            var toSecond = new Step(feature, nodes + 1, Share(tree, node, second, above));
            var (value, threshold) = MirroredRow.Split(feature, tree.Threshold[node], tree.MissingLeft[node], dimensions);
            Splits.Add(new ShapSplit(
                threshold, toFirst.Share, toSecond.Share, Output(tree, first), Output(tree, second), value, at, nodes, above.Node));
            Step[] others = Array.FindAll(path, step => step.Feature != feature);
            open.Enqueue((first, nodes, [.. others, toFirst]));
            open.Enqueue((second, nodes + 1, [.. others, toSecond]));
            nodes += 2;
        }
        Trees.Add((Splits.Count - before, nodes));
    }

    /// <summary>Where no training row went, there is nothing to weigh by, and both children count alike.</summary>
    private static double Share(FlatTree tree, int node, int child, Step above) =>
        Math.Max(LeastShare, above.Share * (tree.Cover[node] > 0 ? tree.Cover[child] / tree.Cover[node] : 0.5));

    private static double Output(FlatTree tree, int node) => tree.Feature[node] < 0 ? tree.Value[node] : 1;

    private sealed record Step(int Feature, int Node, double Share);
}
