namespace Vigil.Engine.Features;

/// <summary>A sorted multiset of doubles in chunks: O(√n) to add, to remove and to read an order statistic.</summary>
internal sealed class SortedBag
{
    private const int ChunkLength = 512, Sparse = ChunkLength / 8;

    private readonly List<(double[] Values, int Count)> _chunks = [(new double[8], 0)];
    private double[]? _spare;

    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => 80 + _chunks.Capacity * 16L + _chunks.Sum(c => c.Values.Length * 8L + 24) + (_spare?.Length ?? 0) * 8L;

    public double Min => this[0];

    public double Max => this[Count - 1];

    /// <summary>The value at <paramref name="rank"/> in ascending order.</summary>
    public double this[int rank]
    {
        get
        {
            int chunk = 0;
            for (; rank >= _chunks[chunk].Count; chunk++)
                rank -= _chunks[chunk].Count;
            return _chunks[chunk].Values[rank];
        }
    }

    /// <summary>The percentile, linear between order statistics (numpy's default); NaN when empty.</summary>
    public double Percentile(double percentile)
    {
        if (Count == 0)
            return double.NaN;
        double rank = percentile / 100 * (Count - 1);
        int below = (int)rank;
        double low = this[below];
        return rank == below ? low : low + (rank - below) * (this[below + 1] - low);
    }

    public void Add(double value)
    {
        // One zero: otherwise the sign of a least value would depend on which of the two left first.
        value = value == 0 ? 0 : value;
        int index = ChunkOf(value);
        var (values, count) = _chunks[index];
        int place = Place(values, count, value);
        if (count == values.Length)
            Array.Resize(ref values, count * 2);
        Array.Copy(values, place, values, place + 1, count - place);
        values[place] = value;
        _chunks[index] = (values, count + 1);
        Count++;
        if (count + 1 == ChunkLength)
            Split(index);
    }

    /// <summary>Removes one occurrence of a value that is there.</summary>
    public void Remove(double value)
    {
        int index = ChunkOf(value);
        var (values, count) = _chunks[index];
        int place = Place(values, count, value);
        Array.Copy(values, place + 1, values, place, count - place - 1);
        _chunks[index] = (values, count - 1);
        Count--;
        if (count - 1 < Sparse && _chunks.Count > 1)
            Merge(Math.Max(0, index - 1));
    }

    // The first chunk whose greatest value is not below the value, else the last one.
    private int ChunkOf(double value)
    {
        int low = 0, high = _chunks.Count - 1;
        while (low < high)
        {
            int middle = (low + high) / 2;
            var (values, count) = _chunks[middle];
            if (values[count - 1] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private static int Place(double[] values, int count, double value)
    {
        int low = 0, high = count;
        while (low < high)
        {
            int middle = (low + high) / 2;
            if (values[middle] < value)
                low = middle + 1;
            else
                high = middle;
        }
        return low;
    }

    private void Split(int index)
    {
        var (values, count) = _chunks[index];
        int half = count / 2;
        var upper = _spare ?? new double[ChunkLength];
        _spare = null;
        Array.Copy(values, half, upper, 0, count - half);
        _chunks[index] = (values, half);
        _chunks.Insert(index + 1, (upper, count - half));
    }

    // Joins a chunk and the next when both fit into one with room to spare. An empty chunk always does: the other is below ChunkLength.
    private void Merge(int index)
    {
        var ((values, count), (upper, more)) = (_chunks[index], _chunks[index + 1]);
        if (count > 0 && more > 0 && count + more > ChunkLength * 3 / 4)
            return;
        Array.Copy(upper, 0, values, count, more);
        _chunks[index] = (values, count + more);
        _chunks.RemoveAt(index + 1);
        _spare = upper;
    }
}
