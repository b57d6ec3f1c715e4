using System.Text.Json;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.EndToEnd;

/// <summary>The requests that the product promises, word for word.</summary>
public sealed class BriefRequestsTests(BriefRequestsTests.Server server) : IClassFixture<BriefRequestsTests.Server>
{
    private const string Score =
        """{"data":{"entity_id":"user_123","amount":1500.00,"merchant_category":"electro"""
        + """nics","time_of_day":"23:45"},"model_name":"credit_card_fraud","include_explanations":true}""";

    private const string Batch =
        """{"data":[{"entity_id":"user_123","amount":1500.00},{"entity_id":"user_456","amount":50.00}],"model_name":"credit_card_fraud"}""";

    private const string Predict =
        """{"user_id":101,"amount":98000,"merchant":"CryptoX","country":"SG","timestamp":"2024-11-21T10:16:30"}""";

    private LiveServer Live => server.Live;

    [Fact]
    public async Task Score_WithExplanations_AddsUp()
    {
        var decision = (await Live.PostAsync("/api/v1/scoring/score", Score)).Good;

        decision.GetProperty("stream").GetString().ShouldBe("credit_card_fraud");
        decision.GetProperty("entity").GetString().ShouldBe("user_123");
        decision.GetProperty("time").GetString()!.ShouldContain("T23:45:00Z");
        decision.GetProperty("transaction").GetProperty("merchant_category").GetString().ShouldBe("electronics");
        double points = decision.GetProperty("features").EnumerateArray().Sum(f => f.GetProperty("points").GetDouble());
        double log = decision.GetProperty("features").EnumerateArray().Sum(f => f.GetProperty("contribution").GetDouble());
        (decision.GetProperty("base_points").GetDouble() + points).ShouldBe(decision.GetProperty("risk").GetDouble(), 1e-6);
        (decision.GetProperty("base").GetDouble() + log).ShouldBe(decision.GetProperty("raw_score").GetDouble(), 1e-6);
    }

    [Fact]
    public async Task ScoreBatch_TwoTransactions_AnswersInOrder()
    {
        var answer = (await Live.PostAsync("/api/v1/scoring/score/batch", Batch)).Good;

        answer.GetProperty("scored").GetInt32().ShouldBe(2);
        var results = answer.GetProperty("results").EnumerateArray().ToList();
        results.Select(r => r.GetProperty("entity").GetString()).ShouldBe(["user_123", "user_456"]);
        results.Select(r => r.GetProperty("amount").GetDouble()).ShouldBe([1500, 50]);
    }

    [Fact]
    public async Task Predict_Transaction_ExplanationAddsUpToTheRisk()
    {
        var answer = (await Live.PostAsync("/predict", Predict)).Good;

        answer.GetProperty("transaction_id").GetString()!.ShouldStartWith("v-");
        double risk = answer.GetProperty("risk_score").GetDouble();
        risk.ShouldBeInRange(0, 100);
        answer.GetProperty("anomaly").ValueKind.ShouldBeOneOf(JsonValueKind.True, JsonValueKind.False);
        var explanation = answer.GetProperty("explanation").EnumerateObject().ToDictionary(p => p.Name, p => p.Value.GetDouble());
        explanation.Keys.ShouldContain("amount_log");
        explanation.Keys.ShouldContain("transaction_hour");
        explanation.Keys.ShouldContain("velocity");
        explanation.Values.Sum().ShouldBe(risk, 1e-6);
    }

    [Fact]
    public async Task DetectAnomalies_TwoDays_AnswersOnlyWhatStandsOut()
    {
        var answer = (await Live.GetAsync("/detect-anomalies?from=2025-06-22&to=2025-06-23")).Good;

        answer.GetProperty("from").GetString().ShouldBe("2025-06-22T00:00:00Z");
        answer.GetProperty("to").GetString().ShouldBe("2025-06-24T00:00:00Z");
        answer.GetProperty("items").GetArrayLength().ShouldBe(0);
    }

    [Theory]
    [InlineData("POST", "/api/v1/scoring/score", Score)]
    [InlineData("POST", "/api/v1/scoring/score/batch", Batch)]
    [InlineData("POST", "/predict", Predict)]
    [InlineData("GET", "/detect-anomalies?from=2025-06-22&to=2025-06-23", null)]
    public async Task AnyRequest_WithoutACredential_IsRefused(string method, string path, string? body)
    {
        using var client = await Live.NewClientAsync(Permissions.None);
        using var request = new HttpRequestMessage(new HttpMethod(method), path);
        if (body is not null)
            request.Content = new StringContent(body, System.Text.Encoding.UTF8, "application/json");

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        ((int)response.StatusCode).ShouldBe(401);
    }

    public sealed class Server : IAsyncLifetime
    {
        public LiveServer Live { get; private set; } = null!;

        public async ValueTask InitializeAsync() => Live = await LiveServer.StartAsync();

        public ValueTask DisposeAsync() => Live.DisposeAsync();
    }
}
