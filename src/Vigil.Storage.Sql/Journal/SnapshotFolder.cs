using System.Globalization;
using Vigil.Detection.Persistence;
using Vigil.Engine.Journal;

namespace Vigil.Storage.Sql.Journal;

/// <summary>Snapshots as files named by their sequence. They are checked as a whole before anything in them is believed.</summary>
internal sealed class SnapshotFolder(string folder, int keep, bool isReadOnly = false) : ISnapshotStore
{
    private const string Kind = "snapshot", Extension = ".vigil";
    private const int Version = 1;

    /// <inheritdoc/>
    public void Save(long sequence, ReadOnlySpan<byte> state)
    {
        if (isReadOnly)
            throw new StorageException($"{folder} was opened for reading only.");
        try
        {
            OwnerOnly.CreateFolder(folder);
            Write(PathOf(sequence), state);
            foreach (long old in Sequences().Skip(keep))
                File.Delete(PathOf(old));
            foreach (string left in Directory.EnumerateFiles(folder, "*.tmp"))
                File.Delete(left);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new StorageException($"No snapshot could be written to {folder}: {e.Message} Nothing is lost; check the disk.", e);
        }
    }

    /// <inheritdoc/>
    public IReadOnlyList<long> Sequences() => !Directory.Exists(folder) ? [] :
        [.. Directory.EnumerateFiles(folder, "*" + Extension).Select(SequenceOf).Where(s => s >= 0).OrderDescending()];

    /// <inheritdoc/>
    public ReadOnlyMemory<byte> Read(long sequence) => ModelFile.Open(PathOf(sequence), Kind, Version).Payload;

    /// <summary>Removes those from which nothing can be continued any more: the journal begins later.</summary>
    /// <exception cref="StorageException">One cannot be removed.</exception>
    public void RemoveBefore(long sequence)
    {
        try
        {
            foreach (long old in Sequences().Where(s => s < sequence))
                File.Delete(PathOf(old));
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"Old snapshots could not be removed from {folder}: {e.Message} Check who may write there.", e);
        }
    }

    /// <summary>The file name of a snapshot.</summary>
    public static string NameOf(long sequence) => sequence.ToString("D20", CultureInfo.InvariantCulture) + Extension;

    private static void Write(string path, ReadOnlySpan<byte> state)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = OwnerOnly.Create(temporary))
            {
                ModelFile.Save(stream, Kind, Version, state);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    private string PathOf(long sequence) => Path.Combine(folder, NameOf(sequence));

    private static long SequenceOf(string path) =>
        long.TryParse(Path.GetFileNameWithoutExtension(path), NumberStyles.None, CultureInfo.InvariantCulture, out long s) ? s : -1;
}
