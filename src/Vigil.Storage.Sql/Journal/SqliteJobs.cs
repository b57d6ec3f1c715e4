using System.Data;
using Dapper;
using Vigil.Engine.Operations;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Jobs in SQLite.</summary>
internal sealed class SqliteJobs(SqliteDatabase database) : IJobStore
{
    private const string Select = "SELECT id, kind, status, created, not_before, attempts, owner, result FROM job ";
    private const string Change =
        "UPDATE job SET status = @Status, not_before = @NotBefore, attempts = @Attempts, result = @Result";

    /// <inheritdoc/>
    public ValueTask<bool> AddAsync(Job job, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        database.WriteAsync(connection => connection.Execute("""
            INSERT INTO job (id, kind, status, created, not_before, attempts, owner, input, result)
            VALUES (@Id, @Kind, @Status, @Created, @NotBefore, @Attempts, @Owner, @input, @Result) ON CONFLICT DO NOTHING
            """, Arguments(job, input)) > 0, cancellation);

    /// <inheritdoc/>
    public async ValueTask UpdateAsync(Job job, CancellationToken cancellation) => await database.WriteAsync(
        connection => connection.Execute(Change + " WHERE id = @Id", Arguments(job, default)), cancellation);

    /// <inheritdoc/>
    public async ValueTask EndAsync(Job job, CancellationToken cancellation) => await database.WriteAsync(
        connection => connection.Execute(Change + ", input = @input WHERE id = @Id", Arguments(job, default)), cancellation);

    /// <inheritdoc/>
    public async ValueTask<byte[]> InputAsync(string id, CancellationToken cancellation) => await database.ReadAsync(
        connection => connection.QueryFirstOrDefault<byte[]>("SELECT input FROM job WHERE id = @id", new { id }), cancellation) ?? [];

    /// <inheritdoc/>
    public async ValueTask ResealAsync(string id, ReadOnlyMemory<byte> input, CancellationToken cancellation) =>
        await database.WriteAsync(connection => connection.Execute(
            "UPDATE job SET input = @bytes WHERE id = @id AND length(input) > 0", new { id, bytes = input.ToArray() }), cancellation);

    /// <inheritdoc/>
    public ValueTask<long> RemoveEndedAsync(long createdBefore, CancellationToken cancellation) =>
        database.WriteAsync<long>(connection => connection.Execute(
            "DELETE FROM job WHERE status >= 2 AND created < @createdBefore", new { createdBefore }), cancellation);

    /// <inheritdoc/>
    public ValueTask<Job?> FindAsync(string id, CancellationToken cancellation) => database.ReadAsync<Job?>(
        connection => connection.Rows(Select + "WHERE id = @id", new { id }, Row).FirstOrDefault(), cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Job>> DueAsync(long now, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Job>>(connection => connection.Rows(
            Select + "WHERE status < 2 AND not_before <= @now ORDER BY created, number LIMIT @limit", new { now, limit }, Row),
            cancellation);

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<Job>> ListAsync(string? cursor, int limit, CancellationToken cancellation) =>
        database.ReadAsync<IReadOnlyList<Job>>(connection => connection.Rows(Select + """
            WHERE @cursor IS NULL OR (created, number) < (SELECT created, number FROM job WHERE id = @cursor)
            ORDER BY created DESC, number DESC LIMIT @limit
            """, new { cursor, limit }, Row), cancellation);

    private static object Arguments(Job job, ReadOnlyMemory<byte> input) => new
    {
        job.Id,
        job.Kind,
        job.Status,
        job.Created,
        job.NotBefore,
        job.Attempts,
        job.Owner,
        input = input.ToArray(),
        job.Result,
    };

    private static Job Row(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), (JobStatus)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetString(6),
        row.GetString(7));
}
