using Vigil.Engine.Protection;

namespace Vigil.Engine.Journal;

/// <summary>Entries that become durable together; of a large batch whose append failed, a beginning may be kept.</summary>
/// <param name="Entries">In sequence, beginning after the last one of the journal.</param>
/// <param name="NewKeys">Data keys that these entries are sealed with.</param>
public sealed record JournalBatch(IReadOnlyList<JournalEntry> Entries, IReadOnlyList<NewEntityKey> NewKeys)
{
    /// <summary>Requests that their senders gave keys, whose transactions begin in this batch.</summary>
    public IReadOnlyList<KeyedRequest> Requests { get; init; } = [];

    /// <summary>How far the sources have been read whose last transactions are in this batch.</summary>
    public IReadOnlyList<SourcePosition> Sources { get; init; } = [];
}

/// <summary>How far a source has been read: it can be resumed from there, and nothing is missing or comes twice.</summary>
/// <param name="Source">Its name, such as the topic and partition.</param>
/// <param name="Position">What the source goes on from; only it knows what that means.</param>
public sealed record SourcePosition(string Source, string Position);

/// <summary>A request that its sender may repeat under a key.</summary>
/// <param name="Key">A keyed hash of the key and whose it is.</param>
/// <param name="Content">A keyed hash of what it held.</param>
/// <param name="Received">When it came first, in microseconds since 1970-01-01T00:00:00Z.</param>
public sealed record KeyedRequest(UInt128 Key, UInt128 Content, long Received);
