using Dapper;
using Vigil.Engine.Streams;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Stream definitions in SQLite. Which one serves follows from the journal, and from nothing else.</summary>
internal sealed class SqliteDefinitions(SqliteDatabase database) : IDefinitionStore
{
    /// <inheritdoc/>
    public async ValueTask AddAsync(StoredDefinition definition, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute(
        "INSERT INTO definition (version, stream, created, text) VALUES (@Version, @Stream, @Created, @Text) ON CONFLICT DO NOTHING",
        definition), cancellation);

    /// <inheritdoc/>
    public async ValueTask<StoredDefinition?> FindAsync(string version, CancellationToken cancellation) =>
        await database.ReadAsync(connection => connection.Rows(
        "SELECT version, stream, created, text FROM definition WHERE version = @version", new { version },
        row => new StoredDefinition(row.GetString(0), row.GetString(1), row.GetInt64(2), row.GetString(3))), cancellation) is [var found]
            ? found : null;
}
