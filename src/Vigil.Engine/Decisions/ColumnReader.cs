using System.Text;
using Vigil.Engine.Journal;
using Vigil.Engine.Scoring;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Decisions;

/// <summary>
/// What decisions can be found by, read from their entries: all of it follows from the record and its model's stream. One thread, which is
/// there for that alone.
/// </summary>
public sealed class ColumnReader(ModelLibrary models)
{
    // Every code makes a name of the store: what is no code must not fill it.
    private const int LongestCurrency = 12;
    private readonly Dictionary<(string Model, string Definition), Transaction> _transactions = [];

    /// <summary>The columns of a decision's entry.</summary>
    /// <exception cref="InvalidDataException">It is damaged, or its model is not kept.</exception>
    public DecisionColumns Read(JournalEntry entry)
    {
        var names = DecisionRecord.NamesOf(entry.Body.Span);
        var masked = Empty(names);
        var (outcome, rawScore, entity, delay) = DecisionRecord.DecodeOutline(entry.Body.Span, masked);
        var stream = StreamOf(names);
        var at = stream.Columns;
        return new DecisionColumns(
            masked.Time, (long)stream.Personal.IdOfMasked(masked), (long)entity, Number(masked, at.Amount), rawScore,
            Risk.Of(rawScore), outcome, names.Model, Text(masked, at.Location), Number(masked, at.Latitude),
            Number(masked, at.Longitude))
        {
            Mentions = (Mention(FieldRole.Merchant), Mention(FieldRole.Location), Mention(FieldRole.Device), Mention(FieldRole.Ip)),
            Currency = at.Currency >= 0 && masked.Text(at.Currency).Length <= LongestCurrency ? Text(masked, at.Currency)
                : stream.Schema.Currency,
            Delay = delay,
        };

        long Mention(FieldRole role) => (long)stream.Personal.MentionOfMasked(role, masked);
    }

    private Transaction Empty((string Model, string Definition) names) =>
        _transactions.TryGetValue(names, out var known) ? known
        : _transactions[names] = new Transaction(StreamOf(names).Schema);

    private LiveStream StreamOf((string Model, string Definition) names) =>
        models.StreamOfAsync(names, CancellationToken.None).OnOwnThread();

    private static double Number(Transaction transaction, int slot) => slot < 0 ? double.NaN : transaction.Numbers[slot];

    private static string? Text(Transaction transaction, int slot) =>
        slot < 0 || transaction.Text(slot) is not { IsEmpty: false } text ? null : Encoding.UTF8.GetString(text);
}
