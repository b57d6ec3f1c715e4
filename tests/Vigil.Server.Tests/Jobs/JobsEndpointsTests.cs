using System.Net;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Tests.Jobs;

public sealed class JobsEndpointsTests
{
    [Fact]
    public async Task Async_WithCallback_TellsTheAddressSigned()
    {
        using var listener = new HttpListener();
        int port = FreePort();
        listener.Prefixes.Add($"http://127.0.0.1:{port}/");
        listener.Start();
        await using var server = await LiveServer.StartAsync(
            parts => parts with { Http = parts.Http with { CallbackHosts = [$"127.0.0.1:{port}"] } });
        string items = """[{"customer_id":"C1","amount":1},{"amount":"x"}]""";
        string body = $$"""{"transactions":{{items}},"callback_url":"http://127.0.0.1:{{port}}/done"}""";

        var accepted = (await server.PostAsync("/api/v1/streams/credit_card_fraud/transactions/async", body)).Good;
        var call = await listener.GetContextAsync();
        using var memory = new MemoryStream();
        await call.Request.InputStream.CopyToAsync(memory, TestContext.Current.CancellationToken);
        call.Response.StatusCode = 204;
        call.Response.Close();

        string time = call.Request.Headers["X-Vigil-Timestamp"]!;
        DateTimeOffset.FromUnixTimeSeconds(long.Parse(time, System.Globalization.CultureInfo.InvariantCulture))
            .ShouldBeInRange(TimeProvider.System.GetUtcNow().AddMinutes(-5), TimeProvider.System.GetUtcNow());
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. memory.ToArray()];
        byte[] signature = HMACSHA256.HashData(Convert.FromHexString(accepted.GetProperty("callback_key").GetString()!), signed);
        call.Request.Headers["X-Vigil-Signature"].ShouldBe("sha256=" + Convert.ToHexStringLower(signature));
        Encoding.UTF8.GetString(memory.ToArray()).ShouldContain("\"scored\":1");
        string url = accepted.GetProperty("status_url").GetString()!;
        var job = (await server.GetAsync(url)).Good;
        (job.GetProperty("scored").GetInt32(), job.GetProperty("rejected").GetInt32()).ShouldBe((1, 1));
        var results = (await server.GetAsync(url + "/results")).Good.GetProperty("items");
        results[0].GetProperty("entity").GetString().ShouldBe("C1");
        var overview = (await server.GetAsync("/api/v1/overview")).Good;
        overview.GetProperty("totals").GetProperty("decisions").GetInt64().ShouldBe(1);
        overview.GetProperty("latency").GetProperty("count").GetInt64().ShouldBe(0, "nobody waited for the job's decisions");
        results[1].GetProperty("error").GetProperty("errors").GetArrayLength().ShouldBe(2);
    }

    [Fact]
    public async Task Train_OnTheJournal_GivesACandidateThatCanBePromoted()
    {
        await using var server = await LiveServer.StartAsync();
        await server.PostAsync("/api/v1/streams/credit_card_fraud/transactions/batch",
            string.Join('\n', SimulatedStream.Texts(500)), "application/x-ndjson");

        var accepted = (await server.PostAsync("/api/v1/models/train", """{"stream":"credit_card_fraud"}""")).Good;
        var job = await JobWait.UntilDoneAsync(server, accepted.GetProperty("status_url").GetString()!);
        string version = job.GetProperty("result").GetProperty("version").GetString()!;
        var promoted = (await server.PostAsync($"/api/v1/models/{version}/promote", "")).Good;

        promoted.GetProperty("stream").GetString().ShouldBe("credit_card_fraud");
        var active = (await server.GetAsync("/api/v1/models/active")).Good.GetProperty("items");
        active.GetArrayLength().ShouldBe(1);
        active[0].GetProperty("version").GetString().ShouldBe(version);
        var decision = (await server.PostAsync("/predict", """{"user_id":1,"amount":5}""")).Good;
        decision.GetProperty("risk_score").GetDouble().ShouldBeInRange(0, 100);
        (await server.PostAsync("/api/v1/models/nothing/promote", "")).Code.ShouldBe("not_found");
    }

    private static int FreePort()
    {
        using var listener = new System.Net.Sockets.TcpListener(IPAddress.Loopback, 0);
        listener.Start();
        return ((IPEndPoint)listener.LocalEndpoint).Port;
    }
}
