using System.Buffers.Binary;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Detection.Persistence;

/// <summary>
/// The container of every file that Vigil writes for itself: what it is, its version, the content, and a checksum over all of it.
/// A file that was cut short, changed in any byte, or written for something else is refused before its content is looked at.
/// </summary>
/// <remarks>
/// Bytes: <c>VIGIL</c>, container version (1 byte), length of the kind (1 byte), kind (UTF-8), format version (4), content length (8),
/// content, SHA-256 of everything before it (32). Integers are little-endian.
/// </remarks>
/// <param name="Version">Format version of the content, at least 1.</param>
/// <param name="Payload">The content.</param>
public sealed record ModelFile(int Version, ReadOnlyMemory<byte> Payload)
{
    private const byte ContainerVersion = 1;
    private const int Portion = 4 << 20;
    private const int FixedHeader = 5 + 1 + 1 + 4 + 8;
    private const string WriteItAgain = "Restore the file from a copy or write it again.";

    private static ReadOnlySpan<byte> Magic => "VIGIL"u8;

    // Of files that hold pages of state and are no such container.
    private static ReadOnlySpan<byte> StateMagic => "VIGILSTATE"u8;

    /// <summary>
    /// Writes a file so that a reader sees either the old one or the whole new one: to a temporary file beside it, then renamed.
    /// </summary>
    /// <param name="path">The file; its folder must exist.</param>
    /// <param name="kind">What the content is, such as <c>model</c> or <c>state</c>; 1 to 255 bytes of UTF-8.</param>
    /// <param name="version">Format version of the content, at least 1.</param>
    /// <param name="payload">The content.</param>
    /// <exception cref="IOException">The folder cannot be written to, or the disk is full; the old file is untouched.</exception>
    public static void Save(string path, string kind, int version, ReadOnlySpan<byte> payload)
    {
        string temporary = $"{path}.{Path.GetRandomFileName()}.tmp";
        try
        {
            using (var stream = new FileStream(temporary, FileMode.CreateNew, FileAccess.Write))
            {
                Save(stream, kind, version, payload);
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, path, overwrite: true);
        }
        finally
        {
            File.Delete(temporary);
        }
    }

    /// <summary>Writes a container to a stream, which stays open.</summary>
    /// <inheritdoc cref="Save(string, string, int, ReadOnlySpan{byte})"/>
    public static void Save(Stream stream, string kind, int version, ReadOnlySpan<byte> payload)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentOutOfRangeException.ThrowIfLessThan(version, 1);
        byte[] name = Encoding.UTF8.GetBytes(kind);
        if (name.Length is 0 or > byte.MaxValue)
            throw new ArgumentException($"A kind of {name.Length} bytes: 1 to 255 are expected.", nameof(kind));

        byte[] header = new byte[FixedHeader + name.Length];
        Magic.CopyTo(header);
        header[5] = ContainerVersion;
        header[6] = (byte)name.Length;
        name.CopyTo(header, 7);
        BinaryPrimitives.WriteInt32LittleEndian(header.AsSpan(7 + name.Length), version);
        BinaryPrimitives.WriteInt64LittleEndian(header.AsSpan(11 + name.Length), payload.Length);

        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        hash.AppendData(header);
        hash.AppendData(payload);
        stream.Write(header);
        WriteEvenly(stream, payload);
        stream.Write(hash.GetHashAndReset());
    }

    // A file of hundreds of megabytes that goes to disk at one blow holds up whoever else waits for the disk.
    private static void WriteEvenly(Stream stream, ReadOnlySpan<byte> payload)
    {
        for (; payload.Length > Portion; payload = payload[Portion..])
        {
            stream.Write(payload[..Portion]);
            (stream as FileStream)?.Flush(flushToDisk: true);
        }
        stream.Write(payload);
    }

    /// <summary>Reads and checks a file.</summary>
    /// <param name="path">The file.</param>
    /// <param name="kind">The kind that is expected.</param>
    /// <param name="newestVersion">The newest format version that the caller can read.</param>
    /// <exception cref="InvalidDataException">Not such a file, damaged, or written by a newer program; the message names the
    /// file.</exception>
    public static ModelFile Open(string path, string kind, int newestVersion) => Parse(File.ReadAllBytes(path), path, kind, newestVersion);

    /// <summary>Reads and checks everything that is left in a stream.</summary>
    /// <inheritdoc cref="Open(string, string, int)"/>
    public static ModelFile Open(Stream stream, string kind, int newestVersion)
    {
        ArgumentNullException.ThrowIfNull(stream);
        using var bytes = new MemoryStream();
        stream.CopyTo(bytes);
        return Parse(bytes.ToArray(), "The stream", kind, newestVersion);
    }

    private static ModelFile Parse(ReadOnlyMemory<byte> file, string source, string kind, int newestVersion)
    {
        var bytes = file.Span;
        if (!bytes.StartsWith(Magic))
            throw Refused(source, "does not begin with VIGIL and is not a file of Vigil. Check the path.");
        if (bytes.StartsWith(StateMagic))
            throw Refused(source, $"holds 'state' where '{kind}' is expected. Check the path.");
        if (bytes.Length < 7 || bytes.Length < FixedHeader + bytes[6])
            throw Refused(source, $"ends after {bytes.Length} bytes, inside its header. {WriteItAgain}");
        if (bytes[5] != ContainerVersion)
            throw Refused(source, $"has container version {bytes[5]}, not {ContainerVersion}. Use the program that wrote it.");

        int header = FixedHeader + bytes[6];
        long length = BinaryPrimitives.ReadInt64LittleEndian(bytes[(header - 8)..]);
        long found = (long)bytes.Length - header - SHA256.HashSizeInBytes;
        if (length != found)
            throw Refused(source, $"should hold {length} bytes of content and holds {found}. {WriteItAgain}");
        if (!SHA256.HashData(bytes[..^SHA256.HashSizeInBytes]).AsSpan().SequenceEqual(bytes[^SHA256.HashSizeInBytes..]))
            throw Refused(source, $"does not match its checksum: it was changed after it was written. {WriteItAgain}");

        string foundKind = Encoding.UTF8.GetString(bytes.Slice(7, bytes[6]));
        if (foundKind != kind)
            throw Refused(source, $"holds '{foundKind}' where '{kind}' is expected. Check the path.");
        int version = BinaryPrimitives.ReadInt32LittleEndian(bytes[(header - 12)..]);
        if (version < 1 || version > newestVersion)
            throw Refused(source, $"has format version {version}; this program reads 1 to {newestVersion}. Use a newer program.");
        return new ModelFile(version, file.Slice(header, (int)length));
    }

    private static InvalidDataException Refused(string source, string reason) => new($"{source} {reason}");
}
