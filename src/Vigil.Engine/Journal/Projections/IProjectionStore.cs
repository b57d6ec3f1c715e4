namespace Vigil.Engine.Journal.Projections;

/// <summary>Where projections keep what they make, with their positions, in transactions (port). One thread uses it at a time.</summary>
public interface IProjectionStore
{
    /// <summary>The projections that this program keeps there, with their positions; 0 for one that was never kept.</summary>
    IReadOnlyList<ProjectionPosition> Positions();

    /// <summary>
    /// Lets projections take batches in, and moves their positions, in one transaction. When it erases an entity, that is on disk when this
    /// returns; all else is as the store likes, for it can be made again from the journal.
    /// </summary>
    /// <param name="names">Which ones; all of them are at <paramref name="from"/>, or nothing happens.</param>
    /// <param name="from">Their position.</param>
    /// <param name="batches">What follows it in the journal.</param>
    /// <param name="to">The sequence of the last entry in them.</param>
    /// <returns>False, and nothing happened, when one of them is elsewhere by now.</returns>
    /// <exception cref="StorageException">Nothing of it was kept.</exception>
    bool Apply(IReadOnlyCollection<string> names, long from, IReadOnlyList<ProjectedBatch> batches, long to);

    /// <summary>Forgets what a projection made, and what depends on it; its position is 0 then. False when it cannot be.</summary>
    bool Clear(string name);
}

/// <summary>How far a projection is.</summary>
/// <param name="Name">Its name.</param>
/// <param name="Position">The sequence of the last entry that is in it.</param>
/// <param name="IsRebuildable">Whether it can be made anew from the journal.</param>
public sealed record ProjectionPosition(string Name, long Position, bool IsRebuildable)
{
    /// <summary>The version of this program's; see <see cref="ProjectionKind.Version"/>.</summary>
    public required int Version { get; init; }

    /// <summary>The version that made what is kept; null when nothing is.</summary>
    public int? KeptVersion { get; init; }

    /// <summary>Whether what is kept, if anything, is not what this program would make of the same entries, and can be made anew.</summary>
    public bool IsOutdated => KeptVersion != Version && IsRebuildable;
}
