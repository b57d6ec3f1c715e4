using System.Text.Json;
using Vigil.Detection.Detectors.IsolationForest;
using Vigil.Detection.Tests.TestData;
using Vigil.Testing;

namespace Vigil.Detection.Tests.Detectors.IsolationForest;

/// <summary>A forest that scikit-learn grew, and the rows that it scored, rounded to single precision as scikit-learn does.</summary>
internal sealed record GoldenForest(IsolationForestState State, GoldenTable Rows, GoldenTable Scores, GoldenTable Shap)
{
    public static GoldenForest Load(string set)
    {
        string folder = $"golden/iforest_shap/{set}/";
        var rows = GoldenTable.Load(folder + "X.csv");
        return new GoldenForest(
            LoadState(folder + "forest.json", rows.Columns.Length),
            rows with { Values = Array.ConvertAll(rows.Values, value => (double)(float)value) },
            GoldenTable.Load(folder + "scores.csv"),
            GoldenTable.Load(folder + "shap_values.csv"));
    }

    private static IsolationForestState LoadState(string path, int dimensions)
    {
        using var json = JsonDocument.Parse(File.ReadAllBytes(Datasets.Path(path)));
        List<int> roots = [], feature = [], left = [], right = [], samples = [];
        List<double> threshold = [];
        foreach (var tree in json.RootElement.GetProperty("trees").EnumerateArray())
        {
            int root = feature.Count;
            int[] subset = Integers(tree, "features");
            roots.Add(root);
            feature.AddRange(Integers(tree, "feature").Select(index => index < 0 ? -1 : subset[index]));
            left.AddRange(Integers(tree, "children_left").Select(child => child < 0 ? -1 : root + child));
            right.AddRange(Integers(tree, "children_right").Select(child => child < 0 ? -1 : root + child));
            samples.AddRange(Integers(tree, "n_node_samples"));
            threshold.AddRange(tree.GetProperty("threshold").EnumerateArray().Select(value => value.GetDouble()));
        }
        return new IsolationForestState
        {
            Dimensions = dimensions,
            SampleSize = json.RootElement.GetProperty("max_samples").GetInt32(),
            Roots = [.. roots],
            Feature = [.. feature],
            Threshold = [.. threshold],
            Left = [.. left],
            Right = [.. right],
            Samples = [.. samples],
        };
    }

    private static int[] Integers(JsonElement tree, string name) =>
        [.. tree.GetProperty(name).EnumerateArray().Select(value => value.GetInt32())];
}
