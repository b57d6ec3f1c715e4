namespace Vigil.Engine.Journal.Projections;

/// <summary>
/// Something that follows from the journal (port): roll-ups, the labels of decisions, an index elsewhere. It takes every batch once, in
/// order; what it makes of them is kept together with its position, so that it goes on where it was after any stop.
/// </summary>
public interface IProjection
{
    /// <summary>Its name, in words that operators see.</summary>
    string Name { get; }

    /// <summary>Raised when it makes something else of the same entries: then what is kept is made anew.</summary>
    int Version { get; }

    /// <summary>Takes a batch in.</summary>
    void Take(ProjectedBatch batch);

    /// <summary>Writes what was taken in and held back, before the position is kept; nothing where it holds nothing back.</summary>
    void Flush()
    {
    }

    /// <summary>Forgets everything, to take the journal in from its beginning; false for one that cannot be made anew.</summary>
    bool Clear();
}
