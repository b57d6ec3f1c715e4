namespace Vigil.Files;

/// <summary>Why a file, or an argument that should name some, cannot be used.</summary>
/// <param name="File">The file or argument as the user gave it.</param>
/// <param name="Found">What was there, in words.</param>
/// <param name="Expected">What was expected and what to do, in words.</param>
public sealed record FileProblem(string File, string Found, string Expected)
{
    /// <inheritdoc/>
    public override string ToString() => $"{File}: {Found}; expected {Expected}";
}
