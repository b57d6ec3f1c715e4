using Vigil.Files.Duck;

namespace Vigil.Files.Tests.Duck;

/// <summary>Without DuckDB's library a test is skipped at home and fails when <c>CI=true</c>.</summary>
internal static class DuckRequired
{
    internal static void Check()
    {
        if (DuckLibrary.Problem.Length == 0)
            return;
        string reason = $"{DuckLibrary.Problem}: run eng/fetch-duckdb";
        if (Environment.GetEnvironmentVariable("CI") == "true")
            Assert.Fail(reason);
        Assert.Skip(reason);
    }
}
