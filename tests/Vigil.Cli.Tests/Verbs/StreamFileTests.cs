using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Vigil.Cli.Tests.Verbs;

public sealed class StreamFileTests : IDisposable
{
    private const string SourceForm = """
        name: "Credit Card Transactions"
        source_type: "kafka"
        config:
          topic: "transactions"
          bootstrap_servers: ["localhost:9092"]
        schema:
          type: "object"
          properties:
            user_id: { type: "string" }
            amount: { type: "number" }
            merchant_category: { type: "string" }
          required: ["user_id", "amount"]
        pii_fields: ["user_id"]
        """;

    private const string PipelineForm = """
        name: "Transaction Features"
        transformations:
          - type: "imputation"
            config: { strategy: "mean" }
          - type: "scaling"
            config: { method: "standard" }
          - type: "time_window_aggregation"
            config:
              entity_key: "user_id"
              windows: ["1h", "24h", "7d"]
              aggregations: ["mean", "std", "count"]
        """;

    private readonly ScratchFolder _folder = new();

    [Fact]
    public async Task Init_WithoutData_WritesAStreamThatChecks()
    {
        var init = await _folder.Run("stream", "init", "--out", "stream.yaml");
        var check = await _folder.Run("stream", "check", "stream.yaml");
        var printed = await _folder.Run("stream", "init");

        init.ExitCode.ShouldBe(0);
        check.ExitCode.ShouldBe(0, check.Error);
        check.Text.ShouldContain("stream.yaml: no errors");
        printed.Text.ShouldBe(_folder.Read("stream.yaml"));
    }

    [Fact]
    public async Task Init_WithData_NamesItsColumnsAndFitsIt()
    {
        await _folder.Run("simulate", "--customers", "30", "--days", "2", "--out", "t.csv");

        await _folder.Run("stream", "init", "t.csv", "--out", "stream.yaml");
        var check = await _folder.Run("stream", "check", "stream.yaml", "t.csv");
        var detect = await _folder.Run("detect", "t.csv", "--stream", "stream.yaml", "--quiet", "--top", "1");

        check.ExitCode.ShouldBe(0, check.Error);
        _folder.Read("stream.yaml").ShouldContain("customer_id: { type: text, role: entity, personal: true }");
        detect.ExitCode.ShouldBe(0, detect.Error);
    }

    [Fact]
    public async Task Init_FileThere_IsKeptUnlessForced()
    {
        _folder.Write("stream.yaml", "mine");

        var kept = await _folder.Run("stream", "init", "--out", "stream.yaml");
        string afterwards = _folder.Read("stream.yaml");
        var forced = await _folder.Run("stream", "init", "--out", "stream.yaml", "--force");

        kept.ExitCode.ShouldBe(3);
        kept.Error.ShouldContain("--force");
        afterwards.ShouldBe("mine");
        forced.ExitCode.ShouldBe(0);
        _folder.Read("stream.yaml").ShouldContain("schema:");
    }

    [Fact]
    public async Task Check_FaultsInSeveralPlaces_TellsAllWithTheirPlace()
    {
        _folder.Write("a.yaml", "name: a\nschema:\n  amount: { type: numbr }\n  when: { role: tme }\nmodle: {}\n");

        var check = await _folder.Run("stream", "check", "a.yaml", "gone.csv");

        check.ExitCode.ShouldBe(3);
        check.Error.ShouldContain("a.yaml:3:19: schema.amount.type: found 'numbr'");
        check.Error.ShouldContain("did you mean 'number'?");
        check.Error.ShouldContain("a.yaml:4:17: schema.when.role: found 'tme'");
        check.Error.ShouldContain("a.yaml:5:1: modle");
        check.Error.ShouldContain("gone.csv: found no such file");
        check.Error.ShouldContain("4 errors");
    }

    [Fact]
    public async Task Check_ColumnThatOneFileLacks_IsAnError()
    {
        _folder.Write("s.yaml", "schema:\n  user: { role: entity }\n  at: { role: time }\n  amount: { role: amount, required: true }\n");
        _folder.Write("good.csv", "user,at,amount\nu1,2026-01-01T00:00:00Z,3\n");
        _folder.Write("bad.csv", "user,at,amont\nu1,2026-01-01T00:00:00Z,3\n");

        var check = await _folder.Run("stream", "check", "s.yaml", "good.csv", "bad.csv", "--json");

        check.ExitCode.ShouldBe(3);
        using var json = JsonDocument.Parse(check.Out);
        json.RootElement.GetProperty("valid").GetBoolean().ShouldBeFalse();
        var error = json.RootElement.GetProperty("errors").EnumerateArray().ShouldHaveSingleItem();
        error.GetProperty("file").GetString().ShouldBe("s.yaml");
        error.GetProperty("line").GetInt32().ShouldBe(4);
        error.GetProperty("found").GetString().ShouldBe("no column 'amount' in the data");
        error.GetProperty("expected").GetString()!.ShouldContain("bad.csv");
    }

    [Fact]
    public async Task Check_NoStreamFile_UsageError()
    {
        var check = await _folder.Run("stream", "check", "a.csv");

        check.ExitCode.ShouldBe(2);
        check.Error.ShouldContain(".yaml");
        check.Error.ShouldContain("See: vigil stream check --help");
    }

    [Fact]
    public async Task Schema_IsJsonSchemaOfTheKeys()
    {
        var run = await _folder.Run("stream", "schema");

        using var schema = JsonDocument.Parse(run.Out);
        schema.RootElement.GetProperty("$schema").GetString().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema.RootElement.GetProperty("properties").TryGetProperty("features", out _).ShouldBeTrue();
    }

    [Theory]
    [InlineData("t.csv")]
    [InlineData("t.jsonl")]
    public async Task Detect_BriefForms_LoadTogetherAndRun(string file)
    {
        _folder.Write("source.yaml", SourceForm);
        _folder.Write("pipeline.yaml", PipelineForm);
        _folder.Write("t.csv", Table("user_id,amount,merchant_category,timestamp", r => $"{r.User},{r.Amount},{r.Category},{r.Time}"));
        _folder.Write("t.jsonl", Table(null, r =>
            $$"""{"user_id":"{{r.User}}","amount":{{r.Amount}},"merchant_category":"{{r.Category}}","timestamp":"{{r.Time}}"}"""));

        var check = await _folder.Run("stream", "check", "source.yaml", "pipeline.yaml", file);
        var detect = await _folder.Run(
            "detect", file, "--stream", "source.yaml", "--stream", "pipeline.yaml", "--json", "--explain", "--top", "1");

        check.ExitCode.ShouldBe(0, check.Error);
        detect.ExitCode.ShouldBe(0, detect.Error);
        detect.Text.ShouldContain("user_id_std_amount_7d");
        detect.Text.ShouldContain("9000");
    }

    public void Dispose() => _folder.Dispose();

    /// <summary>300 ordinary payments of three people, and one of 9,000 among them.</summary>
    private static string Table(string? header, Func<(string User, string Amount, string Category, string Time), string> line)
    {
        var text = new StringBuilder(header is null ? "" : header + "\n");
        var start = new DateTime(2026, 1, 1, 0, 0, 0, DateTimeKind.Utc);
        for (int i = 0; i < 300; i++)
        {
            int amount = i == 200 ? 9000 : 20 + i * 7 % 30;
            string time = start.AddMinutes(i * 37).ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
            string category = i % 5 == 0 ? "food" : "books";
            text.Append(line(($"u{i % 3}", amount.ToString(CultureInfo.InvariantCulture), category, time))).Append('\n');
        }
        return text.ToString();
    }
}
