namespace Vigil.Files.Writing;

/// <summary>Writes a table row by row: one call per column in order, then <see cref="EndRow"/>. Not thread-safe.</summary>
/// <remarks>
/// The file appears under its name with <see cref="Commit"/> and not before; disposing without it leaves nothing behind. A call whose
/// type is not the column's is a programming error and unspecified.
/// </remarks>
public interface ITableWriter : IDisposable
{
    /// <summary>Writes a text; bytes that are not UTF-8 are written as <c>\xHH</c>. Empty is missing.</summary>
    void Text(ReadOnlySpan<byte> utf8);

    /// <summary>Writes a number; NaN and infinities are missing.</summary>
    void Number(double value);

    /// <summary>Writes an integer.</summary>
    void Integer(long value);

    /// <summary>Writes a point in time, in microseconds since 1970 UTC.</summary>
    void Time(long micros);

    /// <summary>Writes true or false.</summary>
    void Bool(bool value);

    /// <summary>Writes a missing value, whatever the column's type.</summary>
    void Missing();

    /// <summary>Ends the row.</summary>
    void EndRow();

    /// <summary>Finishes the file and gives it its name, in place of an older one.</summary>
    /// <exception cref="IOException">The disk is full, or the like.</exception>
    void Commit();
}
