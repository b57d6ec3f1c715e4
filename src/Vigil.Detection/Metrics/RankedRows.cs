namespace Vigil.Detection.Metrics;

/// <summary>Rows in falling order of score, those of equal score together, since their order says nothing.</summary>
internal static class RankedRows
{
    /// <summary>One entry per distinct score: how many rows have it, and how many of them are positive.</summary>
    public static List<(int Rows, int Positives)> Descending(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        Check(scores, labels);
        double[] keys = scores.ToArray();
        bool[] items = labels.ToArray();
        Array.Sort(keys, items);

        var groups = new List<(int Rows, int Positives)>();
        int rows = 0, positives = 0;
        for (int i = keys.Length - 1; i >= 0; i--)
        {
            rows++;
            positives += items[i] ? 1 : 0;
            if (i > 0 && keys[i] == keys[i - 1])
                continue;
            groups.Add((rows, positives));
            (rows, positives) = (0, 0);
        }
        return groups;
    }

    /// <summary>Refuses lists of unequal length and scores that have no order.</summary>
    public static void Check(ReadOnlySpan<double> scores, ReadOnlySpan<bool> labels)
    {
        if (scores.Length != labels.Length)
            throw new ArgumentException($"{labels.Length} labels where {scores.Length} scores are given.", nameof(labels));
        for (int i = 0; i < scores.Length; i++)
        {
            if (double.IsNaN(scores[i]))
                throw new ArgumentException($"Score {i} is not a number: every row needs a score that can be ranked.", nameof(scores));
        }
    }
}
