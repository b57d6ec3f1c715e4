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

    /// <summary>A transaction was read.</summary>
    public static void Count(string stream, int unknown, bool isGood)
    {
        if (unknown > 0)
            UnknownFields.Add(unknown, new KeyValuePair<string, object?>("stream", stream));
        if (!isGood)
            Rejected.Add(1, new KeyValuePair<string, object?>("stream", stream));
    }
}
