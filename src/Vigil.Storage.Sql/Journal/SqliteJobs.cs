using System.Data;
using Dapper;
using Vigil.Engine.Operations;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Jobs in SQLite.</summary>
internal sealed class SqliteJobs(SqliteDatabase database) : IJobStore
{
    private const string Select = "SELECT id, kind, status, created, not_before, attempts, owner, result FROM job ";

    /// <inheritdoc/>
    public bool Add(Job job, ReadOnlyMemory<byte> input) => database.Write(connection => connection.Execute("""
        INSERT INTO job (id, kind, status, created, not_before, attempts, owner, input, result)
        VALUES (@Id, @Kind, @Status, @Created, @NotBefore, @Attempts, @Owner, @input, @Result) ON CONFLICT DO NOTHING
        """, Arguments(job, input))) > 0;

    /// <inheritdoc/>
    public void Update(Job job, bool takesInput) => database.Write(connection => connection.Execute("""
        UPDATE job SET status = @Status, not_before = @NotBefore, attempts = @Attempts, result = @Result,
          input = CASE WHEN @takesInput THEN @input ELSE input END WHERE id = @Id
        """, Arguments(job, default, takesInput)));

    /// <inheritdoc/>
    public byte[] Input(string id) => database.Read(connection =>
        connection.QueryFirstOrDefault<byte[]>("SELECT input FROM job WHERE id = @id", new { id })) ?? [];

    /// <inheritdoc/>
    public void Reseal(string id, ReadOnlyMemory<byte> input) => database.Write(connection => connection.Execute(
        "UPDATE job SET input = @bytes WHERE id = @id AND length(input) > 0", new { id, bytes = input.ToArray() }));

    /// <inheritdoc/>
    public long RemoveEnded(long createdBefore) => database.Write(connection => connection.Execute(
        "DELETE FROM job WHERE status >= 2 AND created < @createdBefore", new { createdBefore }));

    /// <inheritdoc/>
    public Job? Find(string id) =>
        database.Read(connection => connection.Rows(Select + "WHERE id = @id", new { id }, Row).FirstOrDefault());

    /// <inheritdoc/>
    public IReadOnlyList<Job> Due(long now, int limit) => database.Read(connection => connection.Rows(
        Select + "WHERE status < 2 AND not_before <= @now ORDER BY created, number LIMIT @limit", new { now, limit }, Row));

    /// <inheritdoc/>
    public IReadOnlyList<Job> List(string? cursor, int limit) => database.Read(connection => connection.Rows(Select + """
        WHERE @cursor IS NULL OR (created, number) < (SELECT created, number FROM job WHERE id = @cursor)
        ORDER BY created DESC, number DESC LIMIT @limit
        """, new { cursor, limit }, Row));

    private static object Arguments(Job job, ReadOnlyMemory<byte> input, bool takesInput = false) => new
    {
        job.Id,
        job.Kind,
        job.Status,
        job.Created,
        job.NotBefore,
        job.Attempts,
        job.Owner,
        input = input.ToArray(),
        takesInput,
        job.Result,
    };

    private static Job Row(IDataRecord row) => new(
        row.GetString(0), row.GetString(1), (JobStatus)row.GetInt32(2), row.GetInt64(3), row.GetInt64(4), row.GetInt32(5), row.GetString(6),
        row.GetString(7));
}
