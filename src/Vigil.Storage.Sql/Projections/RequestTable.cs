using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Projections;

/// <summary>Requests that their senders may repeat; the first under a key counts.</summary>
internal sealed class RequestTable(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("requests", 1);

    private readonly Statement _request = tables.Prepare("INSERT OR IGNORE INTO request (key, content, received) VALUES (?1, ?2, ?3)");

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var request in batch.Batch.Requests)
            _request.Bind(1, EntityHash.Bytes(request.Key)).Bind(2, EntityHash.Bytes(request.Content)).Bind(3, request.Received).Run();
    }

    /// <inheritdoc/>
    public void Clear()
    {
        tables.Run("DELETE FROM request");
    }
}
