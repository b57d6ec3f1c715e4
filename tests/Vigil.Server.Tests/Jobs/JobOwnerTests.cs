using Vigil.Engine.Access;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Jobs;

/// <summary>Who started a job may read it, without any other permission; nobody else may.</summary>
public sealed class JobOwnerTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    [Fact]
    public async Task Job_OfAKeyThatMayOnlyScore_IsReadByItAndByNoOtherSuchKey()
    {
        using var owner = await server.Live.NewClientAsync(Permissions.Score);
        using var other = await server.Live.NewClientAsync(Permissions.Score);
        var accepted = (await owner.AskAsync("POST", $"/api/v1/streams/{SimulatedStream.Name}/transactions/async",
            """{"transactions":[{"customer_id":"C1","amount":1}]}""")).Good;
        string url = accepted.GetProperty("status_url").GetString()!;
        await JobWait.UntilDoneAsync(server.Live, url);

        (await owner.AskAsync("GET", url)).Good.GetProperty("scored").GetInt32().ShouldBe(1);
        (await owner.AskAsync("GET", url + "/results")).Good.GetProperty("items").GetArrayLength().ShouldBe(1);

        foreach (string path in (string[])[url, url + "/results", "/api/v1/jobs/nothing"])
            (await other.AskAsync("GET", path)).Status.ShouldBe(403, path);
        (await owner.AskAsync("GET", "/api/v1/jobs")).Status.ShouldBe(403);
        (await owner.AskAsync("GET", "/api/v1/decisions")).Status.ShouldBe(403);
    }

    [Fact]
    public async Task TrainingJob_OfAKeyThatMayOnlyManageModels_IsReadByIt()
    {
        using var owner = await server.Live.NewClientAsync(Permissions.ManageModels);
        var accepted = (await owner.AskAsync("POST", "/api/v1/models/train", $$"""{"stream":"{{SimulatedStream.Name}}"}""")).Good;

        var job = (await owner.AskAsync("GET", accepted.GetProperty("status_url").GetString()!)).Good;

        job.GetProperty("kind").GetString().ShouldBe("train");
    }
}
