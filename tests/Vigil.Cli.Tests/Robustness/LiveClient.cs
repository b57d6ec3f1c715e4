using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vigil.Simulation;
using Simulated = Vigil.Conformance.Payments;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>One connection to a server.</summary>
internal sealed class LiveClient(string address, string key) : IDisposable
{
    private const string Transactions = $"/api/v1/streams/{Simulated.Name}/transactions";

    // Far enough in the past that none of millions of payments is in the future.
    private const int FirstDay = -9000, Days = 60;
    private readonly HttpClient _http = Connect(address, key);

    /// <summary>Payments that never repeat: the simulation over and over, each time sixty days later.</summary>
    public static JsonObject Payment(int number)
    {
        int cycle = Math.DivRem(number, Simulated.Rows.Count, out int place);
        string[] row = Simulated.Rows[place];
        var json = new JsonObject();
        foreach (var field in Simulated.Definition.Schema.Fields)
            if (row[SimulatedTransaction.Columns.IndexOf(field.Name)] is { Length: > 0 } text && field.Name != "fraud")
                json[field.Name] = text;
        json["transaction_id"] = IdOf(number);
        json["amount"] = double.Parse(row[SimulatedTransaction.Columns.IndexOf("amount")], CultureInfo.InvariantCulture);
        var time = DateTimeOffset.Parse(row[1], CultureInfo.InvariantCulture).AddDays(FirstDay + cycle * Days);
        json["timestamp"] = time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return json;
    }

    /// <summary>The identifier of a payment.</summary>
    public static string IdOf(int number) => string.Create(CultureInfo.InvariantCulture, $"K{number:D9}");

    /// <summary>Sends one payment, or several in one request; what has no decision is left out.</summary>
    public async Task<IReadOnlyList<Answer>> Decide(params IReadOnlyList<int> numbers)
    {
        bool isOne = numbers.Count == 1;
        JsonNode body = isOne ? Payment(numbers[0])
            : new JsonObject { ["transactions"] = new JsonArray([.. numbers.Select(Payment)]) };
        using var answer = await _http.PostAsJsonAsync(Transactions + (isOne ? "?explain=true" : "/batch?explain=true"), body);
        if (answer.StatusCode == HttpStatusCode.ServiceUnavailable)
            return [];
        using var json = JsonDocument.Parse(await answer.Content.ReadAsStringAsync());
        answer.StatusCode.ShouldBe(HttpStatusCode.OK, json.RootElement.ToString());
        return isOne ? [Answer.Of(json.RootElement)]
            : [.. json.RootElement.GetProperty("results").EnumerateArray().Where(r => !r.TryGetProperty("error", out _)).Select(Answer.Of)];
    }

    /// <summary>Sends each payment until it has a decision.</summary>
    public async Task<IReadOnlyList<Answer>> DecideSurely(IEnumerable<int> numbers)
    {
        var answers = new List<Answer>();
        foreach (int[] chunk in numbers.Chunk(20))
        {
            IReadOnlyList<Answer> decided;
            while ((decided = await Decide(chunk)).Count < chunk.Length)
                await Task.Delay(50);
            answers.AddRange(decided);
        }
        return answers;
    }

    /// <summary>Says what became known of a payment.</summary>
    public async Task<bool> Label(int number, bool isFraud)
    {
        var body = new JsonObject { ["stream"] = Simulated.Name, ["transaction_id"] = IdOf(number), ["fraud"] = isFraud };
        using var answer = await _http.PostAsJsonAsync("/api/v1/labels", body);
        return answer.IsSuccessStatusCode;
    }

    /// <summary>Makes a version the champion.</summary>
    public async Task<bool> Promote(string version)
    {
        using var answer = await _http.PostAsync($"/api/v1/models/{version}/promote", null);
        return answer.IsSuccessStatusCode;
    }

    public void Dispose() => _http.Dispose();

    private static HttpClient Connect(string address, string key)
    {
        var http = new HttpClient(new SocketsHttpHandler { MaxConnectionsPerServer = 1 })
        {
            BaseAddress = new Uri(address), Timeout = TimeSpan.FromSeconds(30),
        };
        http.DefaultRequestHeaders.Add("X-Api-Key", key);
        return http;
    }
}
