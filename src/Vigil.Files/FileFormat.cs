namespace Vigil.Files;

/// <summary>The formats that rows can be read from.</summary>
public enum FileFormat
{
    /// <summary>Delimited text with a header line.</summary>
    Csv,

    /// <summary>One JSON object per line.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
