using System.Collections.Immutable;

namespace Vigil.Engine.State;

/// <summary>A part of the state: saved, restored and rebuilt on its own.</summary>
/// <param name="Name">Unlike all others of the same state.</param>
/// <param name="Version">How its memories are laid out.</param>
/// <param name="Content">What it holds, such as its features; a part that was saved with another one is of no use.</param>
/// <param name="Memories">Where it lives, in an order that belongs to the version.</param>
/// <param name="Rebuild">
/// Makes what follows from the memories, after they were filled with what that version saved; throws when they are damaged.
/// </param>
internal sealed record StatePart(string Name, int Version, string Content, ImmutableArray<PagedMemory> Memories, Action<int> Rebuild)
{
    /// <summary>The oldest version that is still read.</summary>
    public int Oldest { get; init; } = Version;
}
