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
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("data_keys", 1) { IsRebuildable = false };

    private readonly Statement _delete = tables.Prepare("DELETE FROM entity_key WHERE entity = ?1");

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var entry in batch.Entries)
            if (entry.Record is ErasureRecord erasure)
                _delete.Bind(1, EntityHash.Bytes(erasure.Entity)).Run();
    }

    /// <inheritdoc/>
    public void Clear() =>
        throw new InvalidOperationException("Data keys cannot be made anew.");
}
