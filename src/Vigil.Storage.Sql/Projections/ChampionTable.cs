using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>Which model version scored a stream from when on.</summary>
internal sealed class ChampionTable(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("champions", 1);

    private readonly Statement _promotion = tables.Prepare(
        "INSERT OR REPLACE INTO promotion (sequence, stream, version, received) VALUES (?1, ?2, ?3, ?4)");

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var (entry, _, record) in batch.Entries)
            if (record is PromotionRecord promotion)
                _promotion.Bind(1, entry.Sequence).Bind(2, tables.Names.Of(NameKind.Stream, entry.Stream)).Bind(3, promotion.Model)
                    .Bind(4, entry.Received).Run();
    }

    // Promotions outlive retention: what the journal still has replaces them, the others stay.

    /// <inheritdoc/>
    public void Clear()
    {
    }
}
