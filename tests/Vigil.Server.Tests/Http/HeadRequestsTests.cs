namespace Vigil.Server.Tests.Http;

public sealed class HeadRequestsTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    [Theory]
    [InlineData("/health/live", 200)]
    [InlineData("/health/ready", 200)]
    [InlineData("/metrics", 200)]
    [InlineData("/api/v1/streams", 200)]
    [InlineData("/api/v1/decisions", 200)]
    [InlineData("/api/v1/decisions/export", 200)]
    [InlineData("/api/v1/decisions/live", 200)]
    [InlineData("/openapi/v1.json", 200)]
    [InlineData("/api/v1/decisions/999999999", 404)]
    [InlineData("/api/v1/nothing", 404)]
    [InlineData("/predict", 405)]
    public async Task Head_AnyRoute_IsGetWithoutABody(string path, int status)
    {
        var answer = await server.Live.SendAsync(HttpMethod.Head, path);

        (answer.Status, answer.Text).ShouldBe((status, ""));
    }
}
