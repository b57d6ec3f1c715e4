using System.Net;
using System.Text.Json;
using Vigil.Cli.Tests.Robustness;
using Vigil.Testing;

namespace Vigil.Cli.Tests.Warming;

/// <summary>The warm-up of <c>vigil serve</c>, through the real program.</summary>
public sealed class WarmUpTests
{
    [Fact]
    public async Task Serve_WarmingUp_SaysSoUntilItIsReadyAndLeavesNothingBehind()
    {
        using var store = await ServedStore.Create();
        Directory.CreateDirectory(Path.Join(store.Path, "warm-up", "left-by-a-killed-process"));
        using var server = ServerProcess.Start(store.Path, ("RUNTIME_WARM_UP", "2s"));
        using var client = new HttpClient { BaseAddress = new Uri(await server.UntilListening()) };
        client.DefaultRequestHeaders.Add("X-Api-Key", store.Key);

        var (status, text) = await Get(client, "/health/ready");
        (status, text).ShouldSatisfyAllConditions(
            () => status.ShouldBe(HttpStatusCode.ServiceUnavailable), () => text.ShouldContain("warming up"));
        await server.UntilReady();
        await server.UntilTold("Warm after");

        server.Error.ShouldNotContain("The warm-up failed");
        Directory.Exists(Path.Join(store.Path, "warm-up")).ShouldBeFalse();
        using var decisions = JsonDocument.Parse((await Get(client, "/api/v1/decisions")).Text);
        decisions.RootElement.GetProperty("items").GetArrayLength().ShouldBe(0);
        string metrics = (await Get(client, "/metrics")).Text;
        metrics.ShouldNotContain("vigil_decisions_total{");
        metrics.ShouldNotContain("vigil_rejected_total{");
        metrics.ShouldNotContain("vigil_decision_duration_seconds_count");
        metrics.Split('\n').ShouldNotContain(line => line.StartsWith("http_server_request_duration_seconds", StringComparison.Ordinal)
            && line.Contains("streams/{stream}/transactions", StringComparison.Ordinal));
        metrics.ShouldContain("vigil_journal_sequence 1\n");
        (await server.Stop()).ShouldBe(0);
        await store.CheckAsync([]);
    }

    /// <summary>Whatever the fields of a stream are, it takes the transactions that are made up for it.</summary>
    [Theory]
    [InlineData("web-log.csv", "web-log.yaml")]
    [InlineData("split.csv", "split.yaml")]
    public async Task Serve_StreamOfAnyFields_WarmsUp(string history, string stream)
    {
        using var folder = new ScratchFolder();
        folder.Write("split.yaml", SplitStream);
        folder.Write("split.csv", SplitHistory());
        string examples = Path.Join(Repository.Root, "examples");
        foreach (string file in Directory.EnumerateFiles(examples))
            File.Copy(file, folder.At(Path.GetFileName(file)));
        var taught = await folder.Run("init-profiles", history, "--stream", stream, "--data", "data");
        taught.ExitCode.ShouldBe(0, taught.Error);

        using var server = ServerProcess.Start(folder.At("data"), ("RUNTIME_WARM_UP", "1s"));
        await server.UntilReady();
        await server.UntilTold("Warm after");

        server.Error.ShouldNotContain("The warm-up failed");
    }

    [Fact]
    public async Task Serve_WarmUpOff_IsReadyWithoutIt()
    {
        using var store = await ServedStore.Create();
        using var server = await ServerProcess.Start(store.Path, ("RUNTIME_WARM_UP", "0s")).UntilReady();

        await server.UntilTold("Streams: ");

        server.Error.ShouldNotContain("Warming up");
    }

    private const string SplitStream = """
        version: 1
        name: account
        time_zone: Europe/Berlin
        schema:
          Buchung: { type: time, role: time, format: "dd.MM.yyyy", required: true }
          Konto: { type: text, role: entity }
          Betrag: { type: number, role: amount, debit: Soll, credit: Haben }
          Text: { type: text }
        """;

    private static string SplitHistory()
    {
        var rows = Enumerable.Range(0, 400).Select(i => FormattableString.Invariant(
            $"{1 + i % 28:00}.{1 + i / 28 % 12:00}.2025,{100 + i % 7},{(i % 3 == 0 ? "" : $"{i % 50}.5")},")
            + FormattableString.Invariant($"{(i % 3 == 0 ? "12" : "")},word {i % 9}"));
        return "Buchung,Konto,Soll,Haben,Text\n" + string.Join('\n', rows) + "\n";
    }

    private static async Task<(HttpStatusCode Status, string Text)> Get(HttpClient client, string path)
    {
        using var answer = await client.GetAsync(path, TestContext.Current.CancellationToken);
        return (answer.StatusCode, await answer.Content.ReadAsStringAsync(TestContext.Current.CancellationToken));
    }
}
