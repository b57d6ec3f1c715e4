using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>A stream that is served: its definition and what scores it now. Thread-safe.</summary>
public sealed class LiveStream
{
    private readonly ConcurrentBag<TransactionParser> _parsers = [];
    private readonly ConditionalWeakTable<Model, Reasons> _reasons = [];
    private volatile ModelSnapshot? _snapshot;

    internal LiveStream(StreamDefinition definition, KeyedHash hash)
    {
        Definition = definition;
        Personal = new PersonalFields(definition.Name, definition.Schema, hash);
        Columns = (
            SlotOf(FieldRole.Amount, FieldType.Number), SlotOf(FieldRole.Location, FieldType.Text),
            SlotOf(FieldRole.Latitude, FieldType.Number), SlotOf(FieldRole.Longitude, FieldType.Number),
            SlotOf(FieldRole.Currency, FieldType.Text));
    }

    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>Its definition, as its champion knows it.</summary>
    public StreamDefinition Definition { get; }

    /// <summary>Its fields.</summary>
    public TransactionSchema Schema => Definition.Schema;

    /// <summary>Its features.</summary>
    public ImmutableArray<FeatureSpec> Features => Definition.Features.Features;

    /// <summary>What scores new transactions; null when no model was promoted yet.</summary>
    public ModelSnapshot? Snapshot
    {
        get => _snapshot;
        internal set => _snapshot = value;
    }

    /// <summary>Its personal fields.</summary>
    public PersonalFields Personal { get; }

    /// <summary>Slots of what decisions are found and summed up by; −1 where the stream has no such field or it is personal.</summary>
    internal (int Amount, int Location, int Latitude, int Longitude, int Currency) Columns { get; }

    /// <summary>An empty submission.</summary>
    public Submission NewSubmission() => new(this);

    /// <summary>A parser of this stream's transactions; give it back with <see cref="Return"/>.</summary>
    public TransactionParser RentParser() => _parsers.TryTake(out var parser) ? parser : new TransactionParser(Schema);

    /// <summary>Takes a parser back.</summary>
    public void Return(TransactionParser parser) => _parsers.Add(parser);

    /// <summary>What puts decisions of a model into words.</summary>
    public Reasons ReasonsOf(Model model) => _reasons.GetValue(model, m => new Reasons(Schema, Features, m));

    private int SlotOf(FieldRole role, FieldType type) =>
        Schema.Find(role) is { IsPersonal: false } field && field.Type == type ? Schema.Slot(Schema.IndexOf(role)) : -1;
}
