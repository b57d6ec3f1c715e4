namespace Vigil.Tidy.Tests.Checkout;

/// <summary>One text file of the checkout, or one planted by a test.</summary>
/// <param name="Path">From the root, with forward slashes.</param>
/// <param name="Text">All of it.</param>
internal sealed record TrackedFile(string Path, string Text)
{
    /// <summary>The last part of the path.</summary>
    public string Name => Path[(Path.LastIndexOf('/') + 1)..];

    /// <summary>The path without its last part, empty at the root.</summary>
    public string Folder => Path[..Math.Max(0, Path.LastIndexOf('/'))];

    /// <summary>The text in lines, without their ends.</summary>
    public string[] Lines => Text.TrimEnd('\n').Split('\n');

    /// <summary>Whether it is C#.</summary>
    public bool IsCSharp => Path.EndsWith(".cs", StringComparison.Ordinal);

    /// <summary>Whether it is a document.</summary>
    public bool IsMarkdown => Path.EndsWith(".md", StringComparison.Ordinal);

    /// <summary>Whether it is a project file.</summary>
    public bool IsProject => Path.EndsWith(".csproj", StringComparison.Ordinal);

    /// <summary>Whether it lies in that folder of the root.</summary>
    public bool IsUnder(string folder) => Path.StartsWith(folder + "/", StringComparison.Ordinal);
}
