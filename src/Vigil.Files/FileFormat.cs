namespace Vigil.Files;

/// <summary>The formats that rows can be read from.</summary>
public enum FileFormat
{
    /// <summary>Delimited text with a header line.</summary>
    Csv,

    /// <summary>JSON objects: one per line, in an array, or in an array inside a saved answer.</summary>
    JsonLines,

    /// <summary>Apache Parquet.</summary>
    Parquet,
}
