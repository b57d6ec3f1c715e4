namespace Vigil.Files.Writing;

/// <summary>What a column holds.</summary>
public enum TableType
{
    /// <summary>UTF-8 text.</summary>
    Text,

    /// <summary>A double; written so that it reads back to the same bits.</summary>
    Number,

    /// <summary>A 64-bit integer.</summary>
    Integer,

    /// <summary>A point in time, microseconds since 1970-01-01T00:00:00Z.</summary>
    Time,

    /// <summary>True or false.</summary>
    Bool,
}

/// <summary>A column of a table to be written.</summary>
/// <param name="Name">Its name; different for every column.</param>
/// <param name="Type">What it holds.</param>
public sealed record TableColumn(string Name, TableType Type);
