using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Protection;

/// <summary>What goes with an entity: its data key, and by which its decisions are found.</summary>
internal static class Erasures
{
    /// <summary>
    /// Takes devices and addresses of the entity, the lower half of whose hash is <c>?1</c>, out of what decisions are found by; to be run
    /// before <see cref="Forget"/>.
    /// </summary>
    public const string ForgetMentions = $"UPDATE mention SET device = 0, address = 0 WHERE sequence IN ({Its})";

    /// <summary>Takes the entity itself out of it.</summary>
    public const string Forget = $"UPDATE decision SET entity = 0 WHERE sequence IN ({Its})";

    private const string Its = $"""
        WITH {Zones.All} SELECT j.sequence FROM zone AS z
        CROSS JOIN decision AS j INDEXED BY decision_entity ON j.sequence >> 14 = z.zone AND j.entity = ?1 AND j.entity <> 0
        """;

    /// <summary>
    /// Erases in a copy that is older than the erasures. What waits in jobs may be theirs and cannot be told apart: it goes, too.
    /// </summary>
    public static void Repeat(SqliteConnection connection, IReadOnlyCollection<UInt128> entities)
    {
        if (entities.Count == 0)
            return;
        // A backup of an earlier version that nothing has brought up to date has no mentions.
        bool hasMentions = connection.ExecuteScalar<long>("SELECT count(*) FROM sqlite_schema WHERE name = 'mention'") > 0;
        connection.Execute("PRAGMA secure_delete=ON");
        using var transaction = connection.BeginTransaction(deferred: false);
        foreach (var entity in entities)
        {
            connection.Execute("DELETE FROM entity_key WHERE entity = @entity", new { entity = EntityHash.Bytes(entity) });
            foreach (string forget in (string[])[.. hasMentions ? [ForgetMentions] : (string[])[], Forget])
                connection.Execute(forget.Replace("?1", "@low", StringComparison.Ordinal), new { low = (long)entity });
        }
        connection.Execute("UPDATE job SET input = x'', status = max(status, 3) WHERE kind = 'transactions' AND length(input) > 0");
        transaction.Commit();
    }
}
