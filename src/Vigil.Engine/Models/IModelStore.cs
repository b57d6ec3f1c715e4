namespace Vigil.Engine.Models;

/// <summary>A model version that is kept, without its bytes.</summary>
/// <param name="Version">See <see cref="Models.Model.Version"/>.</param>
/// <param name="Stream">The stream's name.</param>
/// <param name="Created">When it was added, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Transactions">Transactions it was trained on.</param>
/// <param name="From">Event time of the first of them.</param>
/// <param name="To">Event time of the last of them.</param>
/// <param name="Seed">Seed of the training.</param>
/// <param name="Promoted">The sequence of its last promotion; null when it was never promoted.</param>
/// <param name="IsChampion">Whether it scores its stream now.</param>
public sealed record StoredModel(
    string Version, string Stream, long Created, long Transactions, long From, long To, ulong Seed, long? Promoted, bool IsChampion);

/// <summary>Model versions (port). A version that decisions name is never deleted. Thread-safe.</summary>
public interface IModelStore
{
    /// <summary>Keeps a model file; false when that version is there already.</summary>
    ValueTask<bool> AddAsync(StoredModel model, ReadOnlyMemory<byte> file, CancellationToken cancellation);

    /// <summary>Newest first; of all streams without <paramref name="stream"/>.</summary>
    ValueTask<IReadOnlyList<StoredModel>> ListAsync(string? stream, CancellationToken cancellation);

    /// <summary>The bytes of a version's model file, or null.</summary>
    ValueTask<byte[]?> ReadAsync(string version, CancellationToken cancellation);
}
