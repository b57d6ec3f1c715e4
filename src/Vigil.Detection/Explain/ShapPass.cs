using System.Runtime.Intrinsics;

namespace Vigil.Detection.Explain;

/// <summary>Walks one tree for one row and four integration points: down for the products, up for the sums.</summary>
internal readonly ref struct ShapPass(
    ReadOnlySpan<double> values, Span<Vector256<double>> sums, Span<Vector256<double>> products,
    Span<Vector256<double>> reciprocals, Span<Vector256<double>> weights, Span<double> open)
{
    private readonly ReadOnlySpan<double> _values = values;
    private readonly Span<Vector256<double>> _sums = sums, _products = products, _reciprocals = reciprocals, _weights = weights;
    private readonly Span<double> _open = open;

    /// <summary>Adds one tree's contributions at the points <paramref name="t"/> to the sums.</summary>
    public void Run(ReadOnlySpan<ShapSplit> splits, Vector256<double> t, Vector256<double> weight)
    {
        _products[0] = weight;
        _reciprocals[0] = Vector256<double>.One;
        _weights[0] = Vector256<double>.Zero;
        _open[0] = 1;
        Down(splits, t);
        Up(splits);
    }

    private void Down(ReadOnlySpan<ShapSplit> splits, Vector256<double> t)
    {
        var rest = Vector256<double>.One - t;
        foreach (ref readonly var split in splits)
        {
            double second = _values[split.Feature] > split.Threshold ? 1 : 0;
            double open = _open[split.Above];
            var product = _products[split.Node] * _reciprocals[split.Above];
            Open(split.Child, split.FirstShare, open * (1 - second), split.FirstValue, product, t, rest);
            Open(split.Child + 1, split.SecondShare, open * second, split.SecondValue, product, t, rest);
        }
    }

    private void Open(
        int node, double share, double open, double value, Vector256<double> product, Vector256<double> t, Vector256<double> rest)
    {
        var factor = share * rest + open * t;
        var reciprocal = Vector256<double>.One / factor;
        _open[node] = open;
        _reciprocals[node] = reciprocal;
        _weights[node] = (open - share) * reciprocal;
        _products[node] = product * factor * value;
    }

    private void Up(ReadOnlySpan<ShapSplit> splits)
    {
        for (int i = splits.Length - 1; i >= 0; i--)
        {
            ref readonly var split = ref splits[i];
            var first = _products[split.Child];
            var second = _products[split.Child + 1];
            var both = first + second;
            _sums[split.Feature] += first * _weights[split.Child] + second * _weights[split.Child + 1] - both * _weights[split.Above];
            _products[split.Node] = both;
        }
    }
}
