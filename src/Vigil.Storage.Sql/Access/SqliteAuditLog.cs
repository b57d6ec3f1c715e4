using System.Buffers.Binary;
using System.Data;
using System.Security.Cryptography;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Access;

/// <summary>
/// The audit log in SQLite. Beside the chain stands a seal of its newest entry, made with the master key: who cuts off the end cannot
/// make a seal for what is left. Outside the database stands the anchor: who puts an older end with its seal back cannot take back that.
/// </summary>
internal sealed class SqliteAuditLog(SqliteDatabase database, MasterKey key, AuditAnchor anchor) : IAuditLog
{
    private const string Select = "SELECT sequence, time, actor, action, target, outcome, address, details, hash FROM audit ";

    private readonly byte[] _chain = key.Derive("audit"), _head = key.Derive("audit-head");

    /// <inheritdoc/>
    public async ValueTask AppendAsync(AuditEvent e, CancellationToken cancellation)
    {
        foreach (var entry in await database.WriteAsync(connection => Insert(connection, e), cancellation))
            anchor.Add(entry.Sequence, entry.Event.Time, entry.Hash);
    }

    // The anchor is looked for and begun in the transaction, so that of stores that write at once only one does it.
    private List<AuditEntry> Insert(SqliteConnection connection, AuditEvent e)
    {
        var previous = connection.Rows(Select + "ORDER BY sequence DESC LIMIT 1", null, Entry).FirstOrDefault();
        if (anchor.Exists)
            return [Insert(connection, previous, e)];
        // A store of an earlier version, or somebody took the anchor away: the log says so, and where it begins anew.
        var note = previous is null ? null : Insert(connection, previous, new AuditEvent(e.Time, "system", "audit.anchor", "", "missing",
            "", FormattableString.Invariant($"{{\"entries\":{previous.Sequence}}}")));
        var entry = Insert(connection, note, e);
        anchor.Begin();
        return note is null ? [entry] : [note, entry];
    }

    private AuditEntry Insert(SqliteConnection connection, AuditEntry? previous, AuditEvent e)
    {
        long sequence = (previous?.Sequence ?? 0) + 1;
        byte[] hash = AuditEntry.HashOf(_chain, previous?.Hash, sequence, e);
        connection.Execute("""
            INSERT INTO audit (sequence, time, actor, action, target, outcome, address, details, hash)
            VALUES (@sequence, @Time, @Actor, @Action, @Target, @Outcome, @Address, @Details, @hash)
            """, new { sequence, e.Time, e.Actor, e.Action, e.Target, e.Outcome, e.Address, e.Details, hash });
        connection.Execute(
            "INSERT OR REPLACE INTO audit_head (only, sequence, seal) VALUES (1, @sequence, @seal)",
            new { sequence, seal = Seal(sequence, hash) });
        return new AuditEntry(sequence, e, hash);
    }

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> ListAsync(AuditFilter filter, long? cursor, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(c => c.Rows(Select + """
        WHERE sequence < @cursor AND (@Actor IS NULL OR actor = @Actor)
          AND (@Action IS NULL OR substr(action, 1, length(@Action)) = @Action)
          AND (@From IS NULL OR time >= @From) AND (@To IS NULL OR time < @To)
        ORDER BY sequence DESC LIMIT @limit
        """, new { cursor = cursor ?? long.MaxValue, limit, filter.Actor, filter.Action, filter.From, filter.To }, Entry), cancellation);

    /// <inheritdoc/>
    public ValueTask<long> LastSequenceAsync(CancellationToken cancellation) =>
        database.ReadAsync(c => c.ExecuteScalar<long?>("SELECT max(sequence) FROM audit") ?? 0, cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<AuditEntry>> AfterAsync(long sequence, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<AuditEntry>>(c => c.Rows(
        Select + "WHERE sequence > @sequence ORDER BY sequence LIMIT @limit", new { sequence, limit }, Entry), cancellation);

    /// <inheritdoc/>
    public ValueTask<long> DeliveredAsync(CancellationToken cancellation) =>
        database.ReadAsync(c => c.ExecuteScalar<long?>("SELECT sequence FROM audit_delivery") ?? 0, cancellation);

    /// <inheritdoc/>
    public async ValueTask DeliverAsync(long sequence, CancellationToken cancellation) => await database.WriteAsync(c => c.Execute(
        "INSERT OR REPLACE INTO audit_delivery (only, sequence) VALUES (1, @sequence)", new { sequence }), cancellation);

    /// <inheritdoc/>
    public async ValueTask<AuditVerdict> VerifyAsync(CancellationToken cancellation)
    {
        // Read before the database: whatever it names is there.
        var anchored = anchor.Read();
        return await database.ReadAsync(connection => Verify(connection, anchored, cancellation), cancellation);
    }

    private AuditVerdict Verify(SqliteConnection connection, SortedDictionary<long, byte[]> anchored, CancellationToken cancellation)
    {
        // One transaction: entries that are appended meanwhile belong to neither the chain nor the seal that is looked at.
        using var transaction = connection.BeginTransaction(deferred: true);
        byte[] previous = [];
        long entries = 0;
        using (var rows = connection.ExecuteReader(Select + "ORDER BY sequence"))
            while (rows.Read())
            {
                cancellation.ThrowIfCancellationRequested();
                var entry = Entry(rows);
                entries++;
                if (entry.Sequence != entries)
                    return new AuditVerdict(entries, entries, $"Entry {entries} is missing; the next one there is {entry.Sequence}.");
                if (!CryptographicOperations.FixedTimeEquals(AuditEntry.HashOf(_chain, previous, entries, entry.Event), entry.Hash))
                    return new AuditVerdict(entries, entries, $"Entry {entries} is not what was written.");
                if (anchored.TryGetValue(entries, out byte[]? remembered) && !remembered.AsSpan().SequenceEqual(entry.Hash))
                    return new AuditVerdict(entries, entries, $"Entry {entries} is not the one that {anchor.File} has: the database was "
                        + "taken back to an older state and went on from there.");
                previous = entry.Hash;
            }
        return CheckAnchor(connection, entries, anchored) ?? CheckHead(connection, entries, previous) with
        {
            AnchoredFrom = anchored.Count == 0 ? null : anchored.Keys.First(),
        };
    }

    private AuditVerdict? CheckAnchor(SqliteConnection connection, long entries, SortedDictionary<long, byte[]> anchored)
    {
        if (anchored.Count > 0)
            return anchored.Keys.Last() is var last && last <= entries ? null : new AuditVerdict(entries, entries + 1,
                $"The log ends with entry {entries}; {anchor.File} says that entry {last} was written.");
        if (entries > 0)
            return new AuditVerdict(entries, entries, $"{anchor.File} is missing or has no line that can be believed: whether entries "
                + $"after {entries} were removed cannot be told. After an update from a version without it, the next entry begins it.");
        return connection.ExecuteScalar<long>("SELECT (SELECT count(*) FROM person) + (SELECT count(*) FROM api_key)") == 0 ? null
            : new AuditVerdict(0, 1, $"The log is empty and {anchor.File} is missing, but the store has users or keys: both were removed.");
    }

    private AuditVerdict CheckHead(SqliteConnection connection, long entries, byte[] hash)
    {
        var head = connection.Rows("SELECT sequence, seal FROM audit_head", null, row => (Sequence: row.GetInt64(0), Seal: row.Bytes(1)));
        if (head.Count == 0 && entries == 0)
            return new AuditVerdict(0, null, "");
        if (head.Count == 0)
            return new AuditVerdict(entries, entries, "What the newest entry must be is missing.");
        if (head[0].Sequence != entries)
            return new AuditVerdict(entries, Math.Min(entries, head[0].Sequence) + 1,
                $"The log ends with entry {entries}; entry {head[0].Sequence} was the newest one written.");
        return CryptographicOperations.FixedTimeEquals(Seal(entries, hash), head[0].Seal)
            ? new AuditVerdict(entries, null, "")
            : new AuditVerdict(entries, entries, $"Entry {entries} is not the newest one that was written.");
    }

    private byte[] Seal(long sequence, byte[] hash)
    {
        byte[] head = new byte[8 + hash.Length];
        BinaryPrimitives.WriteInt64LittleEndian(head, sequence);
        hash.CopyTo(head, 8);
        return HMACSHA256.HashData(_head, head);
    }

    private static AuditEntry Entry(IDataRecord row) => new(
        row.GetInt64(0),
        new AuditEvent(row.GetInt64(1), row.GetString(2), row.GetString(3), row.GetString(4), row.GetString(5), row.GetString(6),
            row.GetString(7)),
        row.Bytes(8));
}
