using System.Data;
using Dapper;
using Vigil.Engine.Models;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Model versions in SQLite. Which one is the champion follows from the journal's promotions, and from nothing else.</summary>
internal sealed class SqliteModels(SqliteDatabase database, EmbeddedJournal journal) : IModelStore
{
    /// <inheritdoc/>
    public async ValueTask<bool> AddAsync(StoredModel model, ReadOnlyMemory<byte> file, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute("""
        INSERT INTO model (version, stream, created, transactions, first, last, seed, file)
        VALUES (@Version, @Stream, @Created, @Transactions, @From, @To, @seed, @file) ON CONFLICT DO NOTHING
        """, new
        {
            model.Version,
            model.Stream,
            model.Created,
            model.Transactions,
            model.From,
            model.To,
            seed = unchecked((long)model.Seed),
            file = file.ToArray(),
        }), cancellation) > 0;

    /// <inheritdoc/>
    public async ValueTask<IReadOnlyList<StoredModel>> ListAsync(string? stream, CancellationToken cancellation)
    {
        journal.WaitUntilTaken();
        return await database.ReadAsync(connection => connection.Rows("""
            SELECT m.version, m.stream, m.created, m.transactions, m.first, m.last, m.seed, max(p.sequence),
              max(p.sequence) IS (SELECT max(q.sequence) FROM promotion AS q WHERE q.stream = p.stream) AND max(p.sequence) IS NOT NULL
            FROM model AS m
            LEFT JOIN name AS s ON s.kind = 1 AND s.text = m.stream
            LEFT JOIN promotion AS p ON p.version = m.version AND p.stream = s.id
            WHERE @stream IS NULL OR m.stream = @stream
            GROUP BY m.version ORDER BY m.created DESC, m.rowid DESC
            """, new { stream }, Row), cancellation);
    }

    /// <inheritdoc/>
    public ValueTask<byte[]?> ReadAsync(string version, CancellationToken cancellation) => database.ReadAsync(connection =>
        connection.ExecuteScalar<byte[]?>("SELECT file FROM model WHERE version = @version", new { version }), cancellation);

    private static StoredModel Row(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetInt64(3), row.GetInt64(4), row.GetInt64(5),
        unchecked((ulong)row.GetInt64(6)), row.Whole(7), row.GetInt64(8) != 0);
}
