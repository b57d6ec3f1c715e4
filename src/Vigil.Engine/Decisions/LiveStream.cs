using System.Collections.Concurrent;
using System.Collections.Immutable;
using System.Runtime.CompilerServices;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Decisions;

/// <summary>A stream that is served: its definition and what scores it now. Thread-safe.</summary>
public sealed class LiveStream
{
    private readonly ConcurrentBag<TransactionParser> _parsers = [];
    private readonly ConditionalWeakTable<Model, Reasons> _reasons = [];
    private readonly ConditionalWeakTable<Model, ModelSnapshot> _snapshots = [];
    private volatile ModelSnapshot? _snapshot;

    internal LiveStream(StreamDefinition definition, string text, KeyedHash hash)
    {
        (Definition, Text, Version) = (definition, text, VersionOf(text));
        Personal = new PersonalFields(definition.Name, definition.Schema, hash);
        Columns = (
            Schema.PlainSlot(FieldRole.Amount, FieldType.Number), Schema.PlainSlot(FieldRole.Location, FieldType.Text),
            Schema.PlainSlot(FieldRole.Latitude, FieldType.Number), Schema.PlainSlot(FieldRole.Longitude, FieldType.Number),
            Schema.PlainSlot(FieldRole.Currency, FieldType.Text));
    }

    /// <summary>Its name.</summary>
    public string Name => Definition.Name;

    /// <summary>Its definition.</summary>
    public StreamDefinition Definition { get; }

    /// <summary>The stream file that says all of the definition.</summary>
    public string Text { get; }

    /// <summary>Twelve hexadecimal digits of a hash of <see cref="Text"/>.</summary>
    public string Version { get; }

    /// <summary>When it began to be served so, in microseconds since 1970-01-01T00:00:00Z; 0 where that is not known.</summary>
    public long Since { get; internal set; }

    /// <summary>Whether it was applied, rather than promoted with a model.</summary>
    public bool IsApplied { get; internal set; }

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

    /// <summary>A parser of this stream's transactions; give it back with <see cref="Return"/>.</summary>
    public TransactionParser RentParser() => _parsers.TryTake(out var parser) ? parser : new TransactionParser(Schema);

    /// <summary>Takes a parser back.</summary>
    public void Return(TransactionParser parser) => _parsers.Add(parser);

    /// <summary>What puts decisions of a model into words.</summary>
    public Reasons ReasonsOf(Model model) => _reasons.GetValue(model, m => new Reasons(Schema, Features, m));

    /// <summary>What scores a transaction of the stream with a model.</summary>
    /// <exception cref="InvalidDataException">The model reads a feature that the stream lacks.</exception>
    internal ModelSnapshot SnapshotOf(Model model) =>
        _snapshots.GetValue(model, m => ModelSnapshot.Of(m, Definition.Policy, Features));

    internal static string VersionOf(string text) =>
        Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes(text)))[..12];
}
