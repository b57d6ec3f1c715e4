namespace Vigil.Server.Tests.Decisions;

/// <summary>A filter for what a stream cannot mention is a slip, and no filter for everything.</summary>
public sealed class FiltersOfAbsentFieldsTests : IAsyncLifetime
{
    private LiveServer _live = null!;

    public async ValueTask InitializeAsync()
    {
        _live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(_live, "pages");
    }

    [Theory]
    [InlineData("entity")]
    [InlineData("transaction_id")]
    [InlineData("merchant")]
    [InlineData("location")]
    [InlineData("device")]
    [InlineData("ip")]
    public async Task List_FilterForAFieldThatTheStreamLacks_IsRefused(string filter)
    {
        (await _live.PostAsync("/api/v1/streams/pages/transactions", SmallStream.Row(301))).Status.ShouldBe(200);

        foreach (string route in new[] { "/api/v1/decisions", "/api/v1/decisions/count" })
        {
            var answer = await _live.GetAsync($"{route}?stream=pages&{filter}=M1");

            answer.Status.ShouldBe(400, route);
            var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
            error.GetProperty("field").GetString().ShouldBe(filter);
            error.GetProperty("found").GetString().ShouldNotBeNull().ShouldContain("pages");
        }
    }

    public ValueTask DisposeAsync() => _live.DisposeAsync();
}
