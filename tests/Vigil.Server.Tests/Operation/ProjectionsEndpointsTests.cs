using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Operation;

public sealed class ProjectionsEndpointsTests
{
    [Fact]
    public async Task Rebuild_WhileItServes_IsAJobAndAnswersAreAsBefore()
    {
        await using var live = await LiveServer.StartAsync();
        await SmallStream.ServeAsync(live, "pages", hasId: true);
        var listed = (await live.GetAsync("/api/v1/projections")).Good.GetProperty("items").EnumerateArray().ToList();
        listed.Select(p => p.GetProperty("name").GetString()).ShouldBe(
            ["decisions", "roll_ups", "labels", "champions", "requests", "sources", "data_keys"]);
        listed.ShouldAllBe(p => p.GetProperty("rebuildable").GetBoolean() == (p.GetProperty("name").GetString() != "data_keys"));
        string before = (await live.GetAsync("/api/v1/decisions")).Good.ToString();

        foreach (string name in (string[])["decisions", "roll_ups"])
        {
            var accepted = await live.SendAsync(HttpMethod.Post, $"/api/v1/projections/{name}/rebuild", null);
            accepted.Status.ShouldBe(202);
            var job = await JobWait.UntilDoneAsync(live, accepted.Good.GetProperty("status_url").GetString()!);
            job.GetProperty("status").GetString().ShouldBe("done");
            job.GetProperty("kind").GetString().ShouldBe("rebuild");
            job.GetProperty("result").GetProperty("projection").GetString().ShouldBe(name);
        }

        (await live.GetAsync("/api/v1/decisions")).Good.ToString().ShouldBe(before);
        listed = [.. (await live.GetAsync("/api/v1/projections")).Good.GetProperty("items").EnumerateArray()];
        listed.ShouldAllBe(p => p.GetProperty("state").GetString() == "current" && p.GetProperty("lag").GetInt64() == 0);
        (await live.Parts.Storage.Audit.ListAsync(new AuditFilter(Action: "projection.rebuild"), null, 5,
            TestContext.Current.CancellationToken)).Select(entry => entry.Event.Target).ShouldBe(["roll_ups", "decisions"]);
    }

    [Fact]
    public async Task Rebuild_OfNone_SaysWhichThereAre()
    {
        await using var live = await LiveServer.StartAsync();
        (await live.SendAsync(HttpMethod.Post, "/api/v1/projections/none/rebuild", null)).Status.ShouldBe(404);
        (await live.SendAsync(HttpMethod.Post, "/api/v1/projections/data_keys/rebuild", null)).Status.ShouldBe(409);
    }
}
