using System.Text.Json;

namespace Vigil.Server.Tests.Transactions;

/// <summary>The same identifier or key with other content is never answered with somebody else's decision.</summary>
public sealed class SameIdOtherContentTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Path = "/api/v1/streams/credit_card_fraud/transactions";

    private LiveServer Live => server.Live;

    [Theory]
    [InlineData("""{"transaction_id":"ID","user_id":"C1","amount":98000}""", "amount")]
    [InlineData("""{"transaction_id":"ID","user_id":"C2","amount":10}""", "customer_id")]
    [InlineData("""{"transaction_id":"ID","user_id":"C1","amount":10,"device_id":"D2"}""", "device_id")]
    [InlineData("""{"transaction_id":"ID","user_id":"C1","amount":10,"timestamp":"2026-02-03T00:00:00Z"}""", "timestamp")]
    public async Task Post_SameIdOtherContent_Is409AndNamesTheField(string body, string field)
    {
        string id = "other-" + field, same = $$"""{"transaction_id":"{{id}}","user_id":"C1","amount":10}""";
        body = body.Replace("ID", id, StringComparison.Ordinal);
        var first = (await Live.PostAsync("/predict", same)).Good;

        var predict = await Live.PostAsync("/predict", body);
        var score = await Live.PostAsync("/api/v1/scoring/score", $$"""{"data":{{body}},"model_name":"credit_card_fraud"}""");
        var again = (await Live.PostAsync("/predict", same.Replace("10}", "1.0e1}", StringComparison.Ordinal))).Good;

        foreach (var (answer, prefix) in new[] { (predict, ""), (score, "data.") })
        {
            (answer.Status, answer.Code).ShouldBe((409, "transaction_id_reused"));
            var error = answer.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
            error.GetProperty("field").GetString().ShouldBe(prefix + field);
            answer.Text.ShouldNotContain("98000");
        }
        again.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        again.GetProperty("risk_score").GetDouble().ShouldBe(first.GetProperty("risk_score").GetDouble());
    }

    [Fact]
    public async Task Post_SameIdAtAnotherTimeOfDay_Is409AndAtTheSameIsTheRecordedOne()
    {
        string Body(string clock) => $$"""{"transaction_id":"clock-1","user_id":"C1","amount":10,"time_of_day":"{{clock}}"}""";
        var first = (await Live.PostAsync("/predict", Body("12:00"))).Good;

        var other = await Live.PostAsync("/predict", Body("03:00"));
        var same = (await Live.PostAsync("/predict", Body("12:00:00"))).Good;

        (other.Status, other.Code).ShouldBe((409, "transaction_id_reused"));
        other.Json.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem().GetProperty("field").GetString().ShouldBe("timestamp");
        same.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        same.GetProperty("risk_score").GetDouble().ShouldBe(first.GetProperty("risk_score").GetDouble());
    }

    [Fact]
    public async Task Post_SameKeyAtAnotherTimeOfDay_Is422()
    {
        var key = ("Idempotency-Key", "clock");
        string Body(string clock) =>
            $$"""{"data":[{"user_id":"C1","amount":10,"time_of_day":"{{clock}}"}],"model_name":"credit_card_fraud"}""";
        (await Live.PostAsync("/api/v1/scoring/score/batch", Body("12:00"), headers: key)).Status.ShouldBe(200);

        (await Live.PostAsync("/api/v1/scoring/score/batch", Body("03:00"), headers: key)).Code.ShouldBe("idempotency_key_reused");
        (await Live.PostAsync("/api/v1/scoring/score/batch", Body("12:00"), headers: key)).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Post_BatchWithAnIdTwice_AnswersEachRow()
    {
        string rows = """
            {"transaction_id":"twice-1","customer_id":"C1","amount":1},{"transaction_id":"twice-1","customer_id":"C1","amount":2},
            {"transaction_id":"twice-1","customer_id":"C1","amount":1.0}
            """;
        var answer = (await Live.PostAsync(Path + "/batch", $$"""{"transactions":[{{rows}}]}""")).Good;

        (answer.GetProperty("scored").GetInt32(), answer.GetProperty("rejected").GetInt32(), answer.GetProperty("duplicates").GetInt32())
            .ShouldBe((1, 1, 1));
        var error = answer.GetProperty("results")[1].GetProperty("error");
        error.GetProperty("code").GetString().ShouldBe("transaction_id_reused");
        error.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("amount");
        answer.GetProperty("results")[2].GetProperty("duplicate").GetBoolean().ShouldBeTrue();
    }

    [Theory]
    [InlineData("""{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":3}""")]
    [InlineData("""{"customer_id":"C1","amount":1}""")]
    [InlineData("""{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":2},{"customer_id":"C3","amount":3}""")]
    [InlineData("""{"customer_id":"C2","amount":2},{"customer_id":"C1","amount":1}""")]
    public async Task Post_ManyUnderAKeyThatHeldOthers_Are422AndNothingIsDecided(string rows)
    {
        const string Rows = """{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":2}""";
        var key = ("Idempotency-Key", "rows-" + rows.Length);
        foreach (string route in new[] { "/batch", "/async" })
        {
            await Live.PostAsync(Path + route, $$"""{"transactions":[{{Rows}}]}""", headers: key);
            var other = await Live.PostAsync(Path + route, $$"""{"transactions":[{{rows}}]}""", headers: key);

            (other.Status, other.Code).ShouldBe((422, "idempotency_key_reused"), route);
        }
        string Data(string text) => $$"""{"data":[{{text}}],"model_name":"credit_card_fraud"}""";
        var scoreKey = ("Idempotency-Key", "score-" + rows.Length);
        (await Live.PostAsync("/api/v1/scoring/score/batch", Data(Rows), headers: scoreKey)).Status.ShouldBe(200);
        (await Live.PostAsync("/api/v1/scoring/score/batch", Data(rows), headers: scoreKey)).Code.ShouldBe("idempotency_key_reused");
    }

    [Fact]
    public async Task Post_AsyncWithTheSameKey_IsOneJob()
    {
        string body = """{"transactions":[{"customer_id":"C1","amount":10}]}""";
        var key = ("Idempotency-Key", "job-1");
        var first = (await Live.PostAsync(Path + "/async", body, headers: key)).Good;
        var second = (await Live.PostAsync(Path + "/async", body.Replace("10", "10.0", StringComparison.Ordinal), headers: key)).Good;
        var free = (await Live.PostAsync(Path + "/async", body)).Good;

        second.GetProperty("job_id").GetString().ShouldBe(first.GetProperty("job_id").GetString());
        free.GetProperty("job_id").GetString().ShouldNotBe(first.GetProperty("job_id").GetString());
        var job = await JobWait.UntilDoneAsync(Live, first.GetProperty("status_url").GetString()!);
        job.GetProperty("scored").GetInt32().ShouldBe(1);
        (await Live.PostAsync(Path + "/async", body, headers: key)).Good.GetProperty("job_id").GetString()
            .ShouldBe(first.GetProperty("job_id").GetString());
    }

    [Fact]
    public async Task Post_ManyAtOnceWithOneId_OneIsDecidedAndTheOthersAreRefused()
    {
        var answers = await Task.WhenAll(Enumerable.Range(1, 40).Select(amount => Live.PostAsync(Path,
            JsonSerializer.Serialize(new { transaction_id = "race-1", customer_id = "C1", amount }))));

        answers.Count(a => a.Status == 200).ShouldBe(1);
        answers.Count(a => a.Status == 409 && a.Code == "transaction_id_reused").ShouldBe(39);
    }
}
