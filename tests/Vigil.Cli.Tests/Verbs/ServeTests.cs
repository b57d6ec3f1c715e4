using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using Vigil.Cli.Tests.Robustness;

namespace Vigil.Cli.Tests.Verbs;

/// <summary><c>vigil serve</c> and the verbs beside it, through the real program.</summary>
public sealed class ServeTests
{
    private const string Transactions = "/api/v1/streams/payments/transactions";

    [Fact]
    public async Task Serve_EmptyFolder_SaysWhatToDoNextAndStopsCleanly()
    {
        using var folder = new ScratchFolder();
        using var server = await ServerProcess.Start(folder.At("data")).UntilReady();
        await server.UntilTold("There is no stream yet");
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };

        (await Status(client, "/health/live")).ShouldBe(HttpStatusCode.OK);
        (await Status(client, "/metrics")).ShouldBe(HttpStatusCode.Unauthorized);
        (await Status(client, "/")).ShouldBe(HttpStatusCode.OK);
        (await Status(client, "/api/v1/nothing")).ShouldBe(HttpStatusCode.NotFound);

        (await server.Stop()).ShouldBe(0);
        server.Error.ShouldContain("Stopped.");
    }

    [Fact]
    public async Task Serve_SecondOnTheSameFolder_IsRefused()
    {
        using var folder = new ScratchFolder();
        using var server = await ServerProcess.Start(folder.At("data")).UntilReady();

        var second = await folder.Run("serve", "--data", "data", "--listen", "http://127.0.0.1:0");
        var reset = await folder.Run("reset", "--data", "data", "--yes");

        second.ExitCode.ShouldBe(3);
        second.Error.ShouldContain("in use by another process");
        reset.ExitCode.ShouldBe(3);
        File.Exists(folder.At("data/vigil.db")).ShouldBeTrue();
    }

    [Fact]
    public async Task Serve_BadConfiguration_ReportsEveryFaultAndDoesNotStart()
    {
        using var folder = new ScratchFolder();
        folder.Write("vigil.yaml", "lisen: http://127.0.0.1:0\nruntime: { queue: many }\n");

        var run = await VigilProcess.Run(folder.Path, [], [("VIGIL_LOG_LEVEL", "loud")], "serve", "--config", "vigil.yaml", "--check");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("vigil.yaml:1:1: lisen: found the unknown key 'lisen'");
        run.Error.ShouldContain("did you mean 'listen'?");
        run.Error.ShouldContain("vigil.yaml:2:19: runtime.queue: found 'many'; expected a whole number");
        run.Error.ShouldContain("VIGIL_LOG_LEVEL: log.level: found 'loud'");
        folder.Names().ShouldBe(["vigil.yaml"]);
    }

    [Fact]
    public async Task Serve_PrintConfig_PrintsAFileThatIsFine()
    {
        using var folder = new ScratchFolder();

        var printed = await folder.Run("serve", "--print-config", "--data", "elsewhere");
        folder.Write("vigil.yaml", printed.Text);
        var check = await folder.Run("serve", "--config", "vigil.yaml", "--check");

        printed.Text.ShouldContain("data: elsewhere\n");
        (check.ExitCode, check.Error.Trim()).ShouldBe((0, "The configuration is fine."));
    }

    [Fact]
    public async Task Serve_AskedForTheSystem_SaysHowLargeTheStoreIs()
    {
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path).UntilReady();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Add("X-Api-Key", store.Key);

        using var answer = await client.GetAsync("/api/v1/system", TestContext.Current.CancellationToken);
        var told = (await answer.Content.ReadFromJsonAsync<JsonElement>(TestContext.Current.CancellationToken)).GetProperty("store");

        told.GetProperty("bytes").GetInt64().ShouldBeGreaterThan(new FileInfo(Path.Join(store.Path, "vigil.db")).Length / 2);
        told.GetProperty("schema").GetInt32().ShouldBeGreaterThan(0);
    }

    /// <summary>Marked values in every field and in requests that are refused; none may be told to anybody but the caller.</summary>
    [Fact]
    public async Task Serve_PersonalValuesAndSecrets_AreNotInLogsOrMetrics()
    {
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path, ("LOG_LEVEL", "debug")).UntilReady();
        using var client = new HttpClient { BaseAddress = new Uri(server.Address) };
        client.DefaultRequestHeaders.Add("X-Api-Key", store.Key);
        var payment = LiveClient.Payment(1);
        (payment["customer_id"], payment["device_id"], payment["transaction_id"]) = ("MARK-customer", "MARK-device", "MARK-id");

        (await Post(client, Transactions, payment)).ShouldBe(HttpStatusCode.OK);
        payment["amount"] = "MARK-amount";
        (await Post(client, Transactions, payment)).ShouldBe(HttpStatusCode.BadRequest);
        await Post(client, Transactions + "/batch", new { transactions = new[] { payment } });
        await Post(client, "/api/v1/streams/MARK-stream/transactions", payment);
        var login = new Dictionary<string, string> { ["username"] = "MARK-user", ["password"] = "MARK-password" };
        await Post(client, "/api/v1/auth/login", login);
        await Post(client, "/predict", new { user_id = "MARK-user", amount = 5, merchant = "MARK-merchant", country = "SG" });
        await Post(client, "/api/v1/labels", new { stream = "payments", transaction_id = "MARK-id", fraud = true });
        foreach (string path in (string[])["decisions?entity=MARK-customer", "decisions/by-transaction/payments/MARK-id",
            "streams/payments/entities/MARK-customer", "streams/payments/entities/MARK-customer/history", "MARK-path?q=MARK-query"])
            await Status(client, "/api/v1/" + path);
        await client.DeleteAsync("/api/v1/streams/payments/entities/MARK-customer", TestContext.Current.CancellationToken);
        string metrics = await client.GetStringAsync("/metrics", TestContext.Current.CancellationToken);
        (await server.Stop()).ShouldBe(0);

        metrics.ShouldContain("vigil_decisions_total");
        metrics.ShouldContain("http_server_request_duration_seconds_bucket");
        metrics.ShouldNotContain("MARK");
        server.Error.ShouldContain("/api/v1/streams/{stream}/transactions");
        server.Error.ShouldNotContain("MARK");
        server.Error.ShouldNotContain(store.Key[15..]);
    }

    [Fact]
    public async Task VerbsBesideAServer_StatsReplayBackup_Work()
    {
        using var folder = new ScratchFolder();
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path).UntilReady();
        using (var client = new LiveClient(server.Address, store.Key))
            for (int i = 0; i < 20; i++)
                (await client.Decide(i)).ShouldHaveSingleItem();

        var stats = await folder.Run("stats", "--data", store.Path, "--json");
        var replay = await folder.Run("replay", "--data", store.Path, "--decision", LiveClient.IdOf(7));
        var unknown = await folder.Run("replay", "--data", store.Path, "--decision", "nothing");
        var backup = await folder.Run("backup", "copy.zip", "--data", store.Path, "--with-master-key", "--json");
        var restore = await folder.Run("restore", "copy.zip", "--data", "again");
        var again = await folder.Run("stats", "--data", "again", "--json");

        Decisions(stats).ShouldBe(20);
        (replay.ExitCode, unknown.ExitCode).ShouldBe((0, 3));
        replay.Text.ShouldContain("every bit matches");
        (backup.ExitCode, restore.ExitCode).ShouldBe((0, 0));
        Decisions(again).ShouldBe(20);
    }

    [Fact]
    public async Task InitProfilesEraseReset_OneAfterTheOther_DoWhatTheySay()
    {
        using var folder = new ScratchFolder();
        await folder.Run("simulate", "--customers", "20", "--merchants", "20", "--days", "5", "--out", "past.csv");
        folder.Write("payments.yaml", File.ReadAllText(
            Path.Combine(Vigil.Testing.Repository.Root, "examples", "credit-card-fraud.yaml")));

        var first = await folder.Run("init-db", "--json");
        var second = await folder.Run("init-db");
        var import = await folder.Run("init-profiles", "past.csv", "--stream", "payments.yaml", "--json");
        var again = await folder.Run("init-profiles", "past.csv", "--stream", "payments.yaml", "--json");
        var rebuilt = await folder.Run("init-profiles");
        string customer = folder.Read("past.csv").Split('\n')[1].Split(',')[2];
        var erased = await folder.Run("erase", "--entity", customer, "--yes");
        var nobody = await folder.Run("erase", "--entity", "nobody", "--yes");
        var asked = await folder.Run("reset");
        var reset = await folder.Run("reset", "--yes");

        Json(first).GetProperty("one_time_password").GetString()!.Length.ShouldBeGreaterThan(11);
        second.Text.ShouldContain("no administrator was added");
        Json(import).GetProperty("decided").GetInt64().ShouldBeGreaterThan(50);
        Json(again).GetProperty("duplicates").GetInt64().ShouldBe(Json(import).GetProperty("decided").GetInt64());
        rebuilt.Text.ShouldContain("Profiles rebuilt");
        (erased.ExitCode, nobody.ExitCode).ShouldBe((0, 1));
        (asked.ExitCode, reset.ExitCode).ShouldBe((2, 0));
        asked.Error.ShouldContain("--yes");
        Directory.GetFileSystemEntries(folder.At("vigil-data")).ShouldBeEmpty();
    }

    private static JsonElement Json(VigilRun run)
    {
        run.ExitCode.ShouldBe(0, run.Error);
        using var json = JsonDocument.Parse(run.Text);
        return json.RootElement.Clone();
    }

    private static long Decisions(VigilRun stats) => Json(stats).GetProperty("streams")[0].GetProperty("decisions").GetInt64();

    private static async Task<HttpStatusCode> Status(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }

    private static async Task<HttpStatusCode> Post(HttpClient client, string path, object body)
    {
        using var answer = await client.PostAsJsonAsync(path, body, TestContext.Current.CancellationToken);
        return answer.StatusCode;
    }
}
