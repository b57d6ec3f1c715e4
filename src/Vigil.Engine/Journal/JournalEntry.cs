namespace Vigil.Engine.Journal;

/// <summary>One entry of the journal. Immutable once appended.</summary>
/// <param name="Sequence">Its place in the order of the whole journal, from 1, without gaps.</param>
/// <param name="Kind">What it records.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Received">When it was taken in, in microseconds since 1970-01-01T00:00:00Z; never before the entry before it.</param>
/// <param name="Body">The bytes of its <see cref="JournalRecord"/>.</param>
public sealed record JournalEntry(long Sequence, EntryKind Kind, string Stream, long Received, ReadOnlyMemory<byte> Body)
{
    /// <summary>The entry of a record.</summary>
    public static JournalEntry Of(long sequence, string stream, long received, JournalRecord record) =>
        new(sequence, record.Kind, stream, received, record.Encode());
}
