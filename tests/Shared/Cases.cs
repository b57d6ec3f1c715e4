namespace Vigil.Testing;

/// <summary>Small files in the shapes that banks, wallets, spreadsheets and programs export (<c>tests/Shared/cases</c>).</summary>
internal static class Cases
{
    /// <summary>The folder that holds them.</summary>
    public static string Folder { get; } = System.IO.Path.Combine(Repository.Root, "tests", "Shared", "cases");

    /// <summary>The full path of a case.</summary>
    public static string Path(string name) => System.IO.Path.Combine(Folder, name);
}
