using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>
/// What an entry of the journal says. A closed set: a kind is a type of its own with its one encoding, and a line in
/// <see cref="Decode(JournalEntry, Func{ValueTuple{string, string}, Transaction})"/>. Everything that a store can be asked for follows from
/// records.
/// </summary>
/// <param name="Kind">Which kind it is.</param>
public abstract record JournalRecord(EntryKind Kind)
{
    /// <summary>The bytes, which begin with the version of the encoding.</summary>
    public abstract byte[] Encode();

    /// <summary>The record in an entry.</summary>
    /// <param name="entry">The entry.</param>
    /// <param name="transactionOf">An empty transaction with the fields of a model version and a definition.</param>
    /// <exception cref="InvalidDataException">It is damaged, or a newer program wrote it.</exception>
    public static JournalRecord Decode(JournalEntry entry, Func<(string Model, string Definition), Transaction> transactionOf)
    {
        var body = entry.Body.Span;
        return entry.Kind switch
        {
            EntryKind.Decision => DecisionRecord.Decode(body, transactionOf(DecisionRecord.NamesOf(body))),
            EntryKind.Label => LabelRecord.Decode(body),
            EntryKind.Promotion => PromotionRecord.Decode(body),
            EntryKind.Definition => DefinitionRecord.Decode(body),
            EntryKind.Erasure => ErasureRecord.Decode(body),
            _ => throw new InvalidDataException(
                $"Entry {entry.Sequence} is of kind {(int)entry.Kind}: a newer program wrote it, use that one."),
        };
    }
}
