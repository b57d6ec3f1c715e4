using System.Diagnostics;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Server.Fairness;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Fairness;

/// <summary>Reads never compete with scoring: every route that reads, those to come among them.</summary>
public sealed class ReadRoutesTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private static readonly string[] Elsewhere =
    [
        "/health/live", "/health/ready", "/metrics", "/openapi/{documentName}.json",
        // These put what they read on the lane in portions.
        "/api/v1/decisions/export", "/api/v1/decisions/live",
    ];

    [Fact]
    public void Routes_OffTheLane_AreThoseThatReadNothingOrInPortions() => Reads().Where(IsElsewhere).Select(PathOf)
        .Order(StringComparer.Ordinal).ShouldBe(Elsewhere.Order(StringComparer.Ordinal));

    [Fact]
    public async Task Routes_WhileTheLaneIsBusy_WaitAndScoringDoesNot()
    {
        var live = server.Live;
        var end = TestContext.Current.CancellationToken;
        using var person = await live.PersonAsync("reads", Engine.Access.Roles.Admin);
        await live.PostAsync("/predict", """{"user_id":"C1","amount":1,"transaction_id":"read-1"}""");
        var lane = live.Services.GetRequiredService<ReadLane>();
        using var gate = new ManualResetEventSlim();
        var held = Enumerable.Range(0, lane.Width).Select(_ => lane.RunAsync(() => { gate.Wait(end); return true; }, false, end)).ToList();

        var paths = Reads().Where(route => !IsElsewhere(route)).Select(route => Fill(PathOf(route))).ToList();
        var answers = paths.ConvertAll(path => person.AskAsync("GET", path));
        (await live.PostAsync("/predict", """{"user_id":"C1","amount":2}""")).Status.ShouldBe(200);
        (await live.GetAsync("/health/ready")).Status.ShouldBe(200);
        (await live.GetAsync("/metrics")).Status.ShouldBe(200);

        paths.Count.ShouldBeGreaterThan(25);
        paths.Where((_, i) => answers[i].IsCompleted).ShouldBeEmpty();
        gate.Set();
        await Task.WhenAll(held);
        foreach (var answer in await Task.WhenAll(answers))
            answer.Status.ShouldBeOneOf(200, 400, 404);
    }

    [Fact]
    public async Task LongReads_OneAtATime_HoldUpNoOtherReads()
    {
        var live = server.Live;
        var end = TestContext.Current.CancellationToken;
        await live.PostAsync("/predict", """{"user_id":"C1","amount":1,"transaction_id":"long-1"}""");
        using var auditor = await live.PersonAsync("long", Engine.Access.Roles.Admin);
        var lane = live.Services.GetRequiredKeyedService<ReadLane>(FairnessServices.LongReads);
        using var gate = new ManualResetEventSlim();
        var held = lane.RunAsync(() => { gate.Wait(end); return true; }, false, end);

        var replay = live.PostAsync("/api/v1/decisions/2/replay", "");
        var verdict = auditor.AskAsync("POST", "/api/v1/audit/verify");
        (await live.GetAsync("/api/v1/decisions")).Status.ShouldBe(200);
        (replay.IsCompleted, verdict.IsCompleted).ShouldBe((false, false));
        gate.Set();

        await held;
        (await replay).Good.GetProperty("matches").GetBoolean().ShouldBeTrue();
        (await verdict).Good.GetProperty("valid").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task Replays_OfOneCaller_WaitOrAreRefusedWithATimeToComeAgain()
    {
        var live = server.Live;
        var end = TestContext.Current.CancellationToken;
        await live.PostAsync("/predict", """{"user_id":"C1","amount":1,"transaction_id":"replays-1"}""");
        var lane = live.Services.GetRequiredKeyedService<ReadLane>(FairnessServices.LongReads);
        using var gate = new ManualResetEventSlim();
        var held = lane.RunAsync(() => { gate.Wait(end); return true; }, false, end);

        var replays = Enumerable.Range(0, live.Parts.Limits.ReplaysPerCaller + 1)
            .Select(_ => live.PostAsync("/api/v1/decisions/2/replay", "")).ToList();
        bool isRefused = await Task.WhenAny(Task.WhenAny(replays), Task.Delay(TimeSpan.FromSeconds(30), end)) is Task<Task<Answer>>;
        gate.Set();

        await held;
        isRefused.ShouldBeTrue("one is refused while the others wait");
        var refused = (await Task.WhenAll(replays)).Single(answer => answer.Status != 200);
        (refused.Status, refused.Code).ShouldBe((429, "too_many_requests"));
        refused.RetryAfter.ShouldNotBeNull();
        (await Task.WhenAll(replays)).Count(answer => answer.Status == 200).ShouldBe(live.Parts.Limits.ReplaysPerCaller);
    }

    [Fact]
    public async Task Replay_WhoeverAskedHasGone_DoesNotBegin()
    {
        var live = server.Live;
        var end = TestContext.Current.CancellationToken;
        await live.PostAsync("/predict", """{"user_id":"C1","amount":1,"transaction_id":"replays-2"}""");
        var lane = live.Services.GetRequiredKeyedService<ReadLane>(FairnessServices.LongReads);
        var shares = live.Services.GetRequiredService<FairShares>().Replays;
        using var gate = new ManualResetEventSlim();
        var held = lane.RunAsync(() => { gate.Wait(end); return true; }, false, end);
        using var gone = new CancellationTokenSource();

        var replay = live.Client.PostAsync(new Uri("/api/v1/decisions/2/replay", UriKind.Relative), null, gone.Token);
        try
        {
            await JobWait.UntilAsync(() => shares.Total == 1, "the replay waits");
            await gone.CancelAsync();
            await Should.ThrowAsync<OperationCanceledException>(replay);
            await JobWait.UntilAsync(() => shares.Total == 0, "nobody waits for it any more");
        }
        finally
        {
            gate.Set();
        }
        await held;
    }

    [Fact]
    public async Task RunAsync_WithATrace_KeepsIt()
    {
        using var lane = new ReadLane();
        using var activity = new Activity("asked").Start();

        (await lane.RunAsync(() => Activity.Current?.TraceId, isBulk: false, TestContext.Current.CancellationToken))
            .ShouldBe(activity.TraceId);
    }

    private IEnumerable<RouteEndpoint> Reads() => server.Live.Services.GetRequiredService<EndpointDataSource>().Endpoints
        .OfType<RouteEndpoint>().Where(e => e.Metadata.GetMetadata<IHttpMethodMetadata>()?.HttpMethods.Contains(HttpMethods.Get) == true);

    private static bool IsElsewhere(RouteEndpoint route) => route.Metadata.GetMetadata<OffReadLane>() is not null;

    private static string PathOf(RouteEndpoint route) => route.RoutePattern.RawText!;

    private static string Fill(string path) => path
        .Replace("{stream}", SimulatedStream.Name, StringComparison.Ordinal)
        .Replace("{sequence:long}", "2", StringComparison.Ordinal)
        .Replace("{transaction_id}", "read-1", StringComparison.Ordinal)
        .Replace("{entity}", "C1", StringComparison.Ordinal)
        .Replace("{", "", StringComparison.Ordinal).Replace("}", "", StringComparison.Ordinal);
}
