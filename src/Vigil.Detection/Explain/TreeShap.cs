using System.Runtime.InteropServices;
using System.Runtime.Intrinsics;
using Vigil.Detection.Numerics;

namespace Vigil.Detection.Explain;

/// <summary>
/// Exact path-dependent TreeSHAP: each feature's share in the difference between a tree ensemble's output and its expectation.
/// </summary>
/// <remarks>
/// The values are those of Lundberg et al., "From local explanations to global understanding with explainable AI for trees", Nature Machine
/// Intelligence 2020, algorithm 2; the way there is shorter. A leaf's Shapley weight k!(d−1−k)!/d! is ∫ tᵏ(1−t)ᵈ⁻¹⁻ᵏ dt, so the sum over
/// all subsets of the d features above a leaf is ∫ Π(zⱼ(1−t) + oⱼt) dt, where zⱼ is the share of training rows that feature j lets
/// through and oⱼ is 1 if it lets this row through. That is a polynomial in t of degree below d, which Gauss–Legendre points integrate
/// exactly; four points, one vector, do up to 8 distinct features on a path. Every term is positive, so nothing cancels within a product.
/// One row costs O(nodes × ⌈distinct features / 8⌉) and allocates nothing. Instances are immutable.
/// </remarks>
public sealed class TreeShap
{
    private const int Width = 4;
    // Per node: product of factors, then reciprocal factor, then weight (o − z)/factor; and o by itself.
    private const int ValuesPerNode = 3 * Width + 1;

    private readonly int _dimensions;
    private readonly ShapSplit[] _splits;
    private readonly (int Splits, int Nodes)[] _trees;
    private readonly int _largest;
    private readonly Vector256<double>[] _points;
    private readonly Vector256<double>[] _weights;

    /// <summary>Prepares an ensemble whose output is the sum of its trees.</summary>
    /// <param name="trees">The trees.</param>
    /// <param name="dimensions">Values per row.</param>
    public TreeShap(IEnumerable<FlatTree> trees, int dimensions)
    {
        ArgumentNullException.ThrowIfNull(trees);
        var compiler = new ShapCompiler(dimensions);
        foreach (var tree in trees)
            compiler.Add(tree);
        _dimensions = dimensions;
        _splits = [.. compiler.Splits];
        _trees = [.. compiler.Trees];
        _largest = _trees.Select(tree => tree.Nodes).DefaultIfEmpty(1).Max();
        Expected = compiler.Expected;
        (_points, _weights) = GaussLegendre.Vectors((compiler.MostFeatures + 7) / 8);
    }

    /// <summary>
    /// The ensemble's output for a row of which nothing is known: the mean over the training rows as the covers count them.
    /// </summary>
    public double Expected { get; }

    /// <summary>
    /// Splits one row's output: <see cref="Expected"/> + Σ <paramref name="contributions"/> = sum of the leaves that the row reaches.
    /// </summary>
    /// <param name="row">One row; NaN is a missing value.</param>
    /// <param name="contributions">Receives one signed contribution per value.</param>
    public void Explain(ReadOnlySpan<double> row, Span<double> contributions)
    {
        int features = 2 * _dimensions;
        int length = checked(_largest * ValuesPerNode + features * (1 + Width));
        var scratch = ThreadScratch.Doubles(length);
        var nodes = MemoryMarshal.Cast<double, Vector256<double>>(scratch[..(_largest * 3 * Width)]);
        var sums = MemoryMarshal.Cast<double, Vector256<double>>(scratch.Slice(_largest * 3 * Width, features * Width));
        var values = scratch.Slice(_largest * 3 * Width + features * Width, features);
        var open = scratch.Slice(length - _largest, _largest);
        MirroredRow.Write(row, values, 1);
        sums.Clear();

        var pass = new ShapPass(values, sums, nodes[.._largest], nodes.Slice(_largest, _largest), nodes[(2 * _largest)..], open);
        for (int i = 0; i < _points.Length; i++)
        {
            int first = 0;
            foreach (var (splits, _) in _trees)
            {
                pass.Run(_splits.AsSpan(first, splits), _points[i], _weights[i]);
                first += splits;
            }
        }
        for (int i = 0; i < _dimensions; i++)
            contributions[i] = Vector256.Sum(sums[i] + sums[_dimensions + i]);
    }
}
