namespace Vigil.Engine.Transactions;

/// <summary>Values of an optional column that could not be read, and count as missing.</summary>
/// <param name="column">The column.</param>
/// <param name="example">The first of them.</param>
/// <param name="expected">What would have been read, in words.</param>
public sealed class UnreadValue(string column, string example, string expected)
{
    /// <summary>The column.</summary>
    public string Column => column;

    /// <summary>The first of them, shortened.</summary>
    public string Example => example;

    /// <summary>What would have been read, in words.</summary>
    public string Expected => expected;

    /// <summary>How many there are.</summary>
    public long Count { get; internal set; }
}
