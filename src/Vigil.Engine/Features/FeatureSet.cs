using System.Collections.Immutable;

namespace Vigil.Engine.Features;

/// <summary>The features of a stream and how late an event may come.</summary>
/// <param name="Features">In column order; names are unique.</param>
/// <param name="Lateness">
/// How far behind an entity's newest event a late one may be and still be placed. Later ones are counted, their own windows hold what is
/// still known of that time, and later events do not see them.
/// </param>
public sealed record FeatureSet(ImmutableArray<FeatureSpec> Features, TimeSpan Lateness)
{
    /// <summary>How long identifiers are remembered where nothing else is said.</summary>
    public static readonly TimeSpan DefaultMemory = TimeSpan.FromDays(7);

    /// <summary>
    /// How long a live stream remembers identifiers by itself; a repeat after that is looked for in the store. At least the lateness.
    /// </summary>
    public TimeSpan Memory { get; init; } = DefaultMemory;
}
