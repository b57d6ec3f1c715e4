using Vigil.Engine.Access;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Views;

public sealed class ViewEndpointsTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Path = "/api/v1/views";

    [Fact]
    public async Task Views_OfAPerson_AreSavedReplacedRemovedAndSeenByNobodyElse()
    {
        using var ada = await server.Live.PersonAsync("views-ada", Roles.Analyst);
        using var bob = await server.Live.PersonAsync("views-bob", Roles.Analyst);

        (await ada.AskAsync("POST", Path, """{"name": " Night, high ", "address": "/decisions?level=high"}""")).Status.ShouldBe(201);
        (await ada.AskAsync("POST", Path, """{"name": "Night, high", "address": "/decisions?level=critical"}""")).Status.ShouldBe(201);

        var views = (await ada.AskAsync("GET", Path)).Good.GetProperty("items");
        views.GetArrayLength().ShouldBe(1);
        views[0].GetProperty("address").GetString().ShouldBe("/decisions?level=critical");
        (await bob.AskAsync("GET", Path)).Good.GetProperty("items").GetArrayLength().ShouldBe(0);
        (await bob.AskAsync("DELETE", Path + "/Night%2C%20high")).Status.ShouldBe(404);
        (await ada.AskAsync("DELETE", Path + "/Night%2C%20high")).Status.ShouldBe(204);
    }

    [Fact]
    public async Task Views_ThatNameAnErasedPerson_GoWithItAndNoneIsKeptReadable()
    {
        using var eve = await server.Live.PersonAsync("views-eve", Roles.Analyst);
        (await server.Live.PostAsync("/api/v1/streams/credit_card_fraud/transactions",
            """{"transaction_id":"view-t1","customer_id":"C/erase me","amount":1,"device_id":"view-d1","ip":"203.0.113.77"}""")).Good
            .GetProperty("sequence");
        string[] gone = ["/entities/credit_card_fraud/C%2Ferase%20me", "/decisions?entity=C%2Ferase+me&level=high",
            "/decisions?transaction_id=view-t1", "/decisions?device=view-d1&range=all", "/decisions?ip=203.0.113.77"];
        string[] kept = ["/decisions?device=view-d2", "/decisions?level=high"];
        foreach (string address in (string[])[.. gone, .. kept])
        {
            string body = System.Text.Json.JsonSerializer.Serialize(new { name = address, address });
            (await eve.AskAsync("POST", Path, body)).Status.ShouldBe(201);
        }
        (await server.Live.Parts.Storage.SavedViews.ListAsync("views-eve", TestContext.Current.CancellationToken)).ShouldAllBe(
            v => !v.Address.Contains("decisions"));

        (await server.Live.SendAsync(HttpMethod.Delete, "/api/v1/streams/credit_card_fraud/entity?id=C%2Ferase%20me")).Status.ShouldBe(200);

        (await eve.AskAsync("GET", Path)).Good.GetProperty("items").EnumerateArray().Select(v => v.GetProperty("address").GetString())
            .ShouldBe(kept, ignoreOrder: true);
    }

    [Theory]
    [InlineData("Q1/Q2")]
    [InlineData("100%2F")]
    [InlineData("a?b#c&d=e")]
    [InlineData("+ ü …")]
    public async Task Remove_AnyNameThatCanBeSaved_RemovesThatView(string name)
    {
        using var ada = await server.Live.PersonAsync("views-ada", Roles.Analyst);
        string body = System.Text.Json.JsonSerializer.Serialize(new { name, address = "/decisions" });
        (await ada.AskAsync("POST", Path, body)).Status.ShouldBe(201);

        (await ada.AskAsync("DELETE", Path + "/" + Uri.EscapeDataString(name))).Status.ShouldBe(204);
        (await ada.AskAsync("GET", Path)).Good.GetProperty("items").EnumerateArray()
            .ShouldAllBe(v => v.GetProperty("name").GetString() != name);
    }

    [Theory]
    [InlineData("""{"name": "", "address": "/decisions"}""", "name")]
    [InlineData("""{"name": ".", "address": "/decisions"}""", "name")]
    [InlineData("""{"name": " .. ", "address": "/decisions"}""", "name")]
    [InlineData("""{"name": "x", "address": "https://elsewhere.example"}""", "address")]
    [InlineData("""{"name": "x", "address": "//elsewhere.example"}""", "address")]
    [InlineData("""{"name": "x", "address": "/\\elsewhere.example"}""", "address")]
    public async Task Save_WhatIsNoView_IsRefused(string body, string field)
    {
        using var ada = await server.Live.PersonAsync("views-ada", Roles.Analyst);

        var answer = await ada.AskAsync("POST", Path, body);

        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe(field);
    }
}
