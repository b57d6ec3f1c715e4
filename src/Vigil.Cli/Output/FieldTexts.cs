using System.Globalization;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>The fields of a transaction as texts.</summary>
internal static class FieldTexts
{
    /// <summary>The text of the field with that role, or empty.</summary>
    public static string Text(this Transaction transaction, FieldRole role)
    {
        int index = transaction.Schema.IndexOf(role);
        return index < 0 ? "" : transaction.Text(transaction.Schema.Fields[index], transaction.Schema.Slot(index));
    }

    /// <summary>The identifier, or the place in the order where the stream has none.</summary>
    public static string Id(this Finding finding) =>
        finding.Transaction.Text(FieldRole.Id) is { Length: > 0 } id ? id : finding.Sequence.ToString(CultureInfo.InvariantCulture);

    /// <summary>ISO 8601 in UTC, to the second where it is whole.</summary>
    public static string Time(long microseconds)
    {
        var time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        return time.ToString(
            microseconds % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);
    }

    private static string Text(this Transaction transaction, Field field, int slot) => field switch
    {
        { Role: FieldRole.Time } => Time(transaction.Time),
        { Role: FieldRole.Label } => Number(transaction.Label),
        { Type: FieldType.Number } => Number(transaction.Numbers[slot]),
        _ => Encoding.UTF8.GetString(transaction.Text(slot)),
    };

    private static string Number(double value) => double.IsNaN(value) ? "" : value.ToString("R", CultureInfo.InvariantCulture);
}
