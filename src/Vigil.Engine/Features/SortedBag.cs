using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>A sorted multiset of doubles in chunks: O(√n) to add, to remove and to read an order statistic.</summary>
internal sealed class SortedBag
{
    private const int ChunkLength = 512;

    private readonly List<(double[] Values, int Count)> _chunks = [(new double[8], 0)];

    public int Count { get; private set; }

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
        Count--;
        if (count > 1 || _chunks.Count == 1)
            _chunks[index] = (values, count - 1);
        else
            _chunks.RemoveAt(index);
    }

    public void Write(ModelWriter writer)
    {
        writer.Write(_chunks.Count);
        foreach (var (values, count) in _chunks)
            writer.WriteArray<double>(values.AsSpan(0, count));
    }

    public static SortedBag Read(ModelReader reader)
    {
        var bag = new SortedBag();
        bag._chunks.Clear();
        int count = reader.ReadInt32();
        for (int i = 0; i < count; i++)
        {
            double[] values = reader.ReadArray<double>();
            bag._chunks.Add((values.Length < 8 ? [.. values, .. new double[8 - values.Length]] : values, values.Length));
            bag.Count += values.Length;
        }
        return bag;
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
        var upper = new double[ChunkLength];
        Array.Copy(values, half, upper, 0, count - half);
        _chunks[index] = (values, half);
        _chunks.Insert(index + 1, (upper, count - half));
    }
}
