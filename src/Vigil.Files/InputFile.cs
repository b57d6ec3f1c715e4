namespace Vigil.Files;

/// <summary>A file that is there and can be read.</summary>
/// <param name="Name">As the user gave it, for messages.</param>
/// <param name="Path">Where it is; for standard input a temporary copy.</param>
/// <param name="Format">What its content looks like.</param>
/// <param name="IsCompressed">Whether it is gzip outside.</param>
/// <param name="Length">Its size as stored, in bytes.</param>
public sealed record InputFile(string Name, string Path, FileFormat Format, bool IsCompressed, long Length)
{
    /// <summary>How its text is encoded.</summary>
    public TextEncoding Encoding { get; init; }

    /// <summary>The names of its columns, where it is CSV without a header; null where it names them itself.</summary>
    public IReadOnlyList<string>? Columns { get; init; }
}
