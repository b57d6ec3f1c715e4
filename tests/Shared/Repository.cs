namespace Vigil.Testing;

/// <summary>The checkout that the tests were built from.</summary>
internal static class Repository
{
    /// <summary>The folder that holds <c>Vigil.slnx</c>.</summary>
    public static string Root { get; } = Find(AppContext.BaseDirectory);

    private static string Find(string folder) =>
        File.Exists(Path.Combine(folder, "Vigil.slnx")) ? folder
        : Path.GetDirectoryName(folder) is { } parent ? Find(parent)
        : throw new DirectoryNotFoundException("Vigil.slnx was not found above " + AppContext.BaseDirectory);
}
