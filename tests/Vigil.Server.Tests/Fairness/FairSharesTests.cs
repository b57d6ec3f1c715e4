using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;
using Vigil.Server.Decisions;
using Vigil.Server.Fairness;
using Vigil.Server.Tests.Access;

namespace Vigil.Server.Tests.Fairness;

/// <summary>Nobody takes the service from the others.</summary>
public sealed class FairSharesTests
{
    private const string Live = "/api/v1/decisions/live", Export = "/api/v1/decisions/export";

    [Fact]
    public async Task Live_BeyondTheCallersShare_IsRefusedAndOthersAreNot()
    {
        await using var server = await LiveServer.StartAsync(p => p with { Limits = p.Limits with { LivePerCaller = 3 } });
        using var other = await server.NewClientAsync(Permissions.Read);
        var end = TestContext.Current.CancellationToken;
        var open = new List<HttpResponseMessage>();
        for (int i = 0; i < 3; i++)
            open.Add(await server.Client.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, end));

        var refused = await server.GetAsync(Live);
        using var theirs = await other.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, end);

        (refused.Status, refused.Code, refused.RetryAfter).ShouldBe((429, "too_many_requests", "5"));
        theirs.IsSuccessStatusCode.ShouldBeTrue();
        open.ForEach(o => o.Dispose());
        var shares = server.Services.GetRequiredService<FairShares>();
        while (shares.Live.Total > 1)
            await Task.Delay(10, end);
        using var again = await server.Client.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, end);
        again.IsSuccessStatusCode.ShouldBeTrue();
    }

    [Fact]
    public async Task Export_WhileTheShareIsHeld_IsRefused()
    {
        await using var server = await LiveServer.StartAsync();
        string actor = (await server.Parts.Storage.ApiKeys.ListAsync(TestContext.Current.CancellationToken))[0].Id;
        var exports = server.Services.GetRequiredService<FairShares>().Exports;
        using (exports.TryTake("key:" + actor))
        using (exports.TryTake("key:" + actor))
        {
            var refused = await server.GetAsync(Export);
            (refused.Status, refused.Code, refused.RetryAfter).ShouldBe((429, "too_many_requests", "5"));
        }
        (await server.GetAsync(Export)).Status.ShouldBe(200);
        exports.Total.ShouldBe(0);
    }

    [Fact]
    public async Task Requests_BeyondTheCallersShare_AreRefusedAndHealthIsNot()
    {
        await using var server = await LiveServer.StartAsync(p => p with { Limits = p.Limits with { RequestsPerCaller = 1 } });
        using var open = await server.Client.GetAsync(
            Live, HttpCompletionOption.ResponseHeadersRead, TestContext.Current.CancellationToken);

        (await server.GetAsync("/api/v1/streams")).Code.ShouldBe("too_many_requests");
        (await server.GetAsync("/health/live")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Live_ManyWhoAskTheSame_AreReadForOnce()
    {
        await using var server = await LiveServer.StartAsync(p => p with { Limits = p.Limits with { LivePerCaller = 200 } });
        var end = TestContext.Current.CancellationToken;
        var pages = server.Services.GetRequiredService<LiveDecisions>();
        using var handler = new SocketsHttpHandler { MaxConnectionsPerServer = 200 };
        using var client = new HttpClient(handler) { BaseAddress = server.Address };
        client.DefaultRequestHeaders.Add("X-Api-Key", await server.NewKeyAsync(Permissions.Read));
        var open = await Task.WhenAll(Enumerable.Range(0, 100).Select(_ =>
            client.GetAsync(Live, HttpCompletionOption.ResponseHeadersRead, end)));

        await server.PostAsync("/predict", """{"user_id":"seen-by-all","amount":1}""");
        await Task.WhenAll(open.Select(async response =>
        {
            using var reader = new StreamReader(await response.Content.ReadAsStreamAsync(end));
            while (!(await reader.ReadLineAsync(end))!.Contains("seen-by-all", StringComparison.Ordinal))
            {
            }
        }));

        pages.Reads.ShouldBeInRange(1, 10);
        foreach (var response in open)
            response.Dispose();
    }

    [Theory]
    [InlineData(10_000, 1_048_576, 100, 10_000)]
    [InlineData(10_000, 1024, 100, 684)]
    [InlineData(10_000, 1024, 400, 584)]
    [InlineData(10_000, 380, 100, 40)]
    [InlineData(10_000, 64, 100, 8)]
    [InlineData(4, 64, 100, 4)]
    [InlineData(10_000, null, 100, 10_000)]
    public void Connections_LimitOfOpenFiles_LeavesRoomForTheRest(int wanted, int? limit, int open, int expected)
    {
        OpenFiles.Connections(wanted, limit, open).ShouldBe(expected);
        (OpenFiles.Warning(wanted, limit, open) is null).ShouldBe(expected == wanted);
    }

    [Fact]
    public async Task Connections_BeyondTheNumber_AreClosedAndTheRestIsServed()
    {
        await using var server = await LiveServer.StartAsync(p => Callers.Roomy(p) with
        {
            Http = p.Http with { MaxConnections = 4 },
        });
        server.Client.Dispose();
        var end = TestContext.Current.CancellationToken;
        var open = new List<System.Net.Sockets.TcpClient>();
        for (int i = 0; i < 40; i++)
        {
            var tcp = new System.Net.Sockets.TcpClient();
            open.Add(tcp);
            try
            {
                await tcp.ConnectAsync(server.Address.Host, server.Address.Port, end);
            }
            catch (System.Net.Sockets.SocketException)
            {
                // Closed before the client has looked at it: one beyond the number.
            }
        }
        open.ForEach(tcp => tcp.Dispose());

        using var client = new HttpClient { BaseAddress = server.Address };
        for (int tries = 0; ; tries++)
        {
            tries.ShouldBeLessThan(500);
            try
            {
                using var answer = await client.GetAsync("/health/live", end);
                answer.IsSuccessStatusCode.ShouldBeTrue();
                return;
            }
            catch (HttpRequestException)
            {
                await Task.Delay(10, end);
            }
        }
    }
}
