using Vigil.Detection.Persistence;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>Compares an event with what its entity did before: gaps, first occurrences, rarity, robust deviations, travel.</summary>
internal sealed class PastFeatures
{
    private const double MicrosecondsPerSecond = 1e6;

    /// <summary>Deviations and ratios are cut to this on both sides.</summary>
    public const double LargestDeviation = 1e6;

    // Smaller ones are as small, so that every logarithm is a number.
    private const double LeastSize = 1e-300;

    private readonly KeyPlan _plan;
    private readonly bool _isFirstEdition;
    private readonly int _latitude, _longitude;
    private readonly PairCounts[] _pairs;
    private readonly (int Before, long Total)[] _occurrences;
    private readonly (double Value, double Median, double Scale)[] _deviations;
    private readonly (double LogSize, Usual Usual)[] _sizes;
    private readonly PastFeatures? _peers;
    private (double Steps, double Days) _recurrence;
    private int _counterparty;

    /// <param name="plan">What is kept.</param>
    /// <param name="schema">The fields.</param>
    /// <param name="peers">For sizes: those of the whole stream, which must read every event first.</param>
    public PastFeatures(KeyPlan plan, TransactionSchema schema, PastFeatures? peers = null)
    {
        (_plan, _peers, _isFirstEdition) = (plan, peers, plan.Edition == FeatureSpec.FirstEdition);
        (_latitude, _longitude) = (schema.Slot(FieldRole.Latitude), schema.Slot(FieldRole.Longitude));
        if (plan.PlaceCell >= 0 && (_latitude < 0 || _longitude < 0))
            throw new ArgumentException("The features distance and speed need number fields with the roles latitude and longitude.");
        _pairs = [.. plan.Pairs.Select(_ => new PairCounts())];
        _occurrences = new (int, long)[_pairs.Length];
        _deviations = new (double, double, double)[plan.Magnitude is null ? plan.Histories.Length : 0];
        _sizes = new (double, Usual)[plan.Magnitude is null ? 0 : plan.Histories.Length];
    }

    /// <summary>What the event itself counts for as an occurrence of its text.</summary>
    public static double OccurrenceOf(int edition) => edition == FeatureSpec.FirstEdition ? 0.5 : 1;

    /// <summary>Where the entity of the event was before; the name is a symbol, or −1.</summary>
    public (bool IsKnown, long Time, double Kilometres, int Name) From { get; private set; }

    /// <summary>For sizes: what was usual for the entity before the event.</summary>
    public Usual Usual => _sizes[_plan.OwnHistory].Usual;

    private Usual Widest => _sizes[_plan.WidestHistory].Usual;

    /// <summary>Bytes of the counts of pairs.</summary>
    public long Bytes => _pairs.Sum(pairs => pairs.Bytes);

    /// <summary>Brings near where the pairs of an event are looked for.</summary>
    /// <param name="place">The event's place in its group.</param>
    /// <param name="entity">Its entity.</param>
    /// <param name="symbols">Its texts.</param>
    public void Approach(int place, int entity, ReadOnlySpan<int> symbols)
    {
        for (int i = 0; i < _pairs.Length; i++)
            _pairs[i].Approach(place, entity, symbols[_plan.Texts[_plan.Pairs[i].Column]]);
    }

    /// <summary>After that: brings near the pairs.</summary>
    public void ApproachPairs(int place)
    {
        foreach (var pairs in _pairs)
            pairs.ApproachPair(place);
    }

    /// <summary>Fills the columns and then remembers the event.</summary>
    public void Read(
        Slab slab,
        int entity,
        Span<long> row,
        Transaction transaction,
        ReadOnlySpan<int> symbols,
        ReadOnlySpan<long> values,
        Span<double> features,
        Span<double> baselines,
        bool isAhead)
    {
        _counterparty = _plan.CounterpartySlot is var slot and >= 0 ? symbols[slot] : -1;
        CountPairs(entity, row, values);
        Compare(slab, row, values);
        CompareSizes(slab, row, values);
        Recur(slab, row, transaction);
        var (kilometres, hours) = Travel(row, transaction, values, isAhead);
        foreach (ref readonly var operation in _plan.Past.AsSpan())
            (features[operation.Output], baselines[operation.Output]) = operation.Aggregation switch
            {
                Aggregation.SinceLast => SinceLast(row, transaction.Time),
                Aggregation.FirstSeen => FirstSeen(operation.Part, row),
                Aggregation.Rarity => Rarity(_occurrences[operation.Part]),
                Aggregation.RobustZscore => Deviation(_deviations[operation.Part]),
                Aggregation.Ratio => Ratio(_deviations[operation.Part]),
                Aggregation.Deviation => (_sizes[operation.Part].Usual.Deviation(_sizes[operation.Part].LogSize), Size(operation.Part)),
                Aggregation.Multiple => (_sizes[operation.Part].Usual.Multiple(_sizes[operation.Part].LogSize), Size(operation.Part)),
                Aggregation.Known => (_sizes[operation.Part].Usual.Count, Size(operation.Part)),
                Aggregation.Recurrence => _recurrence,
                Aggregation.Distance => (kilometres, double.NaN),
                Aggregation.Speed => (kilometres / hours, double.NaN),
                _ => throw new InvalidOperationException($"{operation.Aggregation} needs a window."),
            };
    }

    /// <summary>Where the counts of pairs live.</summary>
    public IEnumerable<PagedMemory> Memories => _pairs.Select(pairs => pairs.Memory);

    /// <summary>Reads a state of the time before pages.</summary>
    public void ReadEarlier(ModelReader reader)
    {
        foreach (var pairs in _pairs)
            EarlierState.Read(reader, pairs);
    }

    /// <summary>After the memories were filled with what was saved.</summary>
    public void Rebuild()
    {
        foreach (var pairs in _pairs)
            pairs.Rebuild();
    }

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

    // From the longest history to the shorter ones, which are drawn towards it where there are no peers to be drawn towards.
    private void CompareSizes(Slab slab, Span<long> row, ReadOnlySpan<long> values)
    {
        if (_sizes.Length == 0)
            return;
        var wider = _peers?.Widest ?? Usual.Unknown;
        _sizes[_plan.WidestHistory] = Compare(slab, row, values, _plan.Histories[_plan.WidestHistory], wider);
        wider = _peers is null ? Widest : wider;
        for (int i = 0; i < _sizes.Length; i++)
            if (i != _plan.WidestHistory)
                _sizes[i] = Compare(slab, row, values, _plan.Histories[i], wider);
    }

    private static (double, Usual) Compare(Slab slab, Span<long> row, ReadOnlySpan<long> values, HistoryPlan history, Usual wider)
    {
        double logSize = Math.Log(Math.Max(BitConverter.Int64BitsToDouble(values[history.Column]), LeastSize));
        var cells = row.Slice(history.Cell, History.RowCells);
        int count = History.Describe(slab, cells, history.Last, out double median, out double deviation);
        History.Add(slab, cells, history.Last, logSize);
        return (logSize, Usual.Of(count, median, deviation, wider));
    }

    private void Recur(Slab slab, Span<long> row, Transaction transaction)
    {
        if (_plan.RecurrenceCell < 0)
            return;
        var (logSize, usual) = _sizes[_plan.OwnHistory];
        _recurrence = (0, double.NaN);
        if (logSize < usual.Centre + Math.Log(UnusualSizes.Unusual))
            return;
        var cells = row.Slice(_plan.RecurrenceCell, UnusualSizes.RowCells);
        _recurrence = UnusualSizes.Find(slab, cells, transaction.Time, logSize, _counterparty);
        UnusualSizes.Add(slab, cells, transaction.Time, logSize, _counterparty);
    }

    private double Size(int history) => Math.Exp(_sizes[history].Usual.Centre);

    private static (double, double) SinceLast(ReadOnlySpan<long> row, long time)
    {
        ref readonly var head = ref Overlay.At<EntityHead>(row, 0);
        double usual = head.Seen < 2 ? double.NaN : (head.LastTime - head.FirstTime) / MicrosecondsPerSecond / (head.Seen - 1);
        return (head.Seen == 0 ? double.NaN : Math.Max(0, time - head.LastTime) / MicrosecondsPerSecond, usual);
    }

    private (double, double) FirstSeen(int pair, ReadOnlySpan<long> row)
    {
        if (pair < 0)
            return FirstSeen(Overlay.At<EntityHead>(row, 0).Seen);
        if (_occurrences[pair].Before < 0)
            return (double.NaN, double.NaN);
        if (_occurrences[pair].Total == 0 && !_isFirstEdition)
            return (double.NaN, 0);
        return (_occurrences[pair].Before == 0 ? 1 : 0, _occurrences[pair].Total);
    }

    private static (double, double) FirstSeen(long seen) => (seen == 0 ? 1 : 0, seen);

    // The event counts on both sides: an unseen text is the rarer the longer the history, and one that was always there is not rare.
    private (double, double) Rarity((int Before, long Total) occurrences) => occurrences.Before < 0
        ? (double.NaN, double.NaN)
        : (Math.Log((occurrences.Total + 1) / (occurrences.Before + OccurrenceOf(_plan.Edition))), occurrences.Total);

    private static (double, double) Deviation((double Value, double Median, double Scale) x) =>
        (Math.Clamp((x.Value - x.Median) / x.Scale, -LargestDeviation, LargestDeviation), x.Median);

    private static (double, double) Ratio((double Value, double Median, double Scale) x) =>
        (x.Median > 0 ? Math.Clamp(x.Value / x.Median, -LargestDeviation, LargestDeviation) : double.NaN, x.Median);

    private (double Kilometres, double Hours) Travel(
        Span<long> row, Transaction transaction, ReadOnlySpan<long> values, bool isAhead)
    {
        From = default;
        if (_plan.PlaceCell < 0)
            return (double.NaN, double.NaN);
        ref var place = ref Overlay.At<PlaceCells>(row, _plan.PlaceCell);
        double latitude = transaction.Numbers[_latitude], longitude = transaction.Numbers[_longitude];
        if (double.IsNaN(latitude) || double.IsNaN(longitude))
            return (double.NaN, double.NaN);
        bool isKnown = place.Known != 0;
        var travelled = isKnown
            ? (Geography.Kilometres(place.Latitude, place.Longitude, latitude, longitude), Geography.Hours(place.Time, transaction.Time))
            : (double.NaN, double.NaN);
        if (isKnown)
            From = (true, place.Time, travelled.Item1, (int)place.Name - 1);
        if (!isAhead && (!isKnown || transaction.Time >= place.Time))
        {
            (place.Latitude, place.Longitude, place.Time, place.Known) = (latitude, longitude, transaction.Time, 1);
            place.Name = _plan.PlaceText < 0 ? 0 : values[_plan.Numbers.Length + _plan.PlaceText] + 1;
        }
        return travelled;
    }
}
