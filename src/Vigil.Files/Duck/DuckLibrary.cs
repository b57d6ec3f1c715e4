using System.Runtime.InteropServices;

namespace Vigil.Files.Duck;

/// <summary>Finds libduckdb.so: at <c>LIBDUCKDB_PATH</c>, beside the app, or in eng/duckdb of a folder above it.</summary>
internal static class DuckLibrary
{
    private const string Name = "libduckdb.so";
    private const string InRepository = "eng/duckdb/node_modules/@duckdb/node-bindings-linux-x64/" + Name;

    private static readonly Lazy<(nint Handle, string Problem)> Loaded = new(Load);

    static DuckLibrary() => NativeLibrary.SetDllImportResolver(
        typeof(DuckLibrary).Assembly, static (name, _, _) => name == DuckNative.Library ? Loaded.Value.Handle : 0);

    /// <summary>What was expected and what to do, when the library is missing.</summary>
    internal const string Expected = "DuckDB's library for Parquet; run eng/fetch-duckdb (npm ci --ignore-scripts in eng/duckdb), "
        + "set LIBDUCKDB_PATH to libduckdb.so, or use CSV or JSON lines";

    /// <summary>Loads the library once; empty when that went well, otherwise what was found.</summary>
    internal static string Problem => Loaded.Value.Problem;

    /// <summary>The places to look at, best first.</summary>
    internal static IEnumerable<string> Places(string? configured, string appFolder)
    {
        if (!string.IsNullOrEmpty(configured))
        {
            yield return configured;
            yield break;
        }
        yield return Path.Join(appFolder, Name);
        for (var folder = new DirectoryInfo(appFolder); folder is not null; folder = folder.Parent)
            yield return Path.Join(folder.FullName, InRepository);
    }

    private static (nint Handle, string Problem) Load()
    {
        string? configured = Environment.GetEnvironmentVariable("LIBDUCKDB_PATH");
        string? path = Places(configured, AppContext.BaseDirectory).FirstOrDefault(File.Exists);
        if (path is null)
            return (0, string.IsNullOrEmpty(configured) ? "no " + Name : $"no file at LIBDUCKDB_PATH ({configured})");
        return NativeLibrary.TryLoad(path, out nint handle) ? (handle, "") : (0, path + " cannot be loaded");
    }
}
