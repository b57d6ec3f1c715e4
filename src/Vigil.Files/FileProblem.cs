namespace Vigil.Files;

/// <summary>Why a file, or an argument that should name some, cannot be used.</summary>
/// <param name="File">The file or argument as the user gave it.</param>
/// <param name="Found">What was there, in words.</param>
/// <param name="Expected">What was expected and what to do, in words.</param>
public sealed record FileProblem(string File, string Found, string Expected)
{
    /// <summary>Names for the columns of a file that has none, to go on from; empty for every other problem.</summary>
    public IReadOnlyList<string> Columns { get; init; } = [];

    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Found}; expected {Expected}";
}
