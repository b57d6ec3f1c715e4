using System.Globalization;
using System.Security.Cryptography;
using Microsoft.Win32.SafeHandles;
using Vigil.Engine.Journal.Segments;

namespace Vigil.Storage.Sql.Journal;

/// <summary>The segments of a journal in a folder of the operating system.</summary>
internal sealed class SegmentFolder(string path) : ISegmentFiles
{
    private const string Extension = ".journal";

    /// <inheritdoc/>
    public IReadOnlyList<int> List() => !Directory.Exists(path) ? [] :
        [.. Directory.EnumerateFiles(path, "*" + Extension).Select(NumberOf).Where(number => number > 0).Order()];

    /// <inheritdoc/>
    public ISegmentFile Create(int number, long length)
    {
        OwnerOnly.CreateFolder(path);
        string file = FileOf(number), temporary = file + ".tmp";
        try
        {
            using (var stream = OwnerOnly.Open(temporary, FileMode.Create, FileAccess.Write, FileShare.None, length))
            {
                // Written, not only reserved: else each flush would have to record which blocks are in use by now.
                byte[] zeros = new byte[Math.Min(length, 1 << 20)];
                for (long left = length; left > 0; left -= zeros.Length)
                    stream.Write(zeros, 0, (int)Math.Min(left, zeros.Length));
                stream.Flush(flushToDisk: true);
            }
            File.Move(temporary, file, overwrite: true);
            DiskFlush.Names(path);
            return Open(number, isWritten: true);
        }
        catch
        {
            File.Delete(temporary);
            throw;
        }
    }

    /// <inheritdoc/>
    public ISegmentFile Open(int number, bool isWritten) => new SegmentFile(File.OpenHandle(
        FileOf(number), FileMode.Open, isWritten ? FileAccess.ReadWrite : FileAccess.Read,
        FileShare.ReadWrite | FileShare.Delete, FileOptions.RandomAccess));

    /// <inheritdoc/>
    public void WriteBeside(int number, IReadOnlyList<byte[]> parts)
    {
        using var stream = OwnerOnly.Open(BesideOf(number), FileMode.Create, FileAccess.Write, FileShare.None);
        foreach (byte[] part in parts)
            stream.Write(part);
        stream.Flush(flushToDisk: true);
    }

    /// <inheritdoc/>
    public ISegmentFile TakeOver(int number)
    {
        File.Move(BesideOf(number), FileOf(number), overwrite: true);
        DiskFlush.Names(path);
        return Open(number, isWritten: true);
    }

    /// <inheritdoc/>
    public void Delete(int number)
    {
        File.Delete(FileOf(number));
        File.Delete(BesideOf(number));
    }

    /// <summary>The folder.</summary>
    public override string ToString() => path;

    /// <summary>The name of a file without its folder.</summary>
    public static string NameOf(int number) => number.ToString("D6", CultureInfo.InvariantCulture) + Extension;

    /// <summary>A random number; see <see cref="SegmentLog"/>.</summary>
    public static uint NewSalt() => BitConverter.ToUInt32(RandomNumberGenerator.GetBytes(sizeof(uint)));

    private static int NumberOf(string file) =>
        int.TryParse(Path.GetFileNameWithoutExtension(file), NumberStyles.None, CultureInfo.InvariantCulture, out int number) ? number : 0;

    private string BesideOf(int number) => FileOf(number) + ".packed";

    private string FileOf(int number) => Path.Combine(path, NameOf(number));

    private sealed class SegmentFile(SafeFileHandle handle) : ISegmentFile
    {
        public long Length { get; } = RandomAccess.GetLength(handle);

        public int Read(long offset, Span<byte> target)
        {
            int read = 0;
            while (read < target.Length && RandomAccess.Read(handle, target[read..], offset + read) is var count and > 0)
                read += count;
            return read;
        }

        public void Write(long offset, ReadOnlySpan<byte> bytes) => RandomAccess.Write(handle, bytes, offset);

        public void Flush() => DiskFlush.Data(handle);

        public void Dispose() => handle.Dispose();
    }
}
