namespace Vigil.Server.Tests.Transactions;

/// <summary>What was decided before a restart is told from other content after it, whatever state was rebuilt from.</summary>
public sealed class SameIdAfterRestartTests
{
    private const string Path = "/api/v1/streams/credit_card_fraud/transactions";
    private const string Rows = """{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":2}""";
    private const string Named = """
        {"transaction_id":"own-1","customer_id":"C1","amount":1},{"transaction_id":"own-2","customer_id":"C2","amount":2}
        """;

    private static readonly string[] Changed =
    [
        """{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":3}""",
        """{"customer_id":"C1","amount":1}""",
        """{"customer_id":"C1","amount":1},{"customer_id":"C2","amount":2},{"customer_id":"C3","amount":3}""",
        """{"customer_id":"C2","amount":2},{"customer_id":"C1","amount":1}""",
    ];

    private static readonly string[] NamedChanged =
    [
        """{"transaction_id":"own-1","customer_id":"C1","amount":1}""",
        """
        {"transaction_id":"own-1","customer_id":"C1","amount":1},{"transaction_id":"own-2","customer_id":"C2","amount":2},
        {"transaction_id":"own-3","customer_id":"C3","amount":3}
        """,
    ];

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_SameIdOtherContentAfterARestart_Is409(bool fromSnapshot)
    {
        const string Same = """{"transaction_id":"before","user_id":"C1","amount":10}""";
        var live = await LiveServer.StartAsync();
        var first = (await live.PostAsync("/predict", Same)).Good;
        await using var again = await live.RestartAsync(fromSnapshot);

        var other = await again.PostAsync("/predict", Same.Replace("10", "9800", StringComparison.Ordinal));
        var whose = await again.PostAsync("/predict", Same.Replace("C1", "C2", StringComparison.Ordinal));
        var repeat = (await again.PostAsync("/predict", Same)).Good;

        (other.Status, other.Code).ShouldBe((409, "transaction_id_reused"));
        (whose.Status, whose.Code).ShouldBe((409, "transaction_id_reused"));
        repeat.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        repeat.GetProperty("risk_score").GetDouble().ShouldBe(first.GetProperty("risk_score").GetDouble());
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public async Task Post_ManyUnderAKeyThatHeldOthersBeforeARestart_Are422AndNothingIsDecided(bool fromSnapshot)
    {
        var live = await LiveServer.StartAsync();
        foreach (string route in new[] { "/batch", "/async" })
        {
            foreach (var (name, rows) in new[] { ("rows", Rows), ("named", Named) })
            {
                var answer = (await live.PostAsync(Path + route, Body(rows), headers: Key(name + route))).Good;
                if (answer.TryGetProperty("status_url", out var job))
                    await JobWait.UntilDoneAsync(live, job.GetString()!);
            }
        }
        var one = ("Idempotency-Key", "one");
        (await live.PostAsync("/predict", """{"user_id":"C1","amount":10}""", headers: one)).Status.ShouldBe(200);
        await using var again = await live.RestartAsync(fromSnapshot);
        var total = (await again.GetAsync("/api/v1/decisions/count")).Good.GetProperty("count").GetInt64();

        foreach (string route in new[] { "/batch", "/async" })
        {
            foreach (var (name, rows) in Changed.Select(r => ("rows", r)).Concat(NamedChanged.Select(r => ("named", r))))
            {
                var other = await again.PostAsync(Path + route, Body(rows), headers: Key(name + route));
                (other.Status, other.Code).ShouldBe((422, "idempotency_key_reused"), route + ": " + rows);
            }
            (await again.PostAsync(Path + route, Body(Rows), headers: Key("rows" + route))).Status.ShouldBeInRange(200, 202);
        }
        (await again.PostAsync("/predict", """{"user_id":"C1","amount":11}""", headers: one)).Code.ShouldBe("idempotency_key_reused");
        (await again.PostAsync("/predict", """{"user_id":"C1","amount":10}""", headers: one)).Good
            .GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        (await again.GetAsync("/api/v1/decisions/count")).Good.GetProperty("count").GetInt64().ShouldBe(total);
    }

    private static string Body(string rows) => $$"""{"transactions":[{{rows}}]}""";

    private static (string, string) Key(string text) => ("Idempotency-Key", text);
}
