namespace Vigil.Server.Tests.EndToEnd;

/// <summary>What becomes known about an entity, and how it is erased.</summary>
public sealed class EntityLifeTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Entity = "/api/v1/streams/credit_card_fraud/entities/C7";

    [Fact]
    public async Task Entity_FromItsFirstDecisionToItsErasure()
    {
        var live = server.Live;
        for (int i = 0; i < 5; i++)
            (await live.PostAsync("/api/v1/streams/credit_card_fraud/transactions",
                $$"""{"transaction_id":"e{{i}}","customer_id":"C7","amount":{{10 + i}},"merchant_id":"M1","city":"Lima"}""")).Good
                .GetProperty("entity").GetString().ShouldBe("C7");

        var label = (await live.PostAsync("/api/v1/labels", """{"stream":"credit_card_fraud","transaction_id":"e1","fraud":true}""")).Good;
        var again = (await live.PostAsync("/api/v1/labels", """{"stream":"credit_card_fraud","transaction_id":"e1","fraud":1}""")).Good;
        var file = (await live.PostAsync("/api/v1/labels/file?stream=credit_card_fraud",
            "transaction_id,fraud\ne2,0\nnobody,1\ne3,perhaps\n", "text/csv")).Good;
        var profile = (await live.GetAsync(Entity)).Good;
        var history = (await live.GetAsync(Entity + "/history?limit=2")).Good;
        var found = (await live.GetAsync("/api/v1/streams/credit_card_fraud/entities?query=C7")).Good;

        label.GetProperty("label").GetInt32().ShouldBe(1);
        again.GetProperty("duplicate").GetBoolean().ShouldBeTrue();
        file.GetProperty("applied").GetInt32().ShouldBe(1);
        file.GetProperty("rejected").EnumerateArray().Select(r => r.GetProperty("line").GetInt32()).ShouldBe([3, 4]);
        profile.GetProperty("decisions").GetInt32().ShouldBe(5);
        profile.GetProperty("amount").GetProperty("median").GetDouble().ShouldBe(12);
        profile.GetProperty("labels").GetProperty("fraud").GetInt32().ShouldBe(1);
        profile.GetProperty("habits").GetProperty("locations")[0].GetProperty("name").GetString().ShouldBe("Lima");
        history.GetProperty("items").EnumerateArray().Select(d => d.GetProperty("transaction_id").GetString()).ShouldBe(["e4", "e3"]);
        found.GetProperty("items")[0].GetProperty("entity").GetString().ShouldBe("C7");

        var erased = (await live.SendAsync(HttpMethod.Delete, Entity)).Good;
        var after = (await live.GetAsync("/api/v1/decisions/by-transaction/credit_card_fraud/e4")).Good;

        erased.GetProperty("decisions").GetInt32().ShouldBe(5);
        after.GetProperty("personal_erased").GetBoolean().ShouldBeTrue();
        after.GetProperty("transaction").GetProperty("customer_id").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        after.GetProperty("transaction").GetProperty("merchant_id").GetString().ShouldBe("M1");
        (await live.SendAsync(HttpMethod.Delete, Entity)).Code.ShouldBe("not_found");
        var audit = await live.Parts.Storage.Audit.ListAsync(
            new Engine.Access.AuditFilter(Action: "entity.erase"), null, 10, TestContext.Current.CancellationToken);
        audit.Count.ShouldBe(2);
        audit.ShouldAllBe(e => !e.Event.Target.Contains("C7", StringComparison.Ordinal));
    }

    [Fact]
    public async Task StreamsAndSystem_OfThisServer_AreTold()
    {
        var live = server.Live;
        var stream = (await live.GetAsync("/api/v1/streams/credit_card_fraud")).Good;
        var system = (await live.GetAsync("/api/v1/system")).Good;
        var check = (await live.PostAsync("/api/v1/streams/check", "name: x\nschemo: 1\n", "application/yaml")).Good;
        var good = (await live.PostAsync("/api/v1/streams/check", SimulatedStream.Yaml, "application/yaml")).Good;

        stream.GetProperty("fields").EnumerateArray().Single(f => f.GetProperty("name").GetString() == "customer_id")
            .GetProperty("personal").GetBoolean().ShouldBeTrue();
        stream.GetProperty("yaml").GetString()!.ShouldContain("credit_card_fraud");
        system.GetProperty("streams")[0].GetString().ShouldBe("credit_card_fraud");
        check.GetProperty("valid").GetBoolean().ShouldBeFalse();
        check.GetProperty("errors")[0].GetProperty("line").GetInt32().ShouldBe(2);
        good.GetProperty("valid").GetBoolean().ShouldBeTrue(good.GetRawText());
    }
}
