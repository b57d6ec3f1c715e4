namespace Vigil.Engine.Journal.Projections;

/// <summary>What a projection is, whether or not it is at work.</summary>
/// <param name="Name">Its name, in words that operators see.</param>
/// <param name="Version">Raised when it makes something else of the same entries: then what is kept is made anew.</param>
public sealed record ProjectionKind(string Name, int Version)
{
    /// <summary>Whether it can be made anew from the journal.</summary>
    public bool IsRebuildable { get; init; } = true;

    /// <summary>The projection whose rows hold what this one makes: it is made anew together with that one. Null for none.</summary>
    public string? StandsIn { get; init; }
}
