namespace Vigil.Engine.Streams;

/// <summary>A stream definition that is kept.</summary>
/// <param name="Version">Twelve hexadecimal digits of a hash of the text.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Created">When it was added, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Text">The stream file, complete.</param>
public sealed record StoredDefinition(string Version, string Stream, long Created, string Text);

/// <summary>
/// Stream definitions that were applied (port). Decisions name them, so none is ever deleted. A definition is added before the entry of
/// the journal that names it. Thread-safe.
/// </summary>
public interface IDefinitionStore
{
    /// <summary>Keeps a definition, on disk when it returns; one that is there stays as it is.</summary>
    ValueTask AddAsync(StoredDefinition definition, CancellationToken cancellation);

    /// <summary>One of them, or null.</summary>
    ValueTask<StoredDefinition?> FindAsync(string version, CancellationToken cancellation);
}
