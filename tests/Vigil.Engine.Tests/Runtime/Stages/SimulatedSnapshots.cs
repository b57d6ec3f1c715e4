using Microsoft.Win32.SafeHandles;
using Vigil.Detection.Numerics;
using Vigil.Engine.Journal;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>Snapshots in memory that fail when they are told to, that take their time, and whose bits can be flipped.</summary>
internal sealed class SimulatedSnapshots(SeededRandom random) : ISnapshotStore
{
    private const int Kept = 3;
    private readonly SortedDictionary<long, byte[]> _manifests = [];
    private readonly Dictionary<uint, byte[]> _segments = [];
    private uint _last;

    /// <summary>The chance that one cannot be written.</summary>
    public double FaultRate { get; set; }

    public ValueTask<StateManifest> SaveAsync(StateImage state, CancellationToken cancellation)
    {
        LetOthers();
        if (random.NextDouble() < FaultRate)
            throw random.NextInt(2) == 0 ? new StorageException("The simulated disk has no room for a snapshot.")
                : new InvalidDataException("What was saved before cannot be read.");
        using var pages = new MemoryStream();
        var manifest = state.Write(new SegmentWriter(++_last, pages), cancellation);
        _segments[_last] = pages.ToArray();
        LetOthers();
        _manifests[manifest.Head.Sequence] = manifest.Encode().ToArray();
        while (_manifests.Count > Kept)
            _manifests.Remove(_manifests.Keys.First());
        return new(manifest);
    }

    public ValueTask<IReadOnlyList<long>> SequencesAsync(CancellationToken cancellation) => new([.. _manifests.Keys.Reverse()]);

    public ValueTask<SavedState> OpenAsync(long sequence, CancellationToken cancellation) =>
        new(new SavedState(StateManifest.Decode(_manifests[sequence]), Segment));

    /// <summary>Flips a bit of a page that was saved.</summary>
    public void Flip()
    {
        if (_segments.Values.Where(b => b.Length > 0).ToList() is { Count: > 0 } written
            && written[random.NextInt(written.Count)] is var bytes)
            bytes[random.NextInt(bytes.Length)] ^= 4;
    }

    // While it is being written, the service goes on and changes the pages.
    private void LetOthers()
    {
        for (int i = random.NextInt(20); i > 0; i--)
            SimulatedThread.LetOthers();
    }

    private SafeFileHandle Segment(uint number)
    {
        string path = Path.GetTempFileName();
        File.WriteAllBytes(path, _segments[number]);
        return File.OpenHandle(path, options: FileOptions.DeleteOnClose);
    }
}
