using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Projections;

/// <summary>
/// Data keys of entities, of which erasures delete some. It cannot be made anew: an entity may have been given a new key since.
/// </summary>
internal sealed class DataKeyTable(Tables tables) : IProjection
{
    private readonly Statement _delete = tables.Prepare("DELETE FROM entity_key WHERE entity = ?1");

    /// <inheritdoc/>
    public string Name => ProjectionNames.DataKeys;

    /// <inheritdoc/>
    public int Version => 1;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var entry in batch.Entries)
            if (entry.Record is ErasureRecord erasure)
                _delete.Bind(1, EntityHash.Bytes(erasure.Entity)).Run();
    }

    /// <inheritdoc/>
    public bool Clear() => false;
}
