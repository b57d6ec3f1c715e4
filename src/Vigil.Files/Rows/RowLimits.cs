namespace Vigil.Files.Rows;

/// <summary>The bounds that keep memory small whatever the file holds.</summary>
internal static class RowLimits
{
    /// <summary>The greatest length of a row in bytes.</summary>
    internal const int Row = 1 << 20;

    /// <summary>The greatest count of lines in one quoted field.</summary>
    internal const int QuotedLines = 100;

    /// <summary>How much of a bad row's text is kept, in bytes.</summary>
    internal const int Raw = 64 << 10;

    /// <summary>The greatest count of columns.</summary>
    internal const int Columns = 4096;

    /// <summary>How much is read from a file at once, in bytes.</summary>
    internal const int Block = 256 << 10;
}
