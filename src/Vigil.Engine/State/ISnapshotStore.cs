using Microsoft.Win32.SafeHandles;

namespace Vigil.Engine.State;

/// <summary>Snapshots of the sequencer's state (port). A snapshot is whole or not there.</summary>
public interface ISnapshotStore
{
    /// <summary>
    /// Keeps a state, on disk when it returns, and drops all but the newest few. Only what has changed since
    /// <see cref="StateImage.Previous"/> is written.
    /// </summary>
    /// <exception cref="InvalidDataException">What was saved before is damaged or gone: everything must be written.</exception>
    ValueTask<StateManifest> SaveAsync(StateImage state, CancellationToken cancellation);

    /// <summary>The sequences of the snapshots that are kept, newest first.</summary>
    ValueTask<IReadOnlyList<long>> SequencesAsync(CancellationToken cancellation);

    /// <summary>Opens a snapshot; dispose it when it has been read.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    ValueTask<SavedState> OpenAsync(long sequence, CancellationToken cancellation);
}

/// <summary>A snapshot that is being read.</summary>
/// <param name="manifest">What it consists of; null for one of the time before pages.</param>
/// <param name="segment">A file with pages, by its number; from any thread.</param>
/// <param name="earlier">The bytes of one of the time before pages.</param>
public sealed class SavedState(
    StateManifest? manifest, Func<uint, SafeFileHandle> segment, ReadOnlyMemory<byte> earlier = default) : IDisposable
{
    private readonly Dictionary<uint, SafeFileHandle> _open = [];

    /// <summary>What it consists of; null for one of the time before pages.</summary>
    public StateManifest? Manifest => manifest;

    /// <summary>The bytes of one of the time before pages.</summary>
    public ReadOnlyMemory<byte> Earlier => earlier;

    /// <summary>A file with pages; from any thread. Open as long as this is.</summary>
    public SafeFileHandle Segment(uint number)
    {
        lock (_open)
            return _open.TryGetValue(number, out var handle) ? handle : _open[number] = segment(number);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        lock (_open)
            foreach (var handle in _open.Values)
                handle.Dispose();
    }
}
