using System.Collections.Frozen;
using System.Runtime.CompilerServices;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Transactions;

/// <summary>What reading and writing a stream's transactions needs, looked up once. Thread-safe.</summary>
internal sealed class StreamFields
{
    /// <summary>The name is none of the stream's.</summary>
    public const int Unknown = -1;

    /// <summary>The name is <see cref="FieldAliases.TimeOfDay"/>.</summary>
    public const int TimeOfDay = -2;

    private static readonly ConditionalWeakTable<LiveStream, StreamFields> Streams = [];
    private readonly byte[][] _names;
    private readonly FrozenDictionary<string, int> _aliases;

    private StreamFields(TransactionSchema schema)
    {
        Schema = schema;
        _names = [.. schema.Columns.Select(Encoding.UTF8.GetBytes)];
        JsonNames = [.. schema.Fields.Select(f => JsonEncodedText.Encode(f.Name))];
        IdSlot = schema.Slot(FieldRole.Id, FieldType.Text);
        Id = IdSlot < 0 ? -1 : schema.IndexOf(FieldRole.Id);
        _aliases = Aliases(schema).ToFrozenDictionary();
        Time = schema.IndexOf(FieldRole.Time);
        Entity = schema.IndexOf(FieldRole.Entity);
    }

    /// <summary>The fields.</summary>
    public TransactionSchema Schema { get; }

    /// <summary>Their names as members of JSON objects.</summary>
    public JsonEncodedText[] JsonNames { get; }

    /// <summary>The index of the identifier, or −1 where the stream has none.</summary>
    public int Id { get; }

    /// <summary>The identifier's slot, or −1.</summary>
    public int IdSlot { get; }

    /// <summary>The index of the entity, or −1 where the stream has none.</summary>
    public int Entity { get; }

    /// <summary>The index of the event time.</summary>
    public int Time { get; }

    /// <summary>Those of a stream.</summary>
    public static StreamFields Of(LiveStream stream) => Streams.GetValue(stream, s => new StreamFields(s.Schema));

    /// <summary>The index of the column with exactly that name among the schema's, or <see cref="Unknown"/>.</summary>
    /// <param name="name">UTF-8.</param>
    /// <param name="guess">Where to look first; objects mostly name their fields in the same order.</param>
    public int Find(ReadOnlySpan<byte> name, ref int guess)
    {
        for (int i = 0; i < _names.Length; i++)
        {
            int field = guess + i < _names.Length ? guess + i : guess + i - _names.Length;
            if (!name.SequenceEqual(_names[field]))
                continue;
            guess = field + 1;
            return field;
        }
        return Unknown;
    }

    /// <summary>The name of a field as it stands in JSON.</summary>
    public ReadOnlySpan<byte> NameOf(int field) => _names[field];

    /// <summary>Whether the name of any field begins so: with the name of an object and a dot.</summary>
    public bool HasBelow(ReadOnlySpan<byte> prefix)
    {
        foreach (byte[] name in _names)
            if (name.AsSpan().StartsWith(prefix))
                return true;
        return false;
    }

    /// <summary>The index of the field with that alias, <see cref="TimeOfDay"/> or <see cref="Unknown"/>.</summary>
    public int FindAlias(string name) => _aliases.TryGetValue(name, out int field) ? field : Unknown;

    private static Dictionary<string, int> Aliases(TransactionSchema schema)
    {
        var aliases = new Dictionary<string, int> { [FieldAliases.TimeOfDay] = TimeOfDay };
        for (int i = 0; i < schema.Fields.Length; i++)
            foreach (string name in FieldAliases.Of(schema.Fields[i].Role))
                aliases.TryAdd(name, i);
        return aliases;
    }
}
