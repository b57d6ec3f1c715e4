using System.Globalization;
using Microsoft.Win32.SafeHandles;
using Vigil.Detection.Persistence;
using Vigil.Engine.Journal;
using Vigil.Engine.State;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// Snapshots in a folder: a manifest for each, named by its sequence, and segments that hold the pages. A segment is never changed once it
/// is there; a manifest comes after the segments that it names, so that at every moment the newest manifest is whole.
/// </summary>
internal sealed class SnapshotFolder(string folder, int keep, bool isReadOnly = false) : ISnapshotStore
{
    /// <summary>The format of manifests; before the first of them, a file had all of the state.</summary>
    private const int Version = 3, WithoutDefinitions = 2;

    private const string Kind = "snapshot", Extension = ".vigil", SegmentPrefix = "segment-", SegmentExtension = ".pages";

    private readonly Dictionary<long, uint[]> _segments = [];

    private static ReadOnlySpan<byte> SegmentMagic => "VIGILPAGES"u8;

    /// <inheritdoc/>
    public ValueTask<StateManifest> SaveAsync(StateImage state, CancellationToken cancellation) => new(Save(state, cancellation));

    /// <inheritdoc/>
    public ValueTask<IReadOnlyList<long>> SequencesAsync(CancellationToken cancellation) => new(Sequences());

    /// <inheritdoc/>
    public ValueTask<SavedState> OpenAsync(long sequence, CancellationToken cancellation) => new(Open(sequence));

    /// <summary>As <see cref="SaveAsync"/>.</summary>
    public StateManifest Save(StateImage state, CancellationToken cancellation)
    {
        if (isReadOnly)
            throw new StorageException($"{folder} was opened for reading only.");
        try
        {
            OwnerOnly.CreateFolder(folder);
            RequireSegments(state.Previous);
            var manifest = WritePages(state, cancellation);
            WriteManifest(manifest);
            foreach (long old in Sequences().Skip(keep))
                Remove(old);
            RemoveUnused();
            return manifest;
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"No snapshot could be written to {folder}: {e.Message} Nothing is lost; check the disk.", e);
        }
    }

    /// <summary>As <see cref="SequencesAsync"/>.</summary>
    public IReadOnlyList<long> Sequences() => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(SequenceOf).Where(s => s >= 0).OrderDescending()];

    /// <summary>As <see cref="OpenAsync"/>.</summary>
    public SavedState Open(long sequence)
    {
        var file = ModelFile.Open(PathOf(sequence), Kind, Version);
        return file.Version < WithoutDefinitions ? new SavedState(null, OpenSegment, file.Payload)
            : new SavedState(StateManifest.Decode(file.Payload, file.Version > WithoutDefinitions), OpenSegment);
    }

    /// <summary>The files that a snapshot consists of, by name; of each what is to be read.</summary>
    public IReadOnlyList<string> FilesOf(long sequence) =>
        [NameOf(sequence), .. SegmentsOf(sequence).Order().Select(NameOfSegment)];

    /// <summary>Removes those from which nothing can be continued any more: the journal begins later.</summary>
    /// <exception cref="StorageException">One cannot be removed.</exception>
    public void RemoveBefore(long sequence)
    {
        try
        {
            foreach (long old in Sequences().Where(s => s < sequence))
                Remove(old);
            RemoveUnused();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"Old snapshots could not be removed from {folder}: {e.Message} Check who may write there.", e);
        }
    }

    private StateManifest WritePages(StateImage state, CancellationToken cancellation)
    {
        uint number = SegmentNumbers().DefaultIfEmpty().Max() + 1;
        string path = PathOfSegment(number), temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            StateManifest manifest;
            using (var stream = OwnerOnly.Create(temporary))
            {
                byte[] head = new byte[SegmentWriter.PageBytes];
                SegmentMagic.CopyTo(head);
                stream.Write(head);
                var writer = new SegmentWriter(number, stream, first: 1);
                manifest = Compact(state.Write(writer, cancellation), number, writer);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            return manifest;
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private StateManifest Compact(StateManifest manifest, uint writing, SegmentWriter writer)
    {
        var dead = Compaction.Dead(
            manifest, n => n == writing ? 0 : new FileInfo(PathOfSegment(n)).Length / SegmentWriter.PageBytes - 1);
        using var from = new SavedState(null, OpenSegment);
        return Compaction.Move(manifest, dead, from.Segment, writer);
    }

    private void WriteManifest(StateManifest manifest)
    {
        string path = PathOf(manifest.Head.Sequence), temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = OwnerOnly.Create(temporary))
            {
                ModelFile.Save(stream, Kind, Version, manifest.Encode());
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
            _segments[manifest.Head.Sequence] = [.. manifest.Segments];
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private void RequireSegments(StateManifest? previous)
    {
        foreach (uint segment in previous?.Segments ?? [])
            if (!File.Exists(PathOfSegment(segment)))
                throw new InvalidDataException($"{PathOfSegment(segment)} is gone; the next snapshot writes everything again.");
    }

    private void Remove(long sequence)
    {
        File.Delete(PathOf(sequence));
        _segments.Remove(sequence);
    }

    private void RemoveUnused()
    {
        var used = Sequences().SelectMany(SegmentsOf).ToHashSet();
        foreach (uint segment in SegmentNumbers().Where(n => !used.Contains(n)))
            File.Delete(PathOfSegment(segment));
        foreach (string left in Directory.EnumerateFiles(folder, "*.tmp"))
            File.Delete(left);
    }

    // A manifest that cannot be read uses none: nothing can be continued from it.
    private uint[] SegmentsOf(long sequence)
    {
        if (_segments.TryGetValue(sequence, out uint[]? known))
            return known;
        try
        {
            using var saved = Open(sequence);
            return _segments[sequence] = [.. saved.Manifest?.Segments ?? []];
        }
        catch (InvalidDataException)
        {
            return [];
        }
    }

    private SafeFileHandle OpenSegment(uint number)
    {
        var handle = File.OpenHandle(PathOfSegment(number), share: FileShare.ReadWrite | FileShare.Delete);
        Span<byte> magic = stackalloc byte[SegmentMagic.Length];
        if (RandomAccess.Read(handle, magic, 0) == magic.Length && magic.SequenceEqual(SegmentMagic))
            return handle;
        handle.Dispose();
        throw new InvalidDataException($"{PathOfSegment(number)} is no segment of a state.");
    }

    private IEnumerable<uint> SegmentNumbers() => Directory.EnumerateFiles(folder, SegmentPrefix + "*" + SegmentExtension)
        .Select(path => uint.TryParse(Path.GetFileNameWithoutExtension(path)[SegmentPrefix.Length..], NumberStyles.None,
            CultureInfo.InvariantCulture, out uint number) ? number : 0);

    private string PathOf(long sequence) => Path.Combine(folder, NameOf(sequence));

    private string PathOfSegment(uint number) => Path.Combine(folder, NameOfSegment(number));

    private static string NameOf(long sequence) => sequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    private static string NameOfSegment(uint number) =>
        SegmentPrefix + number.ToString("D10", CultureInfo.InvariantCulture) + SegmentExtension;

    private static long SequenceOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long s) ? s : -1;
}
