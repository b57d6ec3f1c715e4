using System.Diagnostics;
using System.Globalization;
using System.Net.Http.Headers;
using System.Text;
using Vigil.Server.Http;
using Vigil.Server.Jobs;
using Vigil.Server.Streams;
using Vigil.Server.Transactions;

namespace Vigil.Server.Tests.Robustness;

/// <summary>
/// A million damaged inputs for what reads JSON and stream files, from fixed seeds: no exception, no hang; some thousands of them through
/// the real server: no status 500. <c>VIGIL_FUZZ_INPUTS=10000000 ./test Server Fuzz</c> tries more.
/// </summary>
public sealed class FuzzTests(LiveServerFixture server, ITestOutputHelper output) : IClassFixture<LiveServerFixture>
{
    private const int Portion = 5_000, Sent = 6_000, Connections = 4;
    private static readonly TimeSpan Patience = TimeSpan.FromSeconds(30);

    private static readonly string[] Routes =
    [
        "/api/v1/streams/credit_card_fraud/transactions", "/api/v1/streams/credit_card_fraud/transactions?explain=true",
        "/api/v1/streams/credit_card_fraud/transactions/batch", "/api/v1/streams/credit_card_fraud/transactions/async",
        "/api/v1/scoring/score", "/api/v1/scoring/score/batch", "/predict", "/api/v1/labels", "/api/v1/labels/batch",
        "/api/v1/labels/file",
        "/api/v1/models/train", "/api/v1/streams/check", "/api/v1/auth/login",
    ];

    private static readonly byte[][] Json =
    [
        .. SimulatedStream.Lines(8),
        .. Texts(
            """{"data":{"entity_id":"user_123","amount":1500.00,"time_of_day":"23:45"},"model_name":"credit_card_fraud"}""",
            """{"data":[{"entity_id":"user_123","amount":1500.00},{"entity_id":"u","amount":50.00}],"include_explanations":true}""",
            """{"user_id":101,"amount":98000,"merchant":"CryptoX","country":"SG","timestamp":"2024-11-21T10:16:30"}""",
            """{"transactions":[{"transaction_id":"a\u00e9\"b","customer_id":"C1","amount":-1.5e3,"more":{"deep":[1,{"x":null}]}}]}""",
            """{"transactions":[],"callback_url":"https://x/"}""",
            """{"stream":"credit_card_fraud","transaction_id":"TX1","fraud":true,"time":"2026-11-21T12:00:00Z"}""",
            """{"username":"a","password":"b"}"""),
    ];

    private static readonly byte[][] JsonWords = Texts(
        "\"", "\\", "\\ud800", "\\u0000", "null", "true", "{", "}", "[", "]", ",", ":", "1e400", "-", "0x1", "NaN",
        "\"a\":", "{\"a\":{", "\"amount\"",
        "\u0000", "\uFEFF", "99999999999999999999", "\"timestamp\":\"2190-01-01\"", "\"amount\":1,", "\n",
        "// x", "😀", "\"time_of_day\":\"25:61\"");

    private static readonly byte[][] Yaml = Texts(
        """
        version: 1
        name: bank
        schema:
          id: { type: text, role: id }
          at: { type: time, role: time, format: "dd-MM-yyyy HH:mm", required: true }
          who: { type: text, role: entity }
          amount: { type: number, role: amount }
        personal: [who]
        lateness: 1h
        features:
          - { entity: who, field: amount, aggregations: [mean, std, count], windows: [1h, 24h, 7d] }
        policy: { contamination: 0.02 }
        """,
        """
        name: "Credit Card Transactions"
        source_type: "kafka"
        config: { topic: "transactions", bootstrap_servers: ["localhost:9092"] }
        schema:
          type: "object"
          properties: { user_id: { type: "string" }, amount: { type: "number" } }
          required: ["user_id", "amount"]
        pii_fields: ["user_id"]
        """);

    private static readonly byte[][] YamlWords = Texts(
        "- ", ": ", "\n", "\t", "  ", "{", "}", "[", "]", "&a", "*a", "!!int", "|", ">", "\"", "'", "#", "---", "...", "? ", "%YAML",
        "null", "1e999",
        "\u0000", "😀", "type: number", "role: time", "windows: [0s]", "<<: ", "9999999999999d", "percentile: 101");

    private static int Inputs =>
        int.TryParse(Environment.GetEnvironmentVariable("VIGIL_FUZZ_INPUTS"), CultureInfo.InvariantCulture, out int inputs)
            ? inputs : 1_000_000;

    [Fact]
    public void Json_AnyBytes_AreReadOrRefused()
    {
        var stream = server.Live.Service.Find(SimulatedStream.Name)!;
        var fields = StreamFields.Of(stream);
        var hosts = new CallbackHosts(["x"]);
        long read = 0;

        Try(Inputs / 10 * 8, Json, JsonWords, (input, index) =>
        {
            var terms = new IntakeTerms(stream, index % 2 == 0, false, 1_700_000_000_000_000, 1_800_000_000_000_000, TransactionIds.Random);
            switch (index % 4)
            {
                case 0 or 1:
                    Count(SingleTransaction.Read(input, terms), ref read);
                    break;
                case 2:
                    IncomingBatch.ReadLines(input, terms, 100, out _)?.ForEach(item => Count(item, ref read));
                    TransactionList.Read(input, terms, 100, out _);
                    break;
                default:
                    AsyncRequest.Read(input, fields, hosts, 100, out _);
                    var members = BodyMembers.Read(input, "data", "model_name", "include_explanations", "fraud", "time", "stream");
                    Labels(members);
                    break;
            }
        });

        // Otherwise nothing but the refusing of garbage was tried.
        read.ShouldBeGreaterThan(Inputs / 100);
    }

    [Fact]
    public void StreamFiles_AnyBytes_AreReadOrRefused() => Try(Inputs / 10 * 2, Yaml, YamlWords, (input, _) =>
    {
        using var answer = JsonAnswer.Rent();
        StreamCheckAnswer.Write(answer.Json, input);
        answer.Written.IsEmpty.ShouldBeFalse();
    });

    [Fact]
    public async Task Requests_AnyBytes_AreNeverAnsweredWith500()
    {
        string key = await server.Live.NewKeyAsync((Engine.Access.Permissions)63);
        await Parallel.ForEachAsync(Enumerable.Range(0, Connections), TestContext.Current.CancellationToken, async (connection, end) =>
        {
            using var client = new HttpClient { BaseAddress = server.Live.Address, Timeout = Patience };
            client.DefaultRequestHeaders.Add("X-Api-Key", key);
            var json = new Mutator([.. Json, .. Yaml], [.. JsonWords, .. YamlWords], 1_000 + connection);
            for (int i = 0; i < Sent / Connections; i++)
            {
                byte[] body = json.Next();
                string route = Routes[i % Routes.Length];
                using var content = new ByteArrayContent(body);
                content.Headers.ContentType = MediaTypeHeaderValue.Parse(
                    route.Contains("batch", StringComparison.Ordinal) && i % 3 == 0 ? "application/x-ndjson" : "application/json");
                using var response = await client.PostAsync(route, content, end);
                string text = await response.Content.ReadAsStringAsync(end);
                ((int)response.StatusCode).ShouldNotBe(500, $"{route}: {Convert.ToBase64String(body)}: {text}");
                server.Live.Statuses.Check(HttpMethod.Post, route, (int)response.StatusCode, text);
            }
        });
        server.Live.Service.State.Phase.ShouldBe(Engine.Runtime.ServicePhase.Ready);
    }

    private static void Labels(BodyMembers members)
    {
        members.Text("stream", isRequired: true);
        members.Flag("include_explanations");
        members.Time("time");
        Vigil.Server.Labels.LabelText.Read(members);
    }

    private static void Count(IncomingTransaction item, ref long read)
    {
        if (item.Submission is not null)
            Interlocked.Increment(ref read);
        else
            item.Errors.ShouldNotBeEmpty();
    }

    private static byte[][] Texts(params string[] texts) => [.. texts.Select(Encoding.UTF8.GetBytes)];

    private void Try(int inputs, byte[][] good, byte[][] words, Action<byte[], int> read)
    {
        long slowest = 0;
        Parallel.For(0, (inputs + Portion - 1) / Portion, portion =>
        {
            var mutator = new Mutator(good, words, portion);
            for (int i = 0; i < Portion; i++)
            {
                byte[] input = mutator.Next();
                long start = Stopwatch.GetTimestamp();
                try
                {
                    read(input, i);
                }
                catch (Exception e)
                {
                    Assert.Fail($"Input {i} of seed {portion} ({Convert.ToBase64String(input)}): {e}");
                }
                slowest = Math.Max(slowest, Stopwatch.GetTimestamp() - start);
            }
        });
        Stopwatch.GetElapsedTime(0, slowest).ShouldBeLessThan(Patience);
        output.WriteLine($"{inputs} inputs, the slowest {Stopwatch.GetElapsedTime(0, slowest).TotalMilliseconds:0.0} ms");
    }
}
