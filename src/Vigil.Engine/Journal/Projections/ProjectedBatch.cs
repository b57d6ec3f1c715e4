namespace Vigil.Engine.Journal.Projections;

/// <summary>A batch of the journal, read once for all projections that take it in.</summary>
/// <param name="Batch">As it was appended.</param>
/// <param name="Entries">Its entries, read.</param>
public sealed record ProjectedBatch(JournalBatch Batch, IReadOnlyList<ProjectedEntry> Entries)
{
    /// <summary>Reads a batch.</summary>
    /// <param name="batch">The batch.</param>
    /// <param name="columnsOf">Reads what a decision can be found by.</param>
    /// <param name="unreadable">Told of each entry that is damaged; nothing is known of it then.</param>
    public static ProjectedBatch Of(
        JournalBatch batch, Func<JournalEntry, DecisionColumns> columnsOf, Action<JournalEntry, InvalidDataException> unreadable) =>
        new(batch, [.. batch.Entries.Select(entry =>
        {
            try
            {
                return Read(entry, columnsOf);
            }
            // What a newer program wrote is not damaged.
            catch (InvalidDataException e) when (Enum.IsDefined(entry.Kind))
            {
                unreadable(entry, e);
                return new ProjectedEntry(entry, null, null);
            }
        })]);

    private static ProjectedEntry Read(JournalEntry entry, Func<JournalEntry, DecisionColumns> columnsOf) =>
        entry.Kind == EntryKind.Decision
            ? new ProjectedEntry(entry, columnsOf(entry), null) : new ProjectedEntry(entry, null, JournalRecord.Decode(entry, NoFields));

    private static Transactions.Transaction NoFields((string Model, string Definition) names) =>
        throw new InvalidOperationException("Only decisions have fields of a model.");
}

/// <summary>An entry of the journal, read.</summary>
/// <param name="Entry">The entry.</param>
/// <param name="Columns">Of a decision, what it can be found by.</param>
/// <param name="Record">Of another kind, what it says; null, as the columns, where it cannot be read.</param>
public sealed record ProjectedEntry(JournalEntry Entry, DecisionColumns? Columns, JournalRecord? Record);
