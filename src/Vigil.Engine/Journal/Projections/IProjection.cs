namespace Vigil.Engine.Journal.Projections;

/// <summary>
/// Something that follows from the journal (port): roll-ups, the labels of decisions, an index elsewhere. It takes every batch once, in
/// order; what it makes of them is kept together with its position, so that it goes on where it was after any stop.
/// </summary>
public interface IProjection
{
    /// <summary>What it is.</summary>
    ProjectionKind Kind { get; }

    /// <summary>Takes a batch in.</summary>
    void Take(ProjectedBatch batch);

    /// <summary>Writes what was taken in and held back, before the position is kept; nothing where it holds nothing back.</summary>
    void Flush()
    {
    }

    /// <summary>Forgets everything, to take the journal in from its beginning; called only where it is rebuildable.</summary>
    void Clear();
}
