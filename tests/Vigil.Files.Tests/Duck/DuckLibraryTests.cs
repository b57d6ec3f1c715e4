using Vigil.Files.Duck;

namespace Vigil.Files.Tests.Duck;

public sealed class DuckLibraryTests
{
    [Fact]
    public void Places_NothingConfigured_AreTheAppAndEveryFolderAboveIt() =>
        DuckLibrary.Places(null, "/opt/vigil/bin").ShouldBe(
        [
            "/opt/vigil/bin/libduckdb.so",
            "/opt/vigil/bin/eng/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so",
            "/opt/vigil/eng/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so",
            "/opt/eng/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so",
            "/eng/duckdb/node_modules/@duckdb/node-bindings-linux-x64/libduckdb.so",
        ]);

    [Fact]
    public void Places_Configured_IsThatOneOnly() => DuckLibrary.Places("/x/libduckdb.so", "/opt/vigil").ShouldBe(["/x/libduckdb.so"]);
}
