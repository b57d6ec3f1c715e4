using Vigil.Detection.Persistence;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>Compares an event with what its entity did before: gaps, first occurrences, rarity, robust deviations, travel.</summary>
internal sealed class PastFeatures
{
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Deviations and ratios are cut to this on both sides.</summary>
    public const double LargestDeviation = 1e6;

    private readonly KeyPlan _plan;
    private readonly int _latitude, _longitude;
    private readonly PairCounts[] _pairs;
    private readonly (int Before, long Total)[] _occurrences;
    private readonly (double Value, double Median, double Scale)[] _deviations;

    public PastFeatures(KeyPlan plan, TransactionSchema schema)
    {
        _plan = plan;
        (_latitude, _longitude) = (Slot(schema, FieldRole.Latitude), Slot(schema, FieldRole.Longitude));
        if (plan.PlaceCell >= 0 && (_latitude < 0 || _longitude < 0))
            throw new ArgumentException("The features distance and speed need number fields with the roles latitude and longitude.");
        _pairs = [.. plan.Pairs.Select(_ => new PairCounts())];
        _occurrences = new (int, long)[_pairs.Length];
        _deviations = new (double, double, double)[plan.Histories.Length];
    }

    /// <summary>Where the entity of the event was before; the name is a symbol, or −1.</summary>
    public (bool IsKnown, long Time, double Kilometres, int Name) From { get; private set; }

    /// <summary>Bytes of the counts of pairs.</summary>
    public long Bytes => _pairs.Sum(pairs => pairs.Bytes);

    /// <summary>Reads what the event's pairs will need; see <see cref="EntityWindows.ReadAhead"/>.</summary>
    public long ReadAhead(int entity, ReadOnlySpan<int> symbols)
    {
        long read = 0;
        for (int i = 0; i < _pairs.Length; i++)
            read += _pairs[i].ReadAhead(entity, symbols[_plan.Texts[_plan.Pairs[i].Column]]);
        return read;
    }

    /// <summary>Fills the columns and then remembers the event.</summary>
    public void Read(
        Slab slab,
        int entity,
        Span<long> row,
        Transaction transaction,
        ReadOnlySpan<long> values,
        Span<double> features,
        Span<double> baselines)
    {
        CountPairs(entity, row, values);
        Compare(slab, row, values);
        var (kilometres, hours) = Travel(row, transaction, values);
        foreach (ref readonly var operation in _plan.Past.AsSpan())
            (features[operation.Output], baselines[operation.Output]) = operation.Aggregation switch
            {
                Aggregation.SinceLast => SinceLast(row, transaction.Time),
                Aggregation.FirstSeen => FirstSeen(operation.Part, row),
                Aggregation.Rarity => Rarity(_occurrences[operation.Part]),
                Aggregation.RobustZscore => Deviation(_deviations[operation.Part]),
                Aggregation.Ratio => Ratio(_deviations[operation.Part]),
                Aggregation.Distance => (kilometres, double.NaN),
                Aggregation.Speed => (kilometres / hours, double.NaN),
                _ => throw new InvalidOperationException($"{operation.Aggregation} needs a window."),
            };
    }

    public void Write(ModelWriter writer)
    {
        foreach (var pairs in _pairs)
            pairs.Write(writer);
    }

    public void Read(ModelReader reader)
    {
        for (int i = 0; i < _pairs.Length; i++)
            _pairs[i] = PairCounts.Read(reader);
    }

    private static int Slot(TransactionSchema schema, FieldRole role) => schema.IndexOf(role) is var i and >= 0 ? schema.Slot(i) : -1;

    private void CountPairs(int entity, Span<long> row, ReadOnlySpan<long> values)
    {
        for (int i = 0; i < _pairs.Length; i++)
        {
            int symbol = (int)values[_plan.Numbers.Length + _plan.Pairs[i].Column];
            ref long total = ref row[_plan.Pairs[i].Cell];
            _occurrences[i] = symbol < 0 ? (-1, 0) : (_pairs[i].Increment(entity, symbol), total++);
        }
    }

    private void Compare(Slab slab, Span<long> row, ReadOnlySpan<long> values)
    {
        for (int i = 0; i < _deviations.Length; i++)
        {
            var history = _plan.Histories[i];
            double value = BitConverter.Int64BitsToDouble(values[history.Column]);
            var cells = row.Slice(history.Cell, History.RowCells);
            History.TryDescribe(slab, cells, history.Last, out double median, out double scale);
            _deviations[i] = (value, median, scale);
            if (!double.IsNaN(value))
                History.Add(slab, cells, history.Last, value);
        }
    }

    private static (double, double) SinceLast(ReadOnlySpan<long> row, long time)
    {
        long seen = row[KeyPlan.Seen];
        double usual = seen < 2 ? double.NaN : (row[KeyPlan.LastTime] - row[KeyPlan.FirstTime]) / MicrosecondsPerSecond / (seen - 1);
        return (seen == 0 ? double.NaN : Math.Max(0, time - row[KeyPlan.LastTime]) / MicrosecondsPerSecond, usual);
    }

    private (double, double) FirstSeen(int pair, ReadOnlySpan<long> row) => pair < 0
        ? (row[KeyPlan.Seen] == 0 ? 1 : 0, row[KeyPlan.Seen])
        : _occurrences[pair].Before < 0 ? (double.NaN, double.NaN)
        : (_occurrences[pair].Before == 0 ? 1 : 0, _occurrences[pair].Total);

    // Half an occurrence for what was never seen (Jeffreys): an unseen text is the rarer the longer the history.
    private static (double, double) Rarity((int Before, long Total) occurrences) => occurrences.Before < 0
        ? (double.NaN, double.NaN)
        : (Math.Log((occurrences.Total + 1) / (occurrences.Before + 0.5)), occurrences.Total);

    private static (double, double) Deviation((double Value, double Median, double Scale) x) =>
        (Math.Clamp((x.Value - x.Median) / x.Scale, -LargestDeviation, LargestDeviation), x.Median);

    private static (double, double) Ratio((double Value, double Median, double Scale) x) =>
        (x.Median > 0 ? Math.Clamp(x.Value / x.Median, -LargestDeviation, LargestDeviation) : double.NaN, x.Median);

    private static double Number(long cell) => BitConverter.Int64BitsToDouble(cell);

    private (double Kilometres, double Hours) Travel(Span<long> row, Transaction transaction, ReadOnlySpan<long> values)
    {
        From = default;
        if (_plan.PlaceCell < 0)
            return (double.NaN, double.NaN);
        var cells = row.Slice(_plan.PlaceCell, 5);
        double latitude = transaction.Numbers[_latitude], longitude = transaction.Numbers[_longitude];
        if (double.IsNaN(latitude) || double.IsNaN(longitude))
            return (double.NaN, double.NaN);
        var travelled = cells[3] == 0
            ? (double.NaN, double.NaN)
            : (Geography.Kilometres(Number(cells[0]), Number(cells[1]), latitude, longitude),
               Geography.Hours(cells[2], transaction.Time));
        if (cells[3] != 0)
            From = (true, cells[2], travelled.Item1, (int)cells[4] - 1);
        if (cells[3] == 0 || transaction.Time >= cells[2])
        {
            (cells[0], cells[1], cells[2], cells[3]) =
                (BitConverter.DoubleToInt64Bits(latitude), BitConverter.DoubleToInt64Bits(longitude), transaction.Time, 1);
            cells[4] = _plan.PlaceText < 0 ? 0 : values[_plan.Numbers.Length + _plan.PlaceText] + 1;
        }
        return travelled;
    }
}
