using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>How far sources were read.</summary>
internal sealed class SourceTable(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("sources", 1);

    private readonly Statement _source = tables.Prepare("INSERT OR REPLACE INTO source (name, position) VALUES (?1, ?2)");

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var source in batch.Batch.Sources)
            _source.Bind(1, source.Source).Bind(2, source.Position).Run();
    }

    // A position outlives the entries that retention removes; what the journal still has replaces it.

    /// <inheritdoc/>
    public void Clear()
    {
    }
}
