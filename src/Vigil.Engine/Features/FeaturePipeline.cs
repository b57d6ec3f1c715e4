using System.Collections.Immutable;
using Vigil.Detection.Persistence;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// Turns transactions into feature rows, one after the other, and keeps all window state. The same object serves files, the live
/// service, training and replays. Not thread-safe: one sequencer owns it. No allocation once the entities are known.
/// </summary>
public sealed class FeaturePipeline
{
    /// <summary>Transactions that are looked up side by side.</summary>
    internal const int GroupLength = 16;

    private TransactionSchema _schema;
    private TransactionFeatures _transaction;
    private readonly KeyFeatures[] _keys;
    private readonly KeyFeatures? _journey;
    private readonly int _placeSlot;
    private readonly KeyFeatures? _own;
    private SymbolTable?[] _symbols;
    private int[] _current;
    private GroupSymbols _group;

    /// <summary>Compiles the features of a stream; the state is empty.</summary>
    /// <exception cref="ArgumentException">A feature names a field that the schema lacks or whose type does not fit.</exception>
    public FeaturePipeline(TransactionSchema schema, FeatureSet set)
    {
        _schema = schema;
        Features = set.Features;
        var columns = set.Features.Select((feature, output) => (Feature: feature, Output: output)).ToList();
        _transaction = OfTransaction(schema);
        _symbols = new SymbolTable?[schema.TextCount];
        _current = new int[schema.TextCount];
        _group = new GroupSymbols(_symbols);
        long lateness = set.Lateness.Ticks / TimeSpan.TicksPerMicrosecond;
        var ofEntities = columns.Where(c => !c.Feature.Entity.IsEmpty).ToLookup(c => KeyPlan.IsOfSizes(c.Feature.Aggregation));
        var plain = ofEntities[false].GroupBy(c => Key(c.Feature)).Select(key => Compile([.. key], lateness));
        var sizes = ofEntities[true].GroupBy(c => c.Feature.Field!).SelectMany(field => CompileSizes(field.Key, [.. field], lateness));
        _keys = [.. plain, .. sizes];
        _journey = Array.Find(_keys, key => key.MeasuresDistance);
        _placeSlot = schema.Slot(FieldRole.Location, FieldType.Text);
        _own = schema.Find(FieldRole.Entity) is { } entity ? Array.Find(_keys, key => key.Name == entity.Name) : null;
    }

    /// <summary>The columns.</summary>
    public ImmutableArray<FeatureSpec> Features { get; }

    /// <summary>The count of columns.</summary>
    public int Width => Features.Length;

    /// <summary>What each entity key holds: entities, bytes, late events placed and not placed.</summary>
    public IEnumerable<KeyStatistics> Statistics => _keys.Select(k => new KeyStatistics(k.Name, k.Entities, k.Bytes, k.Late, k.TooLate));

    /// <summary>Bytes of all state, the texts of the entities included.</summary>
    public long Bytes => _keys.Sum(key => key.Bytes) + _symbols.Sum(table => table?.Bytes ?? 0);

    /// <summary>How the event of the last <see cref="Update"/> came.</summary>
    public Arrival Arrival { get; private set; }

    /// <summary>Whether an event came too late to be placed; cheaper to ask than <see cref="Statistics"/>.</summary>
    public bool HasLeftOut => Array.Exists(_keys, k => k.TooLate > 0);

    /// <summary>Computes the features of the next transaction, itself included, and takes it into the state.</summary>
    /// <param name="transaction">The next transaction in journal order.</param>
    /// <param name="features">Receives <see cref="Width"/> values; NaN where there is nothing to compute from.</param>
    /// <param name="baselines">
    /// Receives beside each value what is usual for the entity: the median for deviations and ratios (a size for those of sizes), the
    /// expected count for counts, the number of earlier transactions for rarity and first occurrences, the mean gap for gaps, the rhythm
    /// in days for recurrences; NaN where nothing is known.
    /// </param>
    public void Update(Transaction transaction, Span<double> features, Span<double> baselines)
    {
        Prepare(new ReadOnlySpan<Transaction>(in transaction));
        UpdatePrepared(0, transaction, features, baselines);
    }

    /// <summary>
    /// The same for several transactions, to the bit; faster, because what one waits for from memory comes while others are looked up.
    /// </summary>
    /// <param name="transactions">The next transactions in journal order.</param>
    /// <param name="features">Receives <see cref="Width"/> values for each.</param>
    /// <param name="baselines">Receives as many.</param>
    public void UpdateAll(ReadOnlySpan<Transaction> transactions, Span<double> features, Span<double> baselines)
    {
        for (int first = 0, at = 0; first < transactions.Length; first += GroupLength)
        {
            var group = transactions[first..Math.Min(first + GroupLength, transactions.Length)];
            Prepare(group);
            for (int place = 0; place < group.Length; place++, at += Width)
                UpdatePrepared(place, group[place], features.Slice(at, Width), baselines.Slice(at, Width));
        }
    }

    /// <summary>
    /// Looks up what the next transactions need, at most <see cref="GroupLength"/>. <see cref="UpdatePrepared"/> must follow for each of
    /// them, in order and before anything else.
    /// </summary>
    internal void Prepare(ReadOnlySpan<Transaction> group)
    {
        _group.Intern(group);
        foreach (var key in _keys)
            key.Find(group, _group);
        foreach (var key in _keys)
            key.ApproachEvents(group.Length);
        foreach (var key in _keys)
            key.ApproachCounts(group.Length, _group);
        // The state is outside the collector's heap and goes with this object: it must not go before the last read.
        GC.KeepAlive(this);
    }

    /// <summary>Takes in a transaction of the group that was prepared.</summary>
    internal void UpdatePrepared(int place, Transaction transaction, Span<double> features, Span<double> baselines)
    {
        var symbols = _group[place];
        _transaction.Read(transaction, features, baselines);
        long late = _own?.Late ?? 0, leftOut = _own?.TooLate ?? 0;
        foreach (var key in _keys)
            key.Update(place, transaction, symbols, features, baselines);
        Arrival = _own?.TooLate > leftOut ? Arrival.LeftOut : _own?.Late > late ? Arrival.Late : Arrival.InOrder;
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Goes on under a schema that has the same fields in the same slots, and perhaps others after them; it may read them in another way,
    /// and in another time zone.
    /// </summary>
    internal void Continue(TransactionSchema schema)
    {
        _schema = schema;
        _transaction = OfTransaction(schema);
        Array.Resize(ref _symbols, schema.TextCount);
        Array.Resize(ref _current, schema.TextCount);
        _group = new GroupSymbols(_symbols);
    }

    /// <summary>Where the entity of the last transaction was before it, by the first feature that measures a distance.</summary>
    internal void CopyLastPlace(LastPlace place)
    {
        if (_journey is not null && _journey.From is { IsKnown: true } from)
            place.Set(from.Time, from.Kilometres, from.Name, _placeSlot < 0 ? null : _symbols[_placeSlot]);
        else
            place.Forget();
        GC.KeepAlive(this);
    }

    /// <summary>
    /// Takes in a label that arrives after its transaction (<see cref="Transaction.Label"/>; the other fields as they were). It shows in
    /// risk features from then on, once their delay has passed. Events of one time that agree in all that an entity key's features read
    /// are taken for one another. O(events of the entity).
    /// </summary>
    /// <param name="transaction">It, with the label that counts from now on; NaN when it is unknown again.</param>
    /// <param name="before">The label that counted until now; NaN when it was unknown.</param>
    /// <returns>False when no key holds the transaction (any more).</returns>
    public bool ApplyLabel(Transaction transaction, double before = double.NaN)
    {
        for (int slot = 0; slot < _symbols.Length; slot++)
            _current[slot] = transaction.Text(slot) is { IsEmpty: false } text && _symbols[slot] is { } table ? table.Find(text) : -1;
        bool isApplied = false;
        foreach (var key in _keys)
            isApplied |= key.ApplyLabel(transaction, _current, before);
        GC.KeepAlive(this);
        return isApplied;
    }

    /// <summary>All state in its parts.</summary>
    internal IEnumerable<StatePart> Parts
    {
        get
        {
            for (int slot = 0; slot < _symbols.Length; slot++)
                if (_symbols[slot] is { } table)
                    yield return table.Part(TextField(slot));
            foreach (var key in _keys)
                yield return key.Part;
        }
    }

    /// <summary>Reads a state of the time before pages; the state must be empty.</summary>
    /// <exception cref="InvalidDataException">The bytes are not a state of these features.</exception>
    internal void ReadEarlier(ModelReader reader)
    {
        string features = string.Join('\n', Features.Select(f => f.Computation));
        bool isFirst = Features.All(f => f.Edition == FeatureSpec.FirstEdition);
        if (reader.ReadString() != (isFirst ? features : $"layout 3\n{features}\n{_schema.Rates}"))
            throw new InvalidDataException(
                "The state belongs to other features than this stream has: start without it, or use the stream that it was written with.");
        foreach (var table in _symbols)
            if (table is not null)
                EarlierState.Read(reader, table);
        foreach (var key in _keys)
            key.ReadEarlier(reader);
    }

    private TransactionFeatures OfTransaction(TransactionSchema schema) => new(
        schema, [.. Features.Select((feature, output) => (Feature: feature, Output: output)).Where(c => c.Feature.Entity.IsEmpty)]);

    private static string Key(FeatureSpec feature) => string.Join('\u001f', feature.Entity);

    private KeyFeatures Compile(ImmutableArray<(FeatureSpec Feature, int Output)> columns, long lateness) =>
        Compile(new KeyPlan(_schema, columns[0].Feature.Entity, columns), lateness);

    // The whole stream comes first, whether a feature asks for it or not: what is usual for an entity is drawn towards it.
    private IEnumerable<KeyFeatures> CompileSizes(
        string field, ImmutableArray<(FeatureSpec Feature, int Output)> columns, long lateness)
    {
        var magnitude = new Magnitude(_schema, field);
        var all = columns.Where(c => c.Feature.Entity is ["*"]).ToList();
        var peers = Compile(new KeyPlan(_schema, ["*"], all, magnitude), lateness);
        var entities = columns.Except(all).GroupBy(c => Key(c.Feature));
        return entities.Select(key => Compile(new KeyPlan(_schema, key.First().Feature.Entity, [.. key], magnitude), lateness, peers))
            .Prepend(peers);
    }

    private KeyFeatures Compile(KeyPlan plan, long lateness, KeyFeatures? peers = null)
    {
        int[] slots = plan.Entity is ["*"] ? [] : [.. plan.Entity.Select(TextSlot)];
        var read = slots.Concat(plan.Texts);
        foreach (int slot in plan.RecurrenceCell >= 0 && plan.CounterpartySlot >= 0 ? read.Append(plan.CounterpartySlot) : read)
            _symbols[slot] ??= new SymbolTable();
        return new KeyFeatures(plan, new KeyResolver(slots, plan.Magnitude), _schema, lateness, peers);
    }

    private string TextField(int slot) => _schema.Fields
        .First(field => field.Type == FieldType.Text && _schema.Slot(field.Name, FieldType.Text) == slot).Name;

    private int TextSlot(string field) => _schema.Slot(field, FieldType.Text) is var slot and >= 0 ? slot
        : throw new ArgumentException($"The entity '{field}' is not a text field of the stream.");
}

/// <summary>What one entity key holds.</summary>
public sealed record KeyStatistics(string Key, int Entities, long Bytes, long Late, long TooLate);
