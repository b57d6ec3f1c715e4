using Vigil.Storage.Sql;

namespace Vigil.Server.Tests.Operation;

public sealed class SystemEndpointsTests(LiveServerFixture fixture) : IClassFixture<LiveServerFixture>
{
    [Fact]
    public async Task System_Store_HasItsBytesAndSchema()
    {
        var store = (await fixture.Live.GetAsync("/api/v1/system")).Good.GetProperty("store");

        long bytes = store.GetProperty("bytes").GetInt64();
        long files = Directory.GetFiles(fixture.Live.Folder, "*", SearchOption.AllDirectories).Sum(file => new FileInfo(file).Length);
        bytes.ShouldBeInRange(1, files);
        store.GetProperty("schema").GetInt32().ShouldBe(SqliteStore.NewestSchema);
    }
}
