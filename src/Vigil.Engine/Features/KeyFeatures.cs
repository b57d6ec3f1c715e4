using Vigil.Detection.Persistence;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>The features of one entity key: reads what the entity did before the event, places the event, reads the windows.</summary>
internal sealed class KeyFeatures
{
    private const int Layout = 5, LayoutOfWholeRings = 4;

    private readonly KeyPlan _plan;
    private readonly KeyResolver _resolver;
    private readonly EntityWindows _windows;
    private readonly EntityApproach _near;
    private readonly SavedWindows _saved;
    private readonly EventOrder _order;
    private readonly PastFeatures _past;
    private readonly WindowFeatures _inOrder;
    private readonly WindowScan _outOfOrder;
    private readonly long[] _values;
    private readonly int _label;
    private readonly int[] _group = new int[FeaturePipeline.GroupLength];
    private int _entity;

    public KeyFeatures(KeyPlan plan, KeyResolver resolver, TransactionSchema schema, long lateness, KeyFeatures? peers = null)
    {
        (_plan, _resolver) = (plan, resolver);
        var (rows, slab) = (new Rows(plan.RowCells, EntityWindows.CountCells), new Slab());
        _windows = new EntityWindows(plan, lateness, rows, slab);
        (_near, _saved) = (new EntityApproach(plan, rows, slab), new SavedWindows(plan, rows, slab));
        _order = new EventOrder(plan, lateness);
        _past = new PastFeatures(plan, schema, peers?._past);
        _values = new long[plan.Numbers.Length + plan.Texts.Length];
        _inOrder = new WindowFeatures(plan, _windows, _past, _values);
        _outOfOrder = new WindowScan(plan, _windows, _inOrder, _order, _values);
        _label = Array.IndexOf(plan.Numbers, -1);
    }

    /// <summary>The key's fields; behind ± the field whose sizes are kept apart by sign.</summary>
    public string Name => string.Join('+', _plan.Entity) + (_plan.Magnitude is { } size ? "±" + size.Field : "");

    /// <summary>Entities seen.</summary>
    public int Entities => (int)_windows.Counts[EntityWindows.EntitiesCell];

    /// <summary>Bytes of all that the key holds; the texts of its fields are the pipeline's.</summary>
    public long Bytes => _windows.Bytes + _past.Bytes + _resolver.Bytes;

    /// <summary>Late events that were placed.</summary>
    public long Late => _windows.Counts[EntityWindows.LateCell];

    /// <summary>Events that came too late to be placed.</summary>
    public long TooLate => _windows.Counts[EntityWindows.TooLateCell];

    /// <summary>Whether it remembers places.</summary>
    public bool MeasuresDistance => _plan.PlaceCell >= 0;

    /// <summary>Where the transaction's entity was before it, where the key measures distances.</summary>
    public (bool IsKnown, long Time, double Kilometres, int Name) From => _entity < 0 ? default : _past.From;

    /// <summary>Its state.</summary>
    public StatePart Part =>
        new("key " + Name, Layout, _plan.Content, [.. _resolver.Memories, .. _windows.Memories, .. _past.Memories], Rebuild)
        {
            Oldest = LayoutOfWholeRings,
        };

    /// <summary>Finds the entities of a group of transactions and brings near their rows.</summary>
    public void Find(ReadOnlySpan<Transaction> group, GroupSymbols symbols)
    {
        for (int place = 0; place < group.Length; place++)
        {
            int entity = _group[place] = _resolver.Resolve(group[place], symbols[place]);
            if (entity < 0)
                continue;
            _near.Approach(entity);
            _past.Approach(place, entity, symbols[place]);
        }
    }

    /// <summary>Brings near what the rows lead to.</summary>
    public void ApproachEvents(int count)
    {
        for (int place = 0; place < count; place++)
            if (_group[place] is var entity and >= 0)
            {
                _near.ApproachEvents(entity);
                _past.ApproachPairs(place);
            }
    }

    /// <summary>Brings near what the events lead to.</summary>
    public void ApproachCounts(int count, GroupSymbols symbols)
    {
        for (int place = 0; place < count; place++)
            if (_group[place] is var entity and >= 0)
                _near.ApproachCounts(entity, symbols[place]);
    }

    /// <summary>Fills this key's columns for a transaction of the group; all missing when it names no entity.</summary>
    public void Update(
        int place, Transaction transaction, ReadOnlySpan<int> symbols, Span<double> features, Span<double> baselines)
    {
        int entity = _entity = _group[place];
        if (entity < 0)
        {
            Blank(_plan.Past, features, baselines);
            Blank(_plan.Windowed, features, baselines);
            return;
        }
        var row = _windows.Row(entity);
        ref var head = ref Overlay.At<EntityHead>(row, 0);
        _windows.Counts[EntityWindows.EntitiesCell] += head.Seen == 0 ? 1 : 0;
        Gather(transaction, symbols);
        bool isAhead = _order.IsAhead(transaction), isFirst = head.Seen == 0;
        _past.Read(_windows.Slab, entity, row, transaction, symbols, _values, features, baselines, isAhead);
        if (isFirst)
            head.LastTime = isAhead ? transaction.Received : transaction.Time;
        if (!isAhead && transaction.Time >= head.LastTime)
            _inOrder.Append(row, transaction.Time, features, baselines);
        else
            _outOfOrder.Place(row, transaction, isAhead, features, baselines);
        if (isFirst)
            head.FirstTime = isAhead ? transaction.Received : transaction.Time;
        head.Seen++;
    }

    /// <summary>Takes in a label that arrives after its transaction. False when the transaction's event is not held.</summary>
    public bool ApplyLabel(Transaction transaction, ReadOnlySpan<int> symbols, double before)
    {
        int entity = _label < 0 ? -1 : _resolver.Find(transaction, symbols);
        if (entity < 0)
            return false;
        Gather(transaction, symbols);
        return _windows.SetLabel(_windows.Row(entity), transaction.Time, _values, _label, before);
    }

    /// <summary>Reads a state of the time before pages.</summary>
    public void ReadEarlier(ModelReader reader)
    {
        _resolver.ReadEarlier(reader);
        _saved.ReadEarlier(reader);
        _past.ReadEarlier(reader);
        (_windows.Counts[EntityWindows.EntitiesCell], _windows.Counts[EntityWindows.LateCell], _windows.Counts[EntityWindows.TooLateCell]) =
            (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64());
    }

    private void Rebuild(int version)
    {
        _resolver.Rebuild();
        if (version == LayoutOfWholeRings)
            _saved.Upgrade();
        _saved.Check();
        _past.Rebuild();
    }

    private static void Blank(FeatureOperation[] operations, Span<double> features, Span<double> baselines)
    {
        foreach (ref readonly var operation in operations.AsSpan())
            (features[operation.Output], baselines[operation.Output]) = (double.NaN, double.NaN);
    }

    private void Gather(Transaction transaction, ReadOnlySpan<int> symbols)
    {
        var values = _values.AsSpan();
        foreach (int slot in _plan.Numbers)
        {
            double number = slot < 0 ? transaction.Label : _plan.Magnitude is { } size ? size.Of(transaction) : transaction.Numbers[slot];
            values[0] = BitConverter.DoubleToInt64Bits(number);
            values = values[1..];
        }
        var texts = _plan.Texts;
        for (int i = 0; i < texts.Length; i++)
            values[i] = symbols[texts[i]];
    }
}
