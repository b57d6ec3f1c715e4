using System.Text;
using System.Text.Json;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Streams;

/// <summary>Stream files are applied to a server that serves.</summary>
public sealed class ApplyEndpointsTests
{
    private const string Yaml = """
        version: 1
        name: pages
        schema:
          id: { type: text, role: id }
          time: { type: time, role: time, required: true }
          page: { type: text }
          bytes: { type: number, role: amount, required: true }
        """;

    [Fact]
    public async Task Apply_OfEdits_SaysWhatChangesDoesItAndServesIt()
    {
        await using var live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(live, "pages", hasId: true);
        string before = await Definition(live);
        (await Diff(live, Yaml)).Good.GetProperty("changes").GetArrayLength().ShouldBe(0);

        string edited = Yaml + "\npolicy: { review: 33 }\nlateness: 2h\n";
        var plan = (await Diff(live, edited)).Good;
        plan.GetProperty("applicable").GetBoolean().ShouldBeTrue();
        plan.GetProperty("builds").GetBoolean().ShouldBeTrue();
        plan.GetProperty("changes").EnumerateArray().Select(c => c.GetProperty("what").GetString()).ShouldBe(["lateness", "policy.review"]);
        (await Definition(live)).ShouldBe(before);
        var result = await Apply(live, edited);

        result.GetProperty("definition").GetString().ShouldBe(plan.GetProperty("definition").GetString());
        (await Definition(live)).ShouldBe(plan.GetProperty("definition").GetString());
        var stream = (await live.GetAsync("/api/v1/streams/pages")).Good;
        stream.GetProperty("policy").GetProperty("review").GetDouble().ShouldBe(33);
        stream.GetProperty("since").GetString().ShouldNotBeNull();
        stream.GetProperty("yaml").GetString()!.ShouldContain("lateness: 2h");
        var applied = new AuditFilter(Action: "stream.apply");
        (await live.Parts.Storage.Audit.ListAsync(applied, null, 5, TestContext.Current.CancellationToken)).ShouldContain(
            entry => entry.Event.Target == "pages");
        (await Diff(live, edited)).Good.GetProperty("changes").GetArrayLength().ShouldBe(0);
        (await Apply(live, edited)).GetProperty("sequence").GetInt64().ShouldBe(0, "nothing was to be done");
    }

    [Fact]
    public async Task Apply_OfWhatCannotBe_Is409WithAllReasons()
    {
        await using var live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(live, "pages", hasId: true);

        var answer = await Post(live, "apply", Yaml.Replace("role: id", "role: merchant", StringComparison.Ordinal) + "\nfeatures:\n"
            + "  - aggregations: [log]\n    field: bytes\n");

        answer.Status.ShouldBe(409);
        string[] fields = [.. answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()!)];
        fields.ShouldContain("schema role id");
        fields.ShouldContain(f => f.StartsWith("features.", StringComparison.Ordinal));
        (await Post(live, "apply", Yaml + "\nnonsense: 1\n")).Status.ShouldBe(400);
        (await Post(live, "diff", "name: [")).Status.ShouldBe(400);
        (await Post(live, "apply?train=perhaps", Yaml)).Status.ShouldBe(400);
    }

    [Fact]
    public async Task Apply_OfANewStream_ServesItAfterItsFirstModel()
    {
        await using var live = await LiveServer.StartAsync();
        string yaml = Yaml.Replace("pages", "visits", StringComparison.Ordinal);

        await Apply(live, yaml);
        (await live.GetAsync("/api/v1/streams/visits")).Good.GetProperty("model").ValueKind.ShouldBe(JsonValueKind.Null);
        var early = await live.PostAsync("/api/v1/streams/visits/transactions", SmallStream.Row(1));
        early.Status.ShouldBe(404);
        early.Text.ShouldContain("no model yet");
        var model = SmallStream.Train("visits", hasId: true);
        using var file = new MemoryStream();
        model.Save(file);
        var added = (await live.SendAsync(HttpMethod.Post, "/api/v1/models", file.ToArray(), "application/octet-stream")).Good;
        added.GetProperty("status").GetString().ShouldBe("candidate");
        var promoted = (await live.PostAsync($"/api/v1/models/{model.Version}/promote", "")).Good;
        promoted.GetProperty("sequence").GetInt64().ShouldBeGreaterThan(0);

        (await live.PostAsync("/api/v1/streams/visits/transactions", SmallStream.Row(1))).Status.ShouldBe(200);
        (await live.SendAsync(HttpMethod.Post, "/api/v1/models", Encoding.UTF8.GetBytes("no model"), "application/octet-stream"))
            .Status.ShouldBe(400);
    }

    [Fact]
    public async Task Promote_OfAModelWithOtherWindows_IsAJobThatBringsItsDefinition()
    {
        await using var live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(live, "pages", hasId: true);
        var model = SmallStream.Train("pages", hasId: true, "lateness: 3h");
        using var file = new MemoryStream();
        model.Save(file);
        _ = (await live.SendAsync(HttpMethod.Post, "/api/v1/models", file.ToArray(), "application/octet-stream")).Good;

        var accepted = await live.PostAsync($"/api/v1/models/{model.Version}/promote", "");
        accepted.Status.ShouldBe(202);
        var job = await JobWait.UntilDoneAsync(live, accepted.Json.GetProperty("status_url").GetString()!);

        job.GetProperty("result").GetProperty("model").GetString().ShouldBe(model.Version);
        (await live.GetAsync("/api/v1/streams/pages")).Good.GetProperty("yaml").GetString()!.ShouldContain("lateness: 3h");
    }

    private static async Task<string> Definition(LiveServer live) =>
        (await live.GetAsync("/api/v1/streams/pages")).Good.GetProperty("definition").GetString()!;

    private static Task<Answer> Diff(LiveServer live, string yaml) => Post(live, "diff", yaml);

    private static async Task<JsonElement> Apply(LiveServer live, string yaml)
    {
        var accepted = await Post(live, "apply", yaml);
        accepted.Status.ShouldBe(202, accepted.Text);
        return (await JobWait.UntilDoneAsync(live, accepted.Json.GetProperty("status_url").GetString()!)).GetProperty("result");
    }

    private static Task<Answer> Post(LiveServer live, string route, string yaml) =>
        live.PostAsync("/api/v1/streams/" + route, yaml, "application/yaml");
}
