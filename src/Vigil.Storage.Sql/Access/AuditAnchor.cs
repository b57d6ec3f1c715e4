using System.Buffers.Binary;
using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Storage.Sql.Access;

/// <summary>
/// A file beside the database to which each entry of the audit log adds a line: its sequence, time, hash, and a code over them that needs
/// the master key. The database alone can then not be taken back to an older state unseen. Lines are only ever appended.
/// </summary>
internal sealed class AuditAnchor(string file, MasterKey key)
{
    private readonly byte[] _key = key.Derive("audit-anchor");

    /// <summary>Where it is.</summary>
    public string File => file;

    /// <summary>Whether there is one.</summary>
    public bool Exists => System.IO.File.Exists(file);

    /// <summary>Makes the file, without a line yet.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Begin() => Append([]);

    /// <summary>Adds the line of an entry; on disk when it returns.</summary>
    /// <exception cref="StorageException">It cannot be written.</exception>
    public void Add(long sequence, long time, byte[] hash) => Append(Encoding.ASCII.GetBytes(string.Create(CultureInfo.InvariantCulture,
        $"\n{sequence} {time} {Convert.ToHexStringLower(hash)} {Convert.ToHexStringLower(Code(sequence, time, hash))}\n")));

    // One write in the mode of appending: other processes' lines come before or after it. The first byte ends a line that was torn.
    private void Append(byte[] line)
    {
        try
        {
            using var stream = OwnerOnly.Open(file, FileMode.Append, FileAccess.Write, FileShare.ReadWrite);
            stream.Write(line);
            stream.Flush(flushToDisk: true);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"{file} cannot be written: {e.Message} The audit log needs it; check the disk.", e);
        }
    }

    /// <summary>The hashes of the entries that are anchored, by sequence. What a line that was torn or changed said is lost.</summary>
    public SortedDictionary<long, byte[]> Read()
    {
        var anchored = new SortedDictionary<long, byte[]>();
        foreach (string line in Exists ? System.IO.File.ReadLines(file) : [])
            if (line.Split(' ') is [var number, var at, var text, var code]
                && long.TryParse(number, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
                && long.TryParse(at, NumberStyles.AllowLeadingSign, CultureInfo.InvariantCulture, out long time)
                && Bytes(text) is { } hash && Bytes(code) is { } found
                && CryptographicOperations.FixedTimeEquals(found, Code(sequence, time, hash)))
                anchored.TryAdd(sequence, hash);
        return anchored;
    }

    private static byte[]? Bytes(string hex)
    {
        byte[] bytes = new byte[SHA256.HashSizeInBytes];
        return hex.Length == 2 * bytes.Length
            && Convert.FromHexString(hex, bytes, out _, out _) == System.Buffers.OperationStatus.Done ? bytes : null;
    }

    private byte[] Code(long sequence, long time, byte[] hash)
    {
        byte[] message = new byte[16 + hash.Length];
        BinaryPrimitives.WriteInt64LittleEndian(message, sequence);
        BinaryPrimitives.WriteInt64LittleEndian(message.AsSpan(8), time);
        hash.CopyTo(message, 16);
        return HMACSHA256.HashData(_key, message);
    }
}
