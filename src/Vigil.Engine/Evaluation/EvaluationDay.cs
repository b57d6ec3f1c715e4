namespace Vigil.Engine.Evaluation;

/// <summary>The transactions of one day: feature rows, labels, customers.</summary>
internal sealed class EvaluationDay(int width)
{
    private double[] _rows = new double[width * 1024];

    public List<bool> Frauds { get; } = [];

    /// <summary>A number per customer.</summary>
    public List<long> Customers { get; } = [];

    public int Count => Frauds.Count;

    public void Add(ReadOnlySpan<double> row, bool isFraud, long customer)
    {
        int from = Count * width;
        if (from + width > _rows.Length)
            Array.Resize(ref _rows, _rows.Length * 2);
        row.CopyTo(_rows.AsSpan(from));
        Frauds.Add(isFraud);
        Customers.Add(customer);
    }

    public ReadOnlySpan<double> Row(int index) => _rows.AsSpan(index * width, width);

    /// <summary>Customers that were defrauded on this day.</summary>
    public IEnumerable<long> Defrauded => Customers.Where((_, i) => Frauds[i]);
}
