using System.Globalization;
namespace Vigil.Server.Tests.Transactions;

public sealed class TransactionsEndpointsTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Deep =
        """{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":{"a":1}}}}}}}}}}}}}}}}}""";

    private const string Path = "/api/v1/streams/credit_card_fraud/transactions";

    private LiveServer Live => server.Live;

    [Fact]
    public async Task Post_SameIdentifierAgain_AnswersTheRecordedDecision()
    {
        var first = (await Live.PostAsync(Path, One("same-1", 10))).Good;
        var second = (await Live.PostAsync(Path, One("same-1", 10).Replace(":10}", ":10.00}", StringComparison.Ordinal))).Good;

        second.GetProperty("sequence").GetInt64().ShouldBe(first.GetProperty("sequence").GetInt64());
        second.GetProperty("amount").GetDouble().ShouldBe(10);
        second.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        first.TryGetProperty("duplicate", out _).ShouldBeFalse();
    }

    [Fact]
    public async Task Post_SameIdempotencyKey_DecidesOnceAndRefusesAnotherBody()
    {
        string body = """{"customer_id":"C1","amount":12.5}""";
        var first = (await Live.PostAsync(Path, body, headers: ("Idempotency-Key", "key-1"))).Good;
        var second = (await Live.PostAsync(Path, body, headers: ("Idempotency-Key", "key-1"))).Good;
        var other = await Live.PostAsync(Path, """{"customer_id":"C1","amount":13}""", headers: ("Idempotency-Key", "key-1"));
        var free = (await Live.PostAsync(Path, body, headers: ("Idempotency-Key", "key-2"))).Good;

        second.GetProperty("sequence").GetInt64().ShouldBe(first.GetProperty("sequence").GetInt64());
        second.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        (other.Status, other.Code).ShouldBe((422, "idempotency_key_reused"));
        free.GetProperty("sequence").GetInt64().ShouldNotBe(first.GetProperty("sequence").GetInt64());
    }

    [Fact]
    public async Task Post_BatchWithIdempotencyKey_DecidesEachOnce()
    {
        string body = """{"transactions":[{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":2}]}""";
        var first = (await Live.PostAsync(Path + "/batch", body, headers: ("Idempotency-Key", "batch-1"))).Good;
        var second = (await Live.PostAsync(Path + "/batch", body, headers: ("Idempotency-Key", "batch-1"))).Good;

        first.GetProperty("scored").GetInt32().ShouldBe(2);
        second.GetProperty("duplicates").GetInt32().ShouldBe(2);
        Sequences(second).ShouldBe(Sequences(first));

        static List<long> Sequences(System.Text.Json.JsonElement answer) =>
            [.. answer.GetProperty("results").EnumerateArray().Select(r => r.GetProperty("sequence").GetInt64())];
    }

    [Fact]
    public async Task Post_ManyFaults_NamesAllOfThem()
    {
        var answer = await Live.PostAsync(Path,
            """{"customer_id":null,"amount":"much","timestamp":"soon","latitude":"north","amount":1,"device_id":"\ud800"}""");

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
        var fields = answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()).ToList();
        fields.Order().ShouldBe(["amount", "amount", "customer_id", "device_id", "latitude", "timestamp"]);
    }

    [Theory]
    [InlineData("")]
    [InlineData("[]")]
    [InlineData("3")]
    [InlineData("{\"amount\":1}{")]
    [InlineData("{\"amount\":1")]
    [InlineData(Deep)]
    public async Task Post_WhatIsNoTransaction_IsRefused(string body)
    {
        var answer = await Live.PostAsync(Path, body);

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
    }

    [Fact]
    public async Task Post_TimeInTheFuture_IsRefused()
    {
        string time = TimeProvider.System.GetUtcNow().AddMinutes(10).ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture);
        var answer = await Live.PostAsync(Path, $$"""{"customer_id":"C1","amount":1,"timestamp":"{{time}}"}""");

        answer.Status.ShouldBe(400);
        var error = answer.Json.GetProperty("errors")[0];
        error.GetProperty("field").GetString().ShouldBe("timestamp");
        error.GetProperty("found").GetString()![..19].ShouldBe(time[..19]);
        error.GetProperty("expected").GetString()!.ShouldContain("runtime.future");
    }

    [Fact]
    public async Task Post_BatchWithFaults_ScoresTheRestAndSaysWhatIsWrong()
    {
        string bad = """{"transaction_id":"part-2","customer_id":"C","amount":"x"}""";
        string body = One("part-1", 1) + "\n{\"amount\":}\n\n" + bad + "\n" + One("part-3", 3);
        var answer = (await Live.PostAsync(Path + "/batch", body, "application/x-ndjson")).Good;

        (answer.GetProperty("scored").GetInt32(), answer.GetProperty("rejected").GetInt32()).ShouldBe((2, 2));
        var results = answer.GetProperty("results");
        results[1].GetProperty("error").GetProperty("code").GetString().ShouldBe("invalid_request");
        results[2].GetProperty("error").GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("amount");
        results[3].GetProperty("transaction_id").GetString().ShouldBe("part-3");
    }

    [Fact]
    public async Task Post_EmptyBatch_AnswersNothing() =>
        (await Live.PostAsync(Path + "/batch", """{"transactions":[]}""")).Good.GetProperty("results").GetArrayLength().ShouldBe(0);

    [Theory]
    [InlineData("/batch", "{}")]
    [InlineData("/batch", """{"transactions":{}}""")]
    [InlineData("/batch", """{"transactions":[],"more":1}""")]
    [InlineData("/batch", """{"transactions":[],"transactions":[]}""")]
    [InlineData("/async", """{"transactions":[],"callback_url":"http://elsewhere.example/"}""")]
    [InlineData("/async", """{"transactions":[],"callback_url":"file:///etc/passwd"}""")]
    public async Task Post_EnvelopeWithAFault_IsRefused(string path, string body)
    {
        var answer = await Live.PostAsync(Path + path, body);

        (answer.Status, answer.Code).ShouldBe((400, "invalid_request"));
    }

    [Fact]
    public async Task Post_OtherContentType_IsRefused() =>
        (await Live.PostAsync(Path, One("t", 1), "text/plain")).Code.ShouldBe("unsupported_media_type");

    [Fact]
    public async Task Post_TooLarge_IsRefused()
    {
        // The server does not read what it refuses, so the client asks before it sends.
        var answer = await Live.PostAsync(Path, """{"customer_id":"C","amount":1,"x":""" + new string(' ', 2 << 20) + "1}",
            headers: ("Expect", "100-continue"));

        (answer.Status, answer.Code).ShouldBe((413, "payload_too_large"));
    }

    [Fact]
    public async Task Post_UnknownStream_IsNotFound() =>
        (await Live.PostAsync("/api/v1/streams/nothing/transactions", One("t", 1))).Code.ShouldBe("not_found");

    [Fact]
    public async Task Post_HostileTexts_ComeBackAsText()
    {
        string id = """<script>alert(1)</script>'; DROP TABLE journal; --""";
        string body = System.Text.Json.JsonSerializer.Serialize(new
        {
            transaction_id = id,
            customer_id = "=1+1",
            amount = 1,
            merchant_id = "\"><img>",
        });

        var answer = (await Live.PostAsync(Path + "?explain=true", body)).Good;

        answer.GetProperty("transaction_id").GetString().ShouldBe(id);
        answer.GetProperty("entity").GetString().ShouldBe("=1+1");
        answer.GetProperty("merchant").GetString().ShouldBe("\"><img>");
    }

    private static string One(string id, double amount) =>
        System.Text.Json.JsonSerializer.Serialize(new { transaction_id = id, customer_id = "C0", amount });
}
