using System.Text.Json;

namespace Vigil.Server.Tests.Labels;

/// <summary>What analysts say of decisions: stored with who and when, changed, taken back, for many at once.</summary>
public sealed class LabelsEndpointsTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Labels = "/api/v1/labels", Batch = "/api/v1/labels/batch";

    [Fact]
    public async Task Label_WithTypeAndComment_IsKeptWithWhoAndWhen()
    {
        long sequence = await Decide("l1");

        await Good(Labels,
            """{"stream":"credit_card_fraud","transaction_id":"l1","fraud":true,"type":"stolen card","comment":"Called."}""");
        var history = await History(sequence);

        history.Count.ShouldBe(1);
        history[0].GetProperty("label").GetInt32().ShouldBe(1);
        history[0].GetProperty("type").GetString().ShouldBe("stolen card");
        history[0].GetProperty("comment").GetString().ShouldBe("Called.");
        history[0].GetProperty("by").GetString().ShouldNotBeNullOrEmpty();
        history[0].GetProperty("recorded").GetDateTime().ShouldBeGreaterThan(DateTime.UnixEpoch);
    }

    [Fact]
    public async Task Label_TakenBack_IsUnknownAgainAndNothingIsForgotten()
    {
        long sequence = await Decide("l2");

        foreach (string fraud in (string[])["true", "false", "null", "null"])
            await Good(Labels, $$"""{"stream":"credit_card_fraud","transaction_id":"l2","fraud":{{fraud}}}""");

        (await Label(sequence)).ValueKind.ShouldBe(JsonValueKind.Null);
        (await History(sequence)).Select(h => h.GetProperty("label").ToString()).ShouldBe(["", "0", "1"]);
        (await server.Live.GetAsync(Labels + "?stream=credit_card_fraud")).Good.GetProperty("items").EnumerateArray()
            .ShouldAllBe(d => d.GetProperty("sequence").GetInt64() != sequence);
    }

    [Fact]
    public async Task Batch_OfSeveralDecisions_SaysWhatTheyHadSoThatItCanBeUndone()
    {
        long first = await Decide("l3"), second = await Decide("l4");
        await Good(Labels, """{"stream":"credit_card_fraud","transaction_id":"l3","fraud":true,"type":"account takeover"}""");

        var done = await Good(Batch, $$"""{"decisions":[{{first}},{{second}},999999],"fraud":false,"comment":"One trip."}""");

        done.GetProperty("applied").GetInt32().ShouldBe(2);
        done.GetProperty("missing").EnumerateArray().Select(m => m.GetInt64()).ShouldBe([999999]);
        var before = done.GetProperty("labels")[0].GetProperty("before");
        (before.GetProperty("label").GetInt32(), before.GetProperty("type").GetString()).ShouldBe((1, "account takeover"));
        done.GetProperty("labels")[1].GetProperty("before").GetProperty("label").ValueKind.ShouldBe(JsonValueKind.Null);
        foreach (long sequence in (long[])[first, second])
            (await Label(sequence)).GetInt32().ShouldBe(0);
    }

    [Theory]
    [InlineData("""{"decisions":[1]}""", "fraud")]
    [InlineData("""{"decisions":[],"fraud":true}""", "decisions")]
    [InlineData("""{"decisions":["1"],"fraud":true}""", "decisions")]
    [InlineData("""{"decisions":[1],"fraud":false,"type":"stolen card"}""", "type")]
    [InlineData("""{"decisions":[1],"fraud":"maybe"}""", "fraud")]
    public async Task Batch_WhatCannotBe_IsNamed(string body, string field)
    {
        var answer = await server.Live.PostAsync(Batch, body);

        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).ShouldContain(field);
    }

    [Fact]
    public async Task Comment_AboutAnErasedEntity_IsGoneAndNoneIsAdded()
    {
        long sequence = await Decide("l5", "C-erased");
        await Good(Labels, """{"stream":"credit_card_fraud","transaction_id":"l5","fraud":true,"comment":"Mrs Smith called."}""");

        (await server.Live.SendAsync(HttpMethod.Delete, "/api/v1/streams/credit_card_fraud/entities/C-erased")).Status.ShouldBe(200);

        var history = await History(sequence);
        history[0].GetProperty("comment").ValueKind.ShouldBe(JsonValueKind.Null);
        history[0].GetProperty("label").GetInt32().ShouldBe(1);
        var again = await server.Live.PostAsync(
            Labels, """{"stream":"credit_card_fraud","transaction_id":"l5","fraud":false,"comment":"She called again."}""");
        again.Code.ShouldBe("conflict");
    }

    private async Task<long> Decide(string id, string customer = "C-labels") =>
        (await Good("/api/v1/streams/credit_card_fraud/transactions",
            $$"""{"transaction_id":"{{id}}","customer_id":"{{customer}}","amount":10,"merchant_id":"M1","city":"Lima"}"""))
        .GetProperty("sequence").GetInt64();

    private async Task<JsonElement> Good(string address, string body) => (await server.Live.PostAsync(address, body)).Good;

    private async Task<JsonElement> Label(long sequence) =>
        (await server.Live.GetAsync($"/api/v1/decisions/{sequence}")).Good.GetProperty("label");

    private async Task<List<JsonElement>> History(long sequence) =>
        [.. (await server.Live.GetAsync($"/api/v1/decisions/{sequence}/labels")).Good.GetProperty("items").EnumerateArray()];
}
