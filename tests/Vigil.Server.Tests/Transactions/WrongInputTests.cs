using System.Text.Json;

namespace Vigil.Server.Tests.Transactions;

/// <summary>Input that is not what its sender meant must not look like a good approval.</summary>
public sealed class WrongInputTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Path = "/api/v1/streams/credit_card_fraud/transactions";

    private LiveServer Live => server.Live;

    [Theory]
    [InlineData("""{"customerId":"C1","amount":1}""", "customerId")]
    [InlineData("""{"CUSTOMER_ID":"C1","amount":1}""", "CUSTOMER_ID")]
    [InlineData("""{"custmer_id":"C1","amount":1}""", "custmer_id")]
    [InlineData("""{"user_id":"C1","amount":1}""", "user_id")]
    [InlineData("""{"customer":{"id":"C1"},"amount":1}""", "customer.id")]
    [InlineData("""{"payment":{"customer_id":"C1"},"amount":1}""", "payment.customer_id")]
    public async Task Post_EntityByAnotherName_NamesTheNearestField(string body, string found)
    {
        foreach (string path in new[] { Path, Path + "?explain=true" })
        {
            var answer = await Live.PostAsync(path, body);

            (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
            var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
            error.GetProperty("field").GetString().ShouldBe("customer_id");
            error.GetProperty("found").GetString().ShouldBe(found);
            error.GetProperty("expected").GetString()!.ShouldContain("did you mean customer_id");
        }
        var batch = (await Live.PostAsync(Path + "/batch", $$"""{"transactions":[{{body}}]}""")).Good;
        batch.GetProperty("rejected").GetInt32().ShouldBe(1);
        batch.GetProperty("results")[0].GetProperty("error").GetProperty("errors")[0].GetProperty("found").GetString().ShouldBe(found);
    }

    [Theory]
    [InlineData("""{"customer_id":{"id":"C1"},"amount":1}""", "customer_id", "an object")]
    [InlineData("""{"customer_id":["C1"],"amount":1}""", "customer_id", "an array")]
    [InlineData("""{"customer_id":true,"amount":1}""", "customer_id", "true")]
    [InlineData("""{"customer_id":null,"amount":1}""", "customer_id", "nothing")]
    [InlineData("""{"customer_id":"  ","amount":1}""", "customer_id", "nothing")]
    [InlineData("""{"amount":1}""", "customer_id", "nothing")]
    [InlineData("""{"customer_id":"C1","amount":[1]}""", "amount", "an array")]
    [InlineData("""{"customer_id":"C1","amount":{"value":1}}""", "amount", "an object")]
    [InlineData("""{"customer_id":"C1","amount":false}""", "amount", "false")]
    [InlineData("""{"customer_id":"C1","amount":"NaN"}""", "amount", "NaN")]
    [InlineData("""{"customer_id":"C1","amount":1e300}""", "amount", "1e300")]
    [InlineData("""{"customer_id":"C1","amount":1,"latitude":999}""", "latitude", "999")]
    [InlineData("""{"customer_id":"C1","amount":1,"longitude":-180.5}""", "longitude", "-180.5")]
    [InlineData("""{"customer_id":"C1","amount":1,"latitude":"nan"}""", "latitude", "nan")]
    public async Task Post_ValueThatCannotBeMeant_IsRefusedOnce(string body, string field, string found)
    {
        var answer = await Live.PostAsync(Path, body);

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
        var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe(field);
        error.GetProperty("found").GetString().ShouldBe(found);
        error.GetProperty("expected").GetString().ShouldNotBeNullOrEmpty();
    }

    [Theory]
    [InlineData("/predict", """{"userid":101,"amount":98000}""", "")]
    [InlineData("/api/v1/scoring/score", """{"data":{"entity":"u","amount":1},"model_name":"credit_card_fraud"}""", "data.")]
    public async Task Post_ByRoleWithoutAnEntity_NamesTheNearestField(string path, string body, string prefix)
    {
        var answer = await Live.PostAsync(path, body);

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
        var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("field").GetString().ShouldBe(prefix + "customer_id");
        error.GetProperty("expected").GetString()!.ShouldContain("did you mean");
    }

    [Fact]
    public async Task Post_UnknownFields_AreListedAndCounted()
    {
        long before = await MetricAsync("vigil_unknown_fields_total");
        string body = """{"customer_id":"C1","amount":1,"colour":"red","more":{"deep":1}}""";
        var single = (await Live.PostAsync(Path, body)).Good;
        var batch = (await Live.PostAsync(Path + "/batch", $$"""{"transactions":[{{body}}]}""")).Good;

        Names(single.GetProperty("ignored")).ShouldBe(["colour", "more.deep"]);
        Names(batch.GetProperty("results")[0].GetProperty("ignored")).ShouldBe(["colour", "more.deep"]);
        (await MetricAsync("vigil_unknown_fields_total")).ShouldBeGreaterThanOrEqualTo(before + 4);

        var accepted = (await Live.PostAsync(Path + "/async", $$"""{"transactions":[{{body}}]}""")).Good;
        var job = await JobWait.UntilDoneAsync(Live, accepted.GetProperty("status_url").GetString()!);
        job.GetProperty("with_ignored_fields").GetInt32().ShouldBe(1);
    }

    [Fact]
    public async Task Post_EventOlderThanTheNewest_SaysSoAndIsCounted()
    {
        long before = await MetricAsync("vigil_late_events_total");
        string At(string time) => $$"""{"customer_id":"late-1","amount":1,"timestamp":"2026-01-02T{{time}}Z"}""";
        var first = (await Live.PostAsync(Path, At("12:00:00"))).Good;
        var placed = (await Live.PostAsync(Path, At("11:30:00"))).Good;
        var leftOut = (await Live.PostAsync(Path, At("02:00:00"))).Good;

        first.TryGetProperty("late", out _).ShouldBeFalse();
        placed.GetProperty("late").GetString().ShouldBe("placed");
        leftOut.GetProperty("late").GetString().ShouldBe("left_out");
        (await MetricAsync("vigil_late_events_total")).ShouldBeGreaterThanOrEqualTo(before + 2);
    }

    [Fact]
    public async Task Predict_EqualNumbers_AreOneEntity()
    {
        await Live.PostAsync("/predict", """{"user_id":1010,"amount":1}""");
        await Live.PostAsync("/predict", """{"user_id":1010.0,"amount":2}""");
        await Live.PostAsync("/predict", """{"user_id":1.01e3,"amount":3}""");

        (await Live.GetAsync("/api/v1/streams/credit_card_fraud/entities/1010/history")).Good.GetProperty("items").GetArrayLength()
            .ShouldBe(3);
    }

    [Theory]
    [InlineData("", "[]", "an array", "one transaction")]
    [InlineData("", "\"text\"", "a text", "one transaction")]
    [InlineData("", "", "an empty body", "one transaction")]
    [InlineData("", "3", "a number", "one transaction")]
    [InlineData("", """{"transactions":[{"customer_id":"C1","amount":1}]}""", "an envelope", "/batch")]
    [InlineData("/batch", "[]", "an array", "transactions")]
    [InlineData("/batch", " ", "an empty body", "transactions")]
    [InlineData("/batch", """{"transactions":{"customer_id":"C1"}}""", "an object", "an array of JSON objects")]
    [InlineData("/batch", """{"customer_id":"C1","amount":1}""", "a member that means nothing here", "transactions")]
    [InlineData("/async", "null", "null", "transactions")]
    public async Task Post_BodyOfAnotherShape_SaysWhichIsWanted(string path, string body, string found, string expected)
    {
        var answer = await Live.PostAsync(Path + path, body);

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
        var error = answer.Json.GetProperty("errors")[0];
        error.GetProperty("found").GetString().ShouldBe(found);
        error.GetProperty("expected").GetString()!.ShouldContain(expected);
    }

    [Theory]
    [InlineData("POST", Path + "?explain=maybe")]
    [InlineData("POST", Path + "?explian=true")]
    [InlineData("POST", Path + "/batch?explain=yes")]
    [InlineData("GET", "/api/v1/decisions?labelled=maybe")]
    [InlineData("GET", "/api/v1/decisions/export?labelled=maybe")]
    [InlineData("GET", "/api/v1/decisions/live?labelled=maybe")]
    public async Task Request_QueryThatCannotBeRead_IsAnError(string method, string path)
    {
        var answer = method == "GET" ? await Live.GetAsync(path) : await Live.PostAsync(path, """{"customer_id":"C1","amount":1}""");

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
        answer.Json.GetProperty("errors")[0].GetProperty("expected").GetString().ShouldNotBeNullOrEmpty();
    }

    private async Task<long> MetricAsync(string name) => (await Live.GetAsync("/metrics")).Text.Split('\n')
        .Where(line => line.StartsWith(name + "{", StringComparison.Ordinal))
        .Sum(line => long.Parse(line[(line.LastIndexOf(' ') + 1)..], System.Globalization.CultureInfo.InvariantCulture));

    private static List<string?> Names(JsonElement array) => [.. array.EnumerateArray().Select(e => e.GetString())];
}
