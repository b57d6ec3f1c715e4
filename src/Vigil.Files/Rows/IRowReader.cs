namespace Vigil.Files.Rows;

/// <summary>What <see cref="IRowReader.Read"/> came upon.</summary>
internal enum RowKind
{
    /// <summary>The end of the file.</summary>
    End,

    /// <summary>A row with one text per column.</summary>
    Good,

    /// <summary>Something that is no row; see <see cref="IRowReader.Found"/> and <see cref="IRowReader.Expected"/>.</summary>
    Bad,
}

/// <summary>Reads rows of UTF-8 texts. What it gives is valid until the next <see cref="Read"/>. Not thread-safe.</summary>
internal interface IRowReader : IDisposable
{
    /// <summary>The columns' names in source order; JSON lines add to them as they go, unless told which to read.</summary>
    IReadOnlyList<string> Columns { get; }

    /// <summary>What a user should know about how the file is read, each in a sentence; most files need none.</summary>
    IReadOnlyList<string> Notes { get; }

    /// <summary>The line on which the row starts, from 1; for Parquet the row number.</summary>
    long Line { get; }

    /// <summary>Bytes of the file behind us, as stored; about, for progress.</summary>
    long BytesRead { get; }

    /// <summary>What was wrong with a bad row, in words.</summary>
    string Found { get; }

    /// <summary>What would have been a row, in words.</summary>
    string Expected { get; }

    /// <summary>Whether the source has a row text at all.</summary>
    bool HasRaw { get; }

    /// <summary>The row's bytes as they stood without the line end, cut at <see cref="RowLimits.Raw"/>.</summary>
    ReadOnlySpan<byte> Raw { get; }

    /// <summary>Goes to the next row.</summary>
    /// <exception cref="IOException">The file cannot be read on.</exception>
    /// <exception cref="InvalidDataException">The file is damaged from here.</exception>
    RowKind Read();

    /// <summary>The text in a column of a good row; empty where there is none.</summary>
    ReadOnlySpan<byte> Field(int column);

    /// <summary>Whether a field of a good row is a number of the format's own, which has a decimal point whatever people write; false for
    /// text.</summary>
    bool IsNumber(int column);
}
