namespace Vigil.Engine.Access;

/// <summary>A list that a person named, to come back to it.</summary>
/// <param name="Name">As the person called it; one name stands for one view.</param>
/// <param name="Address">Path and query of the console.</param>
/// <param name="Created">In microseconds since 1970-01-01T00:00:00Z.</param>
public sealed record SavedView(string Name, string Address, long Created);

/// <summary>The saved views of each person (port). Thread-safe. They go with the person.</summary>
public interface ISavedViewStore
{
    /// <summary>Those of a person, by name.</summary>
    ValueTask<IReadOnlyList<SavedView>> ListAsync(string person, CancellationToken cancellation);

    /// <summary>Those of everybody.</summary>
    ValueTask<IReadOnlyList<(string Person, SavedView View)>> AllAsync(CancellationToken cancellation);

    /// <summary>Adds a view, or replaces the one of that name; false when the person has <paramref name="most"/> others.</summary>
    ValueTask<bool> SaveAsync(string person, SavedView view, int most, CancellationToken cancellation);

    /// <summary>Removes one; false when there is none.</summary>
    ValueTask<bool> RemoveAsync(string person, string name, CancellationToken cancellation);
}
