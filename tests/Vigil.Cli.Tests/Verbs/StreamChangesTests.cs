using System.Text.Json;
using Vigil.Cli.Tests.Robustness;

namespace Vigil.Cli.Tests.Verbs;

/// <summary>Stream files are edited, compared and applied, through the real program.</summary>
public sealed class StreamChangesTests : IAsyncLifetime
{
    private readonly ScratchFolder _folder = new();
    private string _yaml = "";

    public async ValueTask InitializeAsync()
    {
        await _folder.Run("simulate", "--customers", "20", "--merchants", "20", "--days", "5", "--out", "past.csv");
        _yaml = File.ReadAllText(Path.Combine(Vigil.Testing.Repository.Root, "examples", "credit-card-fraud.yaml"));
        _folder.Write("payments.yaml", _yaml);
        (await _folder.Run("init-profiles", "past.csv", "--stream", "payments.yaml", "--data", "data")).ExitCode.ShouldBe(0);
    }

    public ValueTask DisposeAsync()
    {
        _folder.Dispose();
        return ValueTask.CompletedTask;
    }

    [Fact]
    public async Task Apply_ToAStoppedFolder_SaysWhatChangesAndServesIt()
    {
        (await Diff()).Text.ShouldContain("served so already");
        Edit("lateness: 3h\npolicy: { review: 41, block: 96 }\n");

        var diff = await Diff();
        var check = await Check();
        var dry = await _folder.Run("stream", "apply", "payments.yaml", "--data", "data", "--dry-run");
        var applied = await _folder.Run("stream", "apply", "payments.yaml", "--data", "data", "--json");

        diff.ExitCode.ShouldBe(0, diff.Error);
        diff.Text.ShouldContain("~ policy.review: ");
        diff.Text.ShouldContain("[once its state is built from the journal]");
        dry.Text.ShouldBe(diff.Text);
        check.ExitCode.ShouldBe(0, check.Error);
        check.Text.ShouldContain("-> 41");
        applied.ExitCode.ShouldBe(0, applied.Error);
        JsonDocument.Parse(applied.Text).RootElement.GetProperty("sequence").GetInt64().ShouldBeGreaterThan(1);
        (await Diff()).Text.ShouldContain("served so already");
        (await Check()).Text.ShouldContain("served so already");
    }

    [Fact]
    public async Task Apply_OfWhatCannotBe_IsRefusedEverywhereWithTheReason()
    {
        _folder.Write("payments.yaml", _yaml.Replace(", role: entity", "", StringComparison.Ordinal));

        foreach (var run in (VigilRun[])[await Diff(), await Check()])
        {
            run.ExitCode.ShouldBe(3);
            run.Text.ShouldContain("schema role entity");
            run.Text.ShouldContain("REFUSED");
        }
        var apply = await _folder.Run("stream", "apply", "payments.yaml", "--data", "data");
        apply.ExitCode.ShouldBe(3);
        apply.Error.ShouldContain("schema role entity");
        using var server = await ServerProcess.Start(_folder.At("data"), ("STREAMS", _folder.At("payments.yaml"))).UntilReady();
        await server.UntilTold("cannot be applied; the stream is served as before");
    }

    [Fact]
    public async Task Serve_WithAnEditedFile_AppliesItOnceAndNotAnOlderOne()
    {
        Edit("policy: { review: 41, block: 96 }\n");
        using (var server = await ServerProcess.Start(_folder.At("data"), ("STREAMS", _folder.At("payments.yaml"))).UntilReady())
        {
            await server.UntilTold("was edited and is applied");
            await server.UntilTold("Streams: ");
            (await server.Stop()).ShouldBe(0);
        }
        (await Diff()).Text.ShouldContain("served so already");
        _folder.Write("payments.yaml", _yaml);
        using var again = await ServerProcess.Start(_folder.At("data"), ("STREAMS", _folder.At("payments.yaml"))).UntilReady();

        await again.UntilTold("says what was served before");
    }

    [Fact]
    public async Task Apply_ToARunningService_WaitsForTheJob()
    {
        var created = await _folder.Run(
            "key", "create", "operator", "--scope", "read", "--scope", "manage_streams", "--scope", "admin", "--data", "data");
        created.ExitCode.ShouldBe(0, created.Error);
        _folder.Write("key.txt", created.Lines[0]);
        Edit("lateness: 3h\n");
        using var server = await ServerProcess.Start(_folder.At("data")).UntilReady();
        string[] where = ["payments.yaml", "--server", server.Address, "--key-file", "key.txt"];

        var diff = await _folder.Run(["stream", "diff", .. where]);
        var applied = await _folder.Run(["stream", "apply", .. where]);
        var again = await _folder.Run(["stream", "apply", .. where]);
        var without = await _folder.Run("stream", "apply", "payments.yaml", "--server", server.Address);
        _folder.Write("payments.yaml", _yaml.Replace(", role: entity", "", StringComparison.Ordinal));
        var refused = await _folder.Run(["stream", "apply", .. where]);

        diff.ExitCode.ShouldBe(0, diff.Error);
        diff.Text.ShouldContain("~ lateness: ");
        applied.ExitCode.ShouldBe(0, applied.Error);
        applied.Text.ShouldContain("Served so from entry ");
        again.Text.ShouldContain("Nothing was to be done.");
        without.Error.ShouldContain("VIGIL_API_KEY");
        refused.ExitCode.ShouldBe(3);
        refused.Error.ShouldContain("schema role entity");
    }

    [Fact]
    public async Task InitProfiles_WithAServer_TeachesItWhileItServes()
    {
        _folder.Write("transfers.yaml", _yaml.Replace("name: credit_card_fraud", "name: transfers", StringComparison.Ordinal));
        var created = await _folder.Run(
            "key", "create", "operator", "--scope", "read", "--scope", "score", "--scope", "manage_streams", "--scope", "manage_models",
            "--data", "data");
        _folder.Write("key.txt", created.Lines[0]);
        var offline = await _folder.Run("init-profiles", "past.csv", "--stream", "transfers.yaml", "--data", "other", "--json");
        using var server = await ServerProcess.Start(_folder.At("data")).UntilReady();
        string[] command =
            ["init-profiles", "past.csv", "--stream", "transfers.yaml", "--server", server.Address, "--key-file", "key.txt", "--json"];

        var first = await _folder.Run(command);
        var second = await _folder.Run(command);
        (await server.Stop()).ShouldBe(0);

        first.ExitCode.ShouldBe(0, first.Error);
        first.Text.ShouldBe(offline.Text, "the same model and the same decisions as in a folder of its own");
        var again = JsonDocument.Parse(second.Text).RootElement;
        again.GetProperty("decided").GetInt64().ShouldBe(0);
        again.GetProperty("duplicates").GetInt64().ShouldBe(JsonDocument.Parse(first.Text).RootElement.GetProperty("decided").GetInt64());
    }

    private void Edit(string lines)
    {
        string[] keys = [.. lines.Split('\n', StringSplitOptions.RemoveEmptyEntries).Select(line => line.Split(':')[0] + ":")];
        var rest = _yaml.Split('\n').Where(line => !keys.Any(key => line.StartsWith(key, StringComparison.Ordinal)));
        _folder.Write("payments.yaml", string.Join('\n', rest) + "\n" + lines);
    }

    private Task<VigilRun> Diff() => _folder.Run("stream", "diff", "payments.yaml", "--data", "data");

    private Task<VigilRun> Check()
    {
        _folder.Write("vigil.yaml", "data: data\nstreams: [payments.yaml]\n");
        return _folder.Run("serve", "--config", "vigil.yaml", "--check");
    }
}
