using Vigil.Detection.Persistence;

namespace Vigil.Engine.Models;

/// <summary>The raw scores of the training sample, thinned below its largest: which score a given share of transactions exceeds.</summary>
public sealed class ScoreDistribution
{
    private const int ExactScores = 2_048;
    private const int ThinnedScores = 2_048;

    private readonly double[] _scores;
    private readonly double[] _shares;

    private ScoreDistribution(double[] scores, double[] shares) => (_scores, _shares) = (scores, shares);

    /// <summary>Learns from raw scores, at least one.</summary>
    public static ScoreDistribution Fit(ReadOnlySpan<double> rawScores)
    {
        double[] sorted = rawScores.ToArray();
        Array.Sort(sorted);
        List<int> ranks = Ranks(sorted);
        return new ScoreDistribution(
            [.. ranks.Select(i => sorted[i])], [.. ranks.Select(i => (double)(sorted.Length - i) / sorted.Length)]);
    }

    /// <summary>The least score that at most that share of the sample reaches; above all scores for a share below one of them.</summary>
    public double ScoreAt(double share)
    {
        for (int i = 0; i < _scores.Length; i++)
            if (_shares[i] <= share)
                return _scores[i];
        return Math.BitIncrement(_scores[^1]);
    }

    // The first rank of every run of equal scores, which are reached together; below the largest scores not all of them.
    private static List<int> Ranks(double[] sorted)
    {
        int exactFrom = Math.Max(0, sorted.Length - ExactScores), step = Math.Max(1, exactFrom / ThinnedScores);
        List<int> ranks = [0];
        for (int i = 1; i < sorted.Length; i++)
            if (sorted[i] > sorted[i - 1] && (i >= exactFrom || i >= ranks[^1] + step || sorted[i] == sorted[^1]))
                ranks.Add(i);
        return ranks;
    }

    /// <summary>Writes the distribution.</summary>
    public void Write(ModelWriter writer)
    {
        writer.WriteArray<double>(_scores);
        writer.WriteArray<double>(_shares);
    }

    /// <summary>Reads a distribution.</summary>
    public static ScoreDistribution Read(ModelReader reader) => new(reader.ReadArray<double>(), reader.ReadArray<double>());
}
