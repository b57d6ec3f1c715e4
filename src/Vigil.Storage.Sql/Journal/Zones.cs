namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// The indexes on hashes begin with a zone, the sequence without its lowest bits, so that a commit changes the pages of the newest zone
/// only. Who looks a hash up asks every zone: one page or two each, all zones of ten million entries in about a millisecond.
/// </summary>
internal static class Zones
{
    public const int Bits = 14;

    /// <summary>A table expression of all zones there are, for a WITH clause.</summary>
    public const string All = "RECURSIVE zone (zone) AS (SELECT min(sequence) >> 14 FROM decision UNION ALL "
        + "SELECT zone + 1 FROM zone WHERE zone < (SELECT max(sequence) >> 14 FROM decision))";

    /// <summary>The same from <c>@first</c> to <c>@last</c>.</summary>
    public const string Bounded = "RECURSIVE zone (zone) AS (SELECT max(@first, (SELECT min(sequence) FROM decision)) >> 14 UNION ALL "
        + "SELECT zone + 1 FROM zone WHERE zone < min(@last, (SELECT max(sequence) FROM decision)) >> 14)";
}
