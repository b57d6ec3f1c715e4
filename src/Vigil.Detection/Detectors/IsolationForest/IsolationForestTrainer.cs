using System.Numerics;
using Vigil.Detection.Numerics;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>
/// Grows isolation trees: random cuts of random samples until rows stand alone or the depth that the average row reaches.
/// </summary>
/// <remarks>
/// Liu, Ting, Zhou, "Isolation Forest", ICDM 2008, algorithms 1 and 2. As scikit-learn does, a cut is drawn only among features that differ
/// within the node. Each tree has its own random stream, so trees do not depend on each other.
/// </remarks>
internal sealed class IsolationForestTrainer
{
    private readonly List<int> _feature = [], _left = [], _right = [], _samples = [];
    private readonly List<double> _threshold = [];
    private readonly int _dimensions, _depthLimit;
    private readonly int[] _candidates;
    // Features of one value are no candidates from the start: whether they are there changes no draw.
    private readonly int[] _varying;
    private readonly double[] _sample;
    private readonly int[] _order, _spare;
    private SeededRandom _random = new(0);

    private IsolationForestTrainer(int dimensions, int sampleSize, int[] varying)
    {
        _varying = varying;
        _dimensions = dimensions;
        _depthLimit = BitOperations.Log2((uint)Math.Max(sampleSize, 2) - 1) + 1;
        _candidates = new int[dimensions];
        _sample = new double[checked(sampleSize * dimensions)];
        _order = new int[sampleSize];
        _spare = new int[sampleSize];
    }

    /// <summary>Grows every tree; the arguments have been checked.</summary>
    public static IsolationForestState Grow(ReadOnlySpan<double> rows, int dimensions, IsolationForestOptions options, ulong seed)
    {
        int count = rows.Length / dimensions;
        int sampleSize = Math.Min(options.SampleSize, count);
        var trainer = new IsolationForestTrainer(dimensions, sampleSize, VaryingColumns.Of(rows, dimensions));
        int[] roots = new int[options.Trees];
        for (int tree = 0; tree < roots.Length; tree++)
        {
            roots[tree] = trainer._feature.Count;
            trainer._random = new SeededRandom(seed, (ulong)tree);
            trainer.DrawSample(rows, count);
            trainer.GrowNode(0, sampleSize, 0, trainer._varying.Length);
        }
        return new IsolationForestState
        {
            Dimensions = dimensions,
            SampleSize = sampleSize,
            Roots = roots,
            Feature = [.. trainer._feature],
            Threshold = [.. trainer._threshold],
            Left = [.. trainer._left],
            Right = [.. trainer._right],
            Samples = [.. trainer._samples],
        };
    }

    /// <summary>Draws rows without replacement in time and memory of the sample (Floyd's algorithm).</summary>
    private void DrawSample(ReadOnlySpan<double> rows, int count)
    {
        var drawn = new HashSet<int>(_order.Length);
        for (int i = 0; i < _order.Length; i++)
        {
            int last = count - _order.Length + i;
            int row = _random.NextInt(last + 1);
            if (!drawn.Add(row))
                drawn.Add(row = last);
            rows.Slice(row * _dimensions, _dimensions).CopyTo(_sample.AsSpan(i * _dimensions));
            _order[i] = i;
        }
        _varying.CopyTo(_candidates, 0);
    }

    /// <summary>
    /// Grows the node of the rows <c>_order[start..end]</c> and everything below it; the first <paramref name="candidates"/> features may
    /// still differ.
    /// </summary>
    private int GrowNode(int start, int end, int depth, int candidates)
    {
        int node = AddLeaf(end - start);
        if (end - start < 2 || depth == _depthLimit || !DrawSplit(start, end, ref candidates, out int feature, out double threshold))
            return node;
        int middle = Partition(start, end, feature, threshold);
        _feature[node] = feature;
        _threshold[node] = threshold;
        _left[node] = GrowNode(start, middle, depth + 1, candidates);
        _right[node] = GrowNode(middle, end, depth + 1, candidates);
        return node;
    }

    private int AddLeaf(int samples)
    {
        _feature.Add(-1);
        _threshold.Add(0);
        _left.Add(-1);
        _right.Add(-1);
        _samples.Add(samples);
        return _feature.Count - 1;
    }

    /// <summary>
    /// Draws features until one differs. Those that do not are put behind the candidates, where the whole subtree leaves them alone.
    /// </summary>
    private bool DrawSplit(int start, int end, ref int candidates, out int feature, out double threshold)
    {
        while (candidates > 0)
        {
            int drawn = _random.NextInt(candidates);
            feature = _candidates[drawn];
            var (least, most) = Range(start, end, feature);
            if (least < most)
            {
                threshold = DrawBetween(least, most);
                return true;
            }
            candidates--;
            (_candidates[drawn], _candidates[candidates]) = (_candidates[candidates], feature);
        }
        (feature, threshold) = (-1, 0);
        return false;
    }

    private (double Least, double Most) Range(int start, int end, int feature)
    {
        double least = double.PositiveInfinity, most = double.NegativeInfinity;
        for (int i = start; i < end; i++)
        {
            double value = _sample[_order[i] * _dimensions + feature];
            // Comparisons with NaN are false, so that missing values do not count.
            if (value < least)
                least = value;
            if (value > most)
                most = value;
        }
        return (least, most);
    }

    /// <summary>Uniform in [least, most). Weighted instead of scaled, since the difference of two large numbers may overflow.</summary>
    private double DrawBetween(double least, double most)
    {
        double share = _random.NextDouble();
        double value = least * (1 - share) + most * share;
        return value >= least && value < most ? value : least;
    }

    /// <summary>Moves the rows of the left child to the front, in stable order; missing values go with the larger side.</summary>
    private int Partition(int start, int end, int feature, double threshold)
    {
        int left = 0, right = 0;
        for (int i = start; i < end; i++)
        {
            double value = _sample[_order[i] * _dimensions + feature];
            left += value <= threshold ? 1 : 0;
            right += value > threshold ? 1 : 0;
        }
        bool missingLeft = left >= right;
        int front = start, behind = 0;
        for (int i = start; i < end; i++)
        {
            double value = _sample[_order[i] * _dimensions + feature];
            bool goesLeft = missingLeft ? !(value > threshold) : value <= threshold;
            if (goesLeft)
                _order[front++] = _order[i];
            else
                _spare[behind++] = _order[i];
        }
        _spare.AsSpan(0, behind).CopyTo(_order.AsSpan(front));
        return front;
    }
}
