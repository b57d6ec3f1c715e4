using System.Collections.Immutable;
using Vigil.Detection.Persistence;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>The features of one entity key: reads what the entity did before the event, places the event, reads the windows.</summary>
internal sealed partial class KeyFeatures
{
    private readonly KeyPlan _plan;
    private readonly KeyResolver _resolver;
    private readonly EntityWindows _windows;
    private readonly PastFeatures _past;
    private readonly long[] _values;
    private readonly int _label;

    public KeyFeatures(KeyPlan plan, KeyResolver resolver, TransactionSchema schema, long lateness)
    {
        (_plan, _resolver) = (plan, resolver);
        _windows = new EntityWindows(plan, lateness);
        _past = new PastFeatures(plan, schema);
        _values = new long[plan.Numbers.Count + plan.Texts.Count];
        _label = plan.Numbers.ToList().IndexOf(-1);
    }

    /// <summary>The key's fields.</summary>
    public string Name => string.Join('+', _plan.Entity);

    /// <summary>Entities seen.</summary>
    public int Entities { get; private set; }

    /// <summary>Bytes of rows, rings and histories.</summary>
    public long Bytes => _windows.Bytes;

    /// <summary>Late events that were placed.</summary>
    public long Late { get; private set; }

    /// <summary>Events that came too late to be placed.</summary>
    public long TooLate { get; private set; }

    /// <summary>Fills this key's columns; all missing when the transaction does not name the entity.</summary>
    public void Update(Transaction transaction, ReadOnlySpan<int> symbols, Span<double> features, Span<double> baselines)
    {
        int entity = _resolver.Resolve(transaction, symbols);
        if (entity < 0)
        {
            Blank(_plan.Past, features, baselines);
            Blank(_plan.Windowed, features, baselines);
            return;
        }
        var row = _windows.Row(entity);
        Entities += row[KeyPlan.Seen] == 0 ? 1 : 0;
        Gather(transaction, symbols);
        _past.Read(_windows.Slab, entity, row, transaction, _values, features, baselines);
        if (row[KeyPlan.Seen] == 0 || transaction.Time >= row[KeyPlan.LastTime])
            Append(entity, row, transaction.Time, features, baselines);
        else
            PlaceLate(entity, row, transaction.Time, features, baselines);
        if (row[KeyPlan.Seen]++ == 0)
            row[KeyPlan.FirstTime] = transaction.Time;
    }

    /// <summary>Takes in a label that arrives after its transaction. False when the transaction's event is no longer held.</summary>
    public bool ApplyLabel(Transaction transaction, ReadOnlySpan<int> symbols)
    {
        int entity = _label < 0 ? -1 : _resolver.Resolve(transaction, symbols);
        return entity >= 0 && _windows.SetLabel(_windows.Row(entity), transaction.Time, _label, transaction.Label);
    }

    public void Write(ModelWriter writer)
    {
        _resolver.Write(writer);
        _windows.Write(writer);
        _past.Write(writer);
        writer.Write(Entities);
        writer.Write(Late);
        writer.Write(TooLate);
    }

    public void Read(ModelReader reader)
    {
        _resolver.Read(reader);
        _windows.Read(reader);
        _past.Read(reader);
        (Entities, Late, TooLate) = (reader.ReadInt32(), reader.ReadInt64(), reader.ReadInt64());
    }

    private static void Blank(ImmutableArray<FeatureOperation> operations, Span<double> features, Span<double> baselines)
    {
        foreach (var operation in operations)
            (features[operation.Output], baselines[operation.Output]) = (double.NaN, double.NaN);
    }

    private void Gather(Transaction transaction, ReadOnlySpan<int> symbols)
    {
        for (int i = 0; i < _plan.Numbers.Count; i++)
        {
            int slot = _plan.Numbers[i];
            _values[i] = BitConverter.DoubleToInt64Bits(slot < 0 ? transaction.Label : transaction.Numbers[slot]);
        }
        for (int i = 0; i < _plan.Texts.Count; i++)
            _values[_plan.Numbers.Count + i] = symbols[_plan.Texts[i]];
    }
}
