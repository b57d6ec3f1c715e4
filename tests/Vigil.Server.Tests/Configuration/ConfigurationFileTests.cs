using Vigil.Server.Configuration;

namespace Vigil.Server.Tests.Configuration;

public sealed class ConfigurationFileTests : IDisposable
{
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vigil-configuration-");

    [Fact]
    public void Load_Nothing_IsTheDefaults()
    {
        var load = ConfigurationFile.Load(null, []);

        load.Errors.ShouldBeEmpty();
        load.Configuration.Http.Listen.Select(ListenAddress.Text).ShouldBe(["http://127.0.0.1:8080"]);
        load.Configuration.Limits.ShouldBe(new Vigil.Server.Access.LimitOptions());
        load.Configuration.Runtime.ShouldBe(new Vigil.Engine.Runtime.ServiceOptions());
    }

    [Fact]
    public void Load_File_IsRead()
    {
        string path = Write("""
            data: store
            listen: [http://0.0.0.0:9000, "http://[::1]:9000"]
            proxies: 10.0.0.0/8
            proxy_header: forwarded
            runtime: { queue: 500, snapshot_interval: 90s }
            auth: { algorithm: ES256, lock_out: 1h }
            callbacks: { allow: hooks.example.org }
            telemetry: { metrics: public, otlp: "http://collector:4317" }
            log: { level: warning, format: text }
            """);

        var load = ConfigurationFile.Load(path, []);

        load.Errors.ShouldBeEmpty();
        var found = load.Configuration;
        found.Data.ShouldBe(Path.Combine(_folder.FullName, "store"), "a path in the file is relative to the file");
        found.Http.Listen.Select(ListenAddress.Text).ShouldBe(["http://0.0.0.0:9000", "http://[::1]:9000"]);
        (found.Http.Proxies.Networks.Count, found.Http.Proxies.Header).ShouldBe((1, Vigil.Server.Access.ProxyHeader.Forwarded));
        (found.Runtime.QueueCapacity, found.Runtime.SnapshotInterval).ShouldBe((500, TimeSpan.FromSeconds(90)));
        (found.Access.Algorithm, found.Access.LockDuration, found.Access.FailuresUntilLock)
            .ShouldBe((Vigil.Engine.Access.TokenAlgorithm.ES256, TimeSpan.FromHours(1), 5));
        found.Http.CallbackHosts.ShouldBe(["hooks.example.org"]);
        (found.Telemetry.HasPublicMetrics, found.Telemetry.Otlp).ShouldBe((true, new Uri("http://collector:4317")));
        (found.Log.Level, found.Log.IsJson).ShouldBe((Microsoft.Extensions.Logging.LogLevel.Warning, false));
    }

    [Theory]
    [InlineData("audit: { webhook: \"https://audit.example.org/heads\" }", true)]
    [InlineData("audit: { webhook: \"http://10.0.0.7:9000/heads\" }\ncallbacks: { allow: \"10.0.0.7:9000\" }", true)]
    [InlineData("audit: { webhook: \"http://10.0.0.7:9000/heads\" }", false)]
    [InlineData("audit: { webhook: \"http://169.254.169.254/\" }\ncallbacks: { allow: hooks.example.org }", false)]
    [InlineData("audit: { webhook: \"https://me:secret@audit.example.org/\" }", false)]
    [InlineData("audit: { webhook: \"ftp://audit.example.org/\" }", false)]
    public void Load_AuditWebhook_IsHttpsOrAnAllowedHost(string text, bool isGood)
    {
        var load = ConfigurationFile.Load(Write(text + "\n"), []);

        load.Errors.IsEmpty.ShouldBe(isGood, string.Join('\n', load.Errors));
        (load.Configuration.Http.AuditWebhook is not null).ShouldBe(isGood);
    }

    [Fact]
    public void Load_Environment_StandsOverTheFile()
    {
        string path = Write("data: store\nlimits: { body_bytes: 4096, logins_per_minute: 7 }\n");

        var load = ConfigurationFile.Load(path,
            [new("VIGIL_DATA", "elsewhere"), new("VIGIL_LIMITS_BODY_BYTES", "8192"), new("VIGIL_LISTEN", "http://localhost:1, http://*:2"),
                new("VIGIL_DEBUG", "1"), new("HOME", "/root")]);

        load.Errors.ShouldBeEmpty();
        load.Configuration.Data.ShouldBe("elsewhere", "a path in a variable is relative to the working folder");
        (load.Configuration.Limits.BodyBytes, load.Configuration.Limits.LoginsPerMinute).ShouldBe((8192, 7));
        load.Configuration.Http.Listen.Select(ListenAddress.Text).ShouldBe(["http://127.0.0.1:1", "http://[::]:2"]);
    }

    [Fact]
    public void Load_ManyFaults_AreAllReportedWithTheirPlaces()
    {
        string path = Write("""
            lisen: http://127.0.0.1:8080
            runtime:
              queue: many
              snapshot_interval: 5
            auth: { algorithm: none }
            """);

        var load = ConfigurationFile.Load(path, [new("VIGIL_LIMITS_BODY_BYTE", "1"), new("VIGIL_RETENTION_DAYS", "-1")]);

        load.Errors.Select(e => (e.File, e.Line, e.Path)).ShouldBe(
            [("VIGIL_LIMITS_BODY_BYTE", 0, ""), (path, 1, "lisen"), (path, 3, "runtime.queue"), (path, 4, "runtime.snapshot_interval"),
                (path, 5, "auth.algorithm"), ("VIGIL_RETENTION_DAYS", 0, "retention.days")], ignoreOrder: true);
        load.Errors.Single(e => e.Path == "lisen").Expected.ShouldContain("did you mean 'listen'?");
        load.Errors.Single(e => e.File == "VIGIL_LIMITS_BODY_BYTE").Expected.ShouldContain("did you mean 'VIGIL_LIMITS_BODY_BYTES'?");
        load.Errors.ShouldAllBe(e => e.Found.Length > 0 && e.Expected.Length > 0);
    }

    [Theory]
    [InlineData("- a\n- b\n")]
    [InlineData("data: [\n")]
    [InlineData("--- {}\n--- {}\n")]
    [InlineData("listen: ftp://127.0.0.1\n")]
    [InlineData("listen: http://user@host:1\n")]
    [InlineData("listen: http://example.org:80\n")]
    [InlineData("listen: http://127.0.0.1:99999\n")]
    [InlineData("streams: [missing.yaml]\n")]
    [InlineData("data: a\ndata: b\n")]
    public void Load_UnusableFile_IsAnError(string text) => ConfigurationFile.Load(Write(text), []).Errors.ShouldNotBeEmpty();

    [Fact]
    public void Load_MissingFile_IsAnError() =>
        ConfigurationFile.Load(Path.Combine(_folder.FullName, "none.yaml"), []).Errors
            .ShouldHaveSingleItem().Found.ShouldBe("no such file");

    [Fact]
    public void Load_Streams_AreLoadedAndTheDefaultIsOneOfThem()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "payments.yaml"), Stream);

        var good = ConfigurationFile.Load(Write("streams: payments.yaml\ndefault_stream: payments\n"), []);
        var bad = ConfigurationFile.Load(Write("streams: payments.yaml\ndefault_stream: payment\n"), []);

        good.Errors.ShouldBeEmpty();
        good.Streams.ShouldHaveSingleItem().Name.ShouldBe("payments");
        bad.Errors.ShouldHaveSingleItem().Expected.ShouldBe("one of payments (did you mean 'payments'?)");
    }

    [Fact]
    public void Write_AnyConfiguration_LoadsAgainAsTheSame()
    {
        File.WriteAllText(Path.Combine(_folder.FullName, "payments.yaml"), Stream);
        var first = ConfigurationFile.Load(
            Write("data: /x/y\nstreams: payments.yaml\nruntime: { future: 36h }\nlog: { level: debug }\nretention: { days: 30 }\n"), []);

        string text = ConfigurationText.Write(first.Configuration);
        var again = ConfigurationFile.Load(Write(text), []);

        again.Errors.ShouldBeEmpty();
        ConfigurationText.Write(again.Configuration).ShouldBe(text);
        again.Configuration.Runtime.ShouldBe(first.Configuration.Runtime);
    }

    [Fact]
    public void Write_AddressWithPassword_IsMasked()
    {
        var load = ConfigurationFile.Load(null, [new("VIGIL_TELEMETRY_OTLP", "http://me:secret@collector:4317")]);

        ConfigurationText.Write(load.Configuration).ShouldContain("http://***@collector:4317");
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private const string Stream = """
        name: payments
        schema:
          id: { type: text, role: id }
          time: { type: time, role: time, required: true }
          card: { type: text, role: entity }
          amount: { type: number, role: amount }
        """;

    private string Write(string text)
    {
        string path = Path.Combine(_folder.FullName, "vigil.yaml");
        File.WriteAllText(path, text);
        return path;
    }
}
