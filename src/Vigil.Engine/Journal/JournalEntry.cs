using Vigil.Engine.Protection;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Journal;

/// <summary>What an entry of the journal records. The numbers are stored.</summary>
public enum EntryKind
{
    /// <summary>A transaction and its decision; the body is a <see cref="DecisionRecord"/>.</summary>
    Decision = 1,

    /// <summary>A label that arrived after its transaction; the body is a <see cref="LabelRecord"/>.</summary>
    Label = 2,

    /// <summary>A model version became the champion of its stream; the body is a <see cref="PromotionRecord"/>.</summary>
    Promotion = 3,

    /// <summary>The personal data of an entity was erased; the body is an <see cref="ErasureRecord"/>.</summary>
    Erasure = 4,

    /// <summary>A stream has another definition; the body is a <see cref="DefinitionRecord"/>.</summary>
    Definition = 5,
}

/// <summary>One entry of the journal. Immutable once appended.</summary>
/// <param name="Sequence">Its place in the order of the whole journal, from 1, without gaps.</param>
/// <param name="Kind">What it records.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Received">When it was taken in, in microseconds since 1970-01-01T00:00:00Z; never before the entry before it.</param>
/// <param name="Body">The record; see <see cref="EntryKind"/>.</param>
public sealed record JournalEntry(long Sequence, EntryKind Kind, string Stream, long Received, ReadOnlyMemory<byte> Body)
{
    /// <summary>The columns by which decisions are found; null for other kinds. Filled when appended, not when read back.</summary>
    public DecisionColumns? Columns { get; init; }

    /// <summary>For a label: the sequence of the decision it belongs to, and whether it is fraud; null when that is taken back.</summary>
    public (long Sequence, bool? IsFraud)? Labels { get; init; }

    /// <summary>For a promotion: the version that is the champion from here on. Filled when appended.</summary>
    public string? Promotes { get; init; }

    /// <summary>For an erasure: the entity whose data key is deleted. Filled when appended.</summary>
    public UInt128? Erases { get; init; }
}

/// <summary>What a decision can be found by.</summary>
/// <param name="Time">Event time in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Id">The lower half of the transaction identifier's keyed hash; 0 where the stream has none. Others may share it.</param>
/// <param name="Entity">The lower half of the entity's keyed hash; 0 where there is none.</param>
/// <param name="Amount">The amount, or NaN.</param>
/// <param name="RawScore">In log-odds.</param>
/// <param name="Risk">0…100.</param>
/// <param name="Outcome">The decision.</param>
/// <param name="Model">The model version that scored it.</param>
/// <param name="Location">The named place, when it is known and not personal.</param>
/// <param name="Latitude">Degrees, or NaN; NaN when personal.</param>
/// <param name="Longitude">Degrees, or NaN; NaN when personal.</param>
public sealed record DecisionColumns(
    long Time, long Id, long Entity, double Amount, double RawScore, double Risk, Outcome Outcome, string Model, string? Location,
    double Latitude, double Longitude)
{
    /// <summary>The lower halves of keyed hashes: merchant, place, device and network address; 0 where there is none.</summary>
    public (long Merchant, long Place, long Device, long Address) Mentions { get; init; }

    /// <summary>The currency of the amount, when it is known and not personal.</summary>
    public string? Currency { get; init; }

    /// <summary>From receipt to decision, in milliseconds; NaN when nobody measured it.</summary>
    public double Delay { get; init; } = double.NaN;
}

/// <summary>Entries that become durable together or not at all.</summary>
/// <param name="Entries">In sequence, beginning after the last one of the journal.</param>
/// <param name="NewKeys">Data keys that these entries are sealed with.</param>
public sealed record JournalBatch(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<NewEntityKey> NewKeys)
{
    /// <summary>Requests that their senders gave keys, whose transactions begin in this batch.</summary>
    public IReadOnlyList<KeyedRequest> Requests { get; init; } = [];
}

/// <summary>A request that its sender may repeat under a key.</summary>
/// <param name="Key">A keyed hash of the key and whose it is.</param>
/// <param name="Content">A keyed hash of what it held.</param>
/// <param name="Received">When it came first, in microseconds since 1970-01-01T00:00:00Z.</param>
public sealed record KeyedRequest(UInt128 Key, UInt128 Content, long Received);
