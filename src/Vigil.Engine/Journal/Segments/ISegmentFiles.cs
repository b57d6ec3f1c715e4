namespace Vigil.Engine.Journal.Segments;

/// <summary>The folder of a journal's segments (port): the operating system's, or a simulated disk in tests.</summary>
public interface ISegmentFiles
{
    /// <summary>The numbers of the files that are there, ascending.</summary>
    IReadOnlyList<int> List();

    /// <summary>Makes a file of zeros, all of it allocated and on disk when this returns.</summary>
    /// <exception cref="IOException">The disk is full, or failed: no such file is left.</exception>
    ISegmentFile Create(int number, long length);

    /// <summary>Opens a file.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="isWritten">Whether it is written to.</param>
    /// <exception cref="FileNotFoundException">Retention has removed it.</exception>
    ISegmentFile Open(int number, bool isWritten);

    /// <summary>Writes what is to take the place of a file, on disk when this returns; unseen before <see cref="TakeOver"/>.</summary>
    /// <param name="number">Its number.</param>
    /// <param name="parts">The bytes, part by part.</param>
    void WriteBeside(int number, IReadOnlyList<byte[]> parts);

    /// <summary>Puts it there, on disk when this returns, and opens it; who has the old one open can read on in that.</summary>
    /// <exception cref="IOException">Which of them is there is not known; each of them is whole.</exception>
    ISegmentFile TakeOver(int number);

    /// <summary>Removes a file; who has it open can read on.</summary>
    void Delete(int number);
}

/// <summary>A file of a fixed length. Reading from any thread beside one that writes.</summary>
public interface ISegmentFile : IDisposable
{
    /// <summary>Bytes.</summary>
    long Length { get; }

    /// <summary>Fills <paramref name="target"/> from a place on; what lies beyond the end is left out.</summary>
    /// <returns>Bytes that were read.</returns>
    int Read(long offset, Span<byte> target);

    /// <summary>Writes within the file's length; on disk only after <see cref="Flush"/>.</summary>
    void Write(long offset, ReadOnlySpan<byte> bytes);

    /// <summary>Returns when everything that was written is on disk.</summary>
    void Flush();
}
