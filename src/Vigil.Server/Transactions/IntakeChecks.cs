using System.Globalization;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Transactions;

/// <summary>What the service asks of a transaction beyond what can be read: nobody is there to look at a column of them.</summary>
internal static class IntakeChecks
{
    private static readonly string[] Envelopes = [TransactionList.Member, "data"];

    /// <summary>
    /// Completes what the parser found missing with the members that may have been meant, and adds an entity that is missing: without
    /// one, the transaction would be judged as nobody's.
    /// </summary>
    /// <param name="found">What the parser and the reader found, in order.</param>
    /// <param name="fields">The stream's.</param>
    /// <param name="transaction">As far as it was read.</param>
    /// <param name="ignored">Members that mean nothing to the stream.</param>
    public static List<ColumnError> Complete(
        IEnumerable<ColumnError> found, StreamFields fields, Transaction transaction, IReadOnlyList<string> ignored)
    {
        var errors = found.ToList();
        if (IsEntityMissing(fields, transaction) && !errors.Exists(e => e.Column == NameOf(fields, fields.Entity)))
            errors.Add(new ColumnError(NameOf(fields, fields.Entity), "", "who it is about: a text or a number"));
        if (ignored.FirstOrDefault(name => Envelopes.Contains(name)) is { } envelope && errors.Exists(e => e.Found.Length == 0))
            return [new ColumnError(envelope, "an envelope", "one JSON object with the fields of one transaction; "
                + "many go to the routes that end in /batch")];
        // What was given in a way that cannot be read is not missing.
        errors.RemoveAll(e => e.Found.Length == 0 && errors.Exists(other => other.Column == e.Column && other.Found.Length > 0));
        return errors.ConvertAll(e => e.Found.Length > 0 ? e : Missing(e, fields.Schema, ignored));
    }

    /// <summary>Whether the stream has an entity that must be told, and it was not.</summary>
    public static bool IsEntityMissing(StreamFields fields, Transaction transaction)
    {
        if (fields.Entity < 0 || fields.Schema.Fields[fields.Entity] is { IsOptional: true } or null)
            return false;
        var field = fields.Schema.Fields[fields.Entity];
        int slot = fields.Schema.Slot(fields.Entity);
        return field.Type == FieldType.Text ? transaction.Text(slot).IsEmpty : double.IsNaN(transaction.Numbers[slot]);
    }

    /// <summary>Adds coordinates that are none, and what was given as a number and is none.</summary>
    public static void AddRanges(List<ColumnError> errors, StreamFields fields, Transaction transaction)
    {
        Range(errors, fields, transaction, FieldRole.Latitude, 90);
        Range(errors, fields, transaction, FieldRole.Longitude, 180);
    }

    private static void Range(List<ColumnError> errors, StreamFields fields, Transaction transaction, FieldRole role, double most)
    {
        int index = fields.Schema.IndexOf(role);
        if (index < 0 || fields.Schema.Fields[index].Type != FieldType.Number)
            return;
        double value = transaction.Numbers[fields.Schema.Slot(index)];
        if (Math.Abs(value) > most)
            errors.Add(new ColumnError(NameOf(fields, index), value.ToString("R", CultureInfo.InvariantCulture),
                string.Create(CultureInfo.InvariantCulture, $"degrees from {-most} to {most}")));
    }

    private static ColumnError Missing(ColumnError error, TransactionSchema schema, IReadOnlyList<string> ignored)
    {
        int index = error.Column is null ? -1 : schema.IndexOf(error.Column);
        if (index < 0)
            return error;
        return NearField.Of(ignored, schema.Fields[index]) is { } near
            ? new ColumnError(error.Column, near, $"{error.Column}, which is required (found {near}; did you mean {error.Column}?)")
            : new ColumnError(error.Column, "nothing", error.Expected);
    }

    private static string NameOf(StreamFields fields, int index) => fields.Schema.Fields[index].Name;
}
