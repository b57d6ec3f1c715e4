using System.Diagnostics.Metrics;

namespace Vigil.Server.Transactions;

/// <summary>What senders get wrong, counted by stream under the meter <c>Vigil</c>.</summary>
internal static class IntakeMetrics
{
    private static readonly Meter Vigil = new("Vigil");

    private static readonly Counter<long> UnknownFields = Vigil.CreateCounter<long>(
        "vigil.unknown_fields", "{field}", "Members of transactions that mean nothing to their stream");

    private static readonly Counter<long> Rejected = Vigil.CreateCounter<long>(
        "vigil.rejected", "{transaction}", "Transactions refused because something is wrong with them");

    /// <summary>A transaction was taken in or refused; once for each that was sent.</summary>
    public static void Count(string stream, IncomingTransaction item)
    {
        if (item.UnknownFields > 0)
            UnknownFields.Add(item.UnknownFields, new KeyValuePair<string, object?>("stream", stream));
        if (item.Submission is null)
            Rejected.Add(1, new KeyValuePair<string, object?>("stream", stream));
    }
}
