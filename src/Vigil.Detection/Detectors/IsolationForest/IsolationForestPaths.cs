using System.Runtime.CompilerServices;
using System.Runtime.InteropServices;
using Vigil.Detection.Explain;
using Vigil.Detection.Numerics;

namespace Vigil.Detection.Detectors.IsolationForest;

/// <summary>
/// The trees laid out for speed: finds the mean depth at which rows are isolated. See docs/decisions/0002-forest-layout.md.
/// </summary>
/// <remarks>
/// Eight descents run side by side, so that the processor waits for none of them: eight rows down one tree, or one row down eight trees.
/// A descent never branches: a leaf's first child is the leaf itself and every descent takes as many steps as its tree is deep.
/// Nodes are read without bounds checks; <see cref="IsolationForestState.Check"/> has proved the indexes.
/// </remarks>
internal sealed class IsolationForestPaths
{
    private const int Lanes = 8;
    // Half of a common first-level cache; the other half is for a tree.
    private const int ValuesInCache = 2048;

    private readonly int _dimensions;
    private readonly Node[] _nodes;
    private readonly double[] _depths;
    private readonly int[] _roots;
    private readonly int[] _steps;

    public IsolationForestPaths(IsolationForestState state)
    {
        _dimensions = state.Dimensions;
        _nodes = new Node[state.Feature.Length];
        _depths = new double[_nodes.Length];
        _roots = [.. state.Roots];
        _steps = new int[_roots.Length];
        for (int tree = 0; tree < _roots.Length; tree++)
            _steps[tree] = LayOut(state, _roots[tree]);
    }

    /// <summary>Receives the mean depth of each row over the trees; the sum over trees has one fixed order.</summary>
    public void MeanDepths(ReadOnlySpan<double> rows, Span<double> depths)
    {
        int block = 2 * _dimensions * Lanes;
        int blocks = Math.Clamp(ValuesInCache / block, 1, 1 + depths.Length / Lanes);
        var values = ThreadScratch.Doubles(block * blocks);
        for (int first = 0; first < depths.Length; first += blocks * Lanes)
        {
            int count = Math.Min(blocks * Lanes, depths.Length - first);
            var part = depths.Slice(first, count);
            part.Clear();
            for (int i = 0; i < count; i++)
                MirroredRow.Write(rows.Slice((first + i) * _dimensions, _dimensions), values[(i / Lanes * block + i % Lanes)..], Lanes);
            int whole = count / Lanes * Lanes;
            SumByTree(values, block, part[..whole]);
            for (int i = whole; i < count; i++)
                part[i] = SumOfRow(ref values[i / Lanes * block + i % Lanes]);
            for (int i = 0; i < count; i++)
                part[i] /= _roots.Length;
        }
    }

    /// <summary>Renumbers a tree so that siblings are neighbours (breadth first), and returns its depth.</summary>
    private int LayOut(IsolationForestState state, int root)
    {
        var open = new Queue<(int Node, int Depth)>([(root, 0)]);
        int next = root + 1, deepest = 0;
        for (int at = root; open.TryDequeue(out var entry); at++)
        {
            deepest = entry.Depth;
            var (node, depth) = entry;
            if (state.Feature[node] < 0)
            {
                _nodes[at] = new Node(double.PositiveInfinity, 0, at);
                _depths[at] = depth + AveragePath.Length(state.Samples[node]);
                continue;
            }
            int left = state.Left[node], right = state.Right[node];
            bool missingLeft = state.Samples[left] >= state.Samples[right];
            var (feature, threshold) = MirroredRow.Split(state.Feature[node], state.Threshold[node], missingLeft, _dimensions);
            _nodes[at] = new Node(threshold, feature * Lanes, next);
            next += 2;
            open.Enqueue((missingLeft ? left : right, depth + 1));
            open.Enqueue((missingLeft ? right : left, depth + 1));
        }
        return deepest;
    }

    private void SumByTree(ReadOnlySpan<double> values, int block, Span<double> sums)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        for (int tree = 0; tree < _roots.Length; tree++)
        {
            for (int row = 0; row < sums.Length; row += Lanes)
            {
                ref double lanes = ref MemoryMarshal.GetReference(values[(row / Lanes * block)..]);
                AddDepths(ref nodes, ref lanes, _roots[tree], _steps[tree], sums.Slice(row, Lanes));
            }
        }
    }

    private void AddDepths(ref Node nodes, ref double values, int root, int steps, Span<double> sums)
    {
        int a = root, b = root, c = root, d = root, e = root, f = root, g = root, h = root;
        for (int step = 0; step < steps; step++)
        {
            a = Next(ref nodes, ref values, a);
            b = Next(ref nodes, ref Unsafe.Add(ref values, 1), b);
            c = Next(ref nodes, ref Unsafe.Add(ref values, 2), c);
            d = Next(ref nodes, ref Unsafe.Add(ref values, 3), d);
            e = Next(ref nodes, ref Unsafe.Add(ref values, 4), e);
            f = Next(ref nodes, ref Unsafe.Add(ref values, 5), f);
            g = Next(ref nodes, ref Unsafe.Add(ref values, 6), g);
            h = Next(ref nodes, ref Unsafe.Add(ref values, 7), h);
        }
        sums[7] += _depths[h];
        sums[0] += _depths[a];
        sums[1] += _depths[b];
        sums[2] += _depths[c];
        sums[3] += _depths[d];
        sums[4] += _depths[e];
        sums[5] += _depths[f];
        sums[6] += _depths[g];
    }

    private double SumOfRow(ref double values)
    {
        ref var nodes = ref MemoryMarshal.GetArrayDataReference(_nodes);
        double sum = 0;
        int tree = 0;
        for (; tree + Lanes <= _roots.Length; tree += Lanes)
            sum = AddDepths(ref nodes, ref values, _roots.AsSpan(tree, Lanes), StepsOfGroup(tree), sum);
        for (; tree < _roots.Length; tree++)
        {
            int node = _roots[tree];
            for (int step = 0; step < _steps[tree]; step++)
                node = Next(ref nodes, ref values, node);
            sum += _depths[node];
        }
        return sum;
    }

    private double AddDepths(ref Node nodes, ref double values, ReadOnlySpan<int> roots, int steps, double sum)
    {
        int h = roots[7], a = roots[0], b = roots[1], c = roots[2], d = roots[3], e = roots[4], f = roots[5], g = roots[6];
        for (int step = 0; step < steps; step++)
        {
            a = Next(ref nodes, ref values, a);
            b = Next(ref nodes, ref values, b);
            c = Next(ref nodes, ref values, c);
            d = Next(ref nodes, ref values, d);
            e = Next(ref nodes, ref values, e);
            f = Next(ref nodes, ref values, f);
            g = Next(ref nodes, ref values, g);
            h = Next(ref nodes, ref values, h);
        }
        sum += _depths[a];
        sum += _depths[b];
        sum += _depths[c];
        sum += _depths[d];
        sum += _depths[e];
        sum += _depths[f];
        sum += _depths[g];
        return sum + _depths[h];
    }

    private int StepsOfGroup(int tree)
    {
        int steps = 0;
        foreach (int each in _steps.AsSpan(tree, Lanes))
            steps = Math.Max(steps, each);
        return steps;
    }

    [MethodImpl(MethodImplOptions.AggressiveInlining)]
    private static int Next(ref Node nodes, ref double values, int index)
    {
        ref var node = ref Unsafe.Add(ref nodes, index);
        return node.First + (Unsafe.Add(ref values, node.Offset) > node.Threshold ? 1 : 0);
    }

    /// <summary>
    /// 16 bytes. <paramref name="Offset"/> is the feature's place in a block of <see cref="Lanes"/> rows that are interleaved value by
    /// value.
    /// </summary>
    private readonly record struct Node(double Threshold, int Offset, int First);
}
