using System.Buffers.Binary;
using Microsoft.Win32.SafeHandles;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.State;

/// <summary>
/// A whole state in one file: a page with <c>VIGILSTATE</c> and the place of the manifest, the pages, and the manifest behind them as a
/// <see cref="ModelFile"/>. Of any size.
/// </summary>
public static class StateFile
{
    private const string Kind = "state-manifest";
    private const int Version = 1;
    private const uint OnlySegment = 1;

    private static ReadOnlySpan<byte> Magic => "VIGILSTATE"u8;

    /// <summary>Writes a file, whole or not at all.</summary>
    /// <exception cref="IOException">The folder cannot be written to, or the disk is full; the old file is untouched.</exception>
    public static void Save(string path, StateImage state)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Write(stream, state);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Whether the file is such a state; a file of an older version is not.</summary>
    public static bool IsOne(string path)
    {
        using var handle = File.OpenHandle(path);
        return StartsWithMagic(handle);
    }

    /// <summary>Fills parts that are new and empty.</summary>
    /// <exception cref="InvalidDataException">The file is no state, is damaged, or belongs to other parts.</exception>
    internal static StateHead Load(string path, IReadOnlyCollection<StatePart> parts)
    {
        using var handle = File.OpenHandle(path);
        var manifest = Manifest(path, handle);
        try
        {
            new StateLoader(_ => handle).Load(manifest, parts);
        }
        catch (InvalidDataException e)
        {
            throw new InvalidDataException($"{path}: {e.Message}", e);
        }
        return manifest.Head;
    }

    private static void Write(FileStream stream, StateImage state)
    {
        byte[] head = new byte[SegmentWriter.PageBytes];
        Magic.CopyTo(head);
        stream.Write(head);
        var manifest = state.Write(new SegmentWriter(OnlySegment, stream, first: 1));
        BinaryPrimitives.WriteInt64LittleEndian(head.AsSpan(Magic.Length), stream.Position);
        ModelFile.Save(stream, Kind, Version, manifest.Encode());
        stream.Position = 0;
        stream.Write(head);
    }

    private static StateManifest Manifest(string path, SafeFileHandle handle)
    {
        byte[] place = new byte[sizeof(long)];
        long length = RandomAccess.GetLength(handle);
        if (!StartsWithMagic(handle) || RandomAccess.Read(handle, place, Magic.Length) < place.Length
            || BinaryPrimitives.ReadInt64LittleEndian(place) is var start && (start <= 0 || start > length))
            throw new InvalidDataException($"{path} is no whole state of Vigil. Restore the file from a copy or write it again.");
        byte[] bytes = new byte[length - start];
        RandomAccess.Read(handle, bytes, start);
        return StateManifest.Decode(ModelFile.Open(new MemoryStream(bytes), Kind, Version).Payload);
    }

    private static bool StartsWithMagic(SafeFileHandle handle)
    {
        byte[] start = new byte[Magic.Length];
        return RandomAccess.Read(handle, start, 0) == start.Length && Magic.SequenceEqual(start);
    }
}
