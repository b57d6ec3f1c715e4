using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Whether a transaction that came again is the recorded one. Personal texts are compared by their keyed hashes, so that this works after
/// an erasure too.
/// </summary>
internal static class SameContent
{
    /// <summary>The names of the fields that differ, in the order of the schema; empty for the same content.</summary>
    /// <param name="sent">What came.</param>
    /// <param name="entry">The entry of the recorded decision.</param>
    /// <param name="recorded">The recorded decision.</param>
    public static IReadOnlyList<string> Differences(Submission sent, JournalEntry entry, Decision recorded)
    {
        var masked = new Transaction(recorded.Stream.Schema);
        DecisionRecord.DecodeTransaction(entry.Body.Span, masked);
        var (now, before) = (sent.Transaction.Schema, masked.Schema);
        var names = new List<string>();
        for (int i = 0; i < now.Fields.Length; i++)
        {
            var field = now.Fields[i];
            int then = before.IndexOf(field.Name);
            // Under another version of the stream a field may be new, or be read in another way: nothing is recorded to compare with.
            bool isComparable = field.Role != FieldRole.Id && then >= 0 && before.Fields[then].Type == field.Type
                && before.Fields[then].Role == field.Role;
            if (isComparable && !IsSame(sent, recorded, masked, i, then))
                names.Add(field.Name);
        }
        return names;
    }

    private static bool IsSame(Submission sent, Decision recorded, Transaction masked, int index, int then)
    {
        var (field, before) = (sent.Transaction.Schema.Fields[index], masked.Schema.Fields[then]);
        if (field.Role == FieldRole.Time)
            return sent.HasTime ? sent.Transaction.Time == masked.Time : sent.TimeOfDay is not { } clock
                || ClockTime.LastBefore(masked.Time, clock, sent.Transaction.Schema.TimeZone)?.Time == masked.Time;
        if (field.Role == FieldRole.Label)
            return IsSame(sent.Transaction.Label, masked.Label);
        bool areHashes = field is { IsPersonal: true, Type: FieldType.Text } && before.IsPersonal;
        if (!areHashes && (field.IsPersonal || before.IsPersonal) && recorded.IsErased)
            return true;
        var (mine, theirs) = areHashes ? (sent.Masked, masked) : (sent.Transaction, recorded.Transaction);
        int slot = mine.Schema.Slot(index), thatSlot = theirs.Schema.Slot(then);
        return field.Type == FieldType.Number
            ? IsSame(mine.Numbers[slot], theirs.Numbers[thatSlot]) : mine.Text(slot).SequenceEqual(theirs.Text(thatSlot));
    }

    private static bool IsSame(double a, double b) => a == b || (double.IsNaN(a) && double.IsNaN(b));
}
