using System.Globalization;
using System.Net;
using System.Net.Http.Json;
using System.Text.Json;
using System.Text.Json.Nodes;
using Vigil.Engine.Access;
using Vigil.Engine.Operations;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Simulation;

namespace Vigil.Cli.Serving;

/// <summary>
/// Sends simulated payments to the public API, one after the other, as a bank would: with a key, each when it is made. What turns out to be
/// fraud is reported some time later.
/// </summary>
internal sealed class DemoTraffic(HttpClient client, Terminal terminal, TimeProvider time)
{
    // A day until a fraud is noticed becomes ten minutes here.
    private const long TimesFaster = 144;
    private static readonly TimeSpan Retry = TimeSpan.FromSeconds(1);
    private readonly TransactionSchema _schema = DemoStream.Load().Schema;
    private bool _hasShownOne;

    /// <summary>What is not simply approved is printed.</summary>
    public bool ShowsDecisions { get; init; } = true;

    /// <summary>Sends until a time, or until it is stopped.</summary>
    /// <param name="simulation">Where the payments come from, beginning with the current one.</param>
    /// <param name="labels">What is still to become known.</param>
    /// <param name="end">Event time in microseconds since 1970-01-01T00:00:00Z, excluded.</param>
    /// <param name="cancellation">Stops it.</param>
    public async Task RunAsync(IEnumerator<SimulatedTransaction> simulation, LateLabels labels, long end, CancellationToken cancellation)
    {
        for (; simulation.Current.TimeMicroseconds < end; simulation.MoveNext())
        {
            var payment = simulation.Current;
            if (payment.Timestamp - time.GetUtcNow() is var wait && wait > TimeSpan.Zero)
                await Task.Delay(wait, time, cancellation);
            await SendAsync($"/api/v1/streams/{DemoStream.Name}/transactions", Json(payment), cancellation);
            if (payment.Fraud)
                labels.Add(Label(payment));
            foreach (var label in labels.KnownBy(Microseconds.Now(time)))
                await ReportAsync(label, cancellation);
        }
    }

    /// <summary>Puts aside what will be known of a payment that was sent before.</summary>
    public void Remember(in SimulatedTransaction payment, LateLabels labels)
    {
        if (payment.Fraud && Label(payment) is var label && label.Time > Microseconds.Now(time))
            labels.Add(label);
    }

    private JsonObject Json(in SimulatedTransaction payment)
    {
        var json = new JsonObject();
        for (int column = 0; column < SimulatedTransaction.Columns.Length; column++)
        {
            string name = SimulatedTransaction.Columns[column], text = SimulatedSource.TextOf(payment, column);
            if (text.Length > 0 && _schema.IndexOf(name) is >= 0 and var index)
                json[name] = _schema.Fields[index].Type == FieldType.Number
                    ? JsonValue.Create(double.Parse(text, CultureInfo.InvariantCulture)) : text;
        }
        json["timestamp"] = payment.Timestamp.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ss.fffZ", CultureInfo.InvariantCulture);
        return json;
    }

    private LateLabel Label(in SimulatedTransaction payment)
    {
        long delay = (payment.LabelMicroseconds - payment.TimeMicroseconds) / TimesFaster;
        return new LateLabel(payment.TransactionId, payment.TimeMicroseconds + delay, new Transaction(_schema) { Label = 1 });
    }

    private async Task ReportAsync(LateLabel label, CancellationToken cancellation)
    {
        var report = new JsonObject { ["stream"] = DemoStream.Name, ["transaction_id"] = label.TransactionId, ["fraud"] = label.IsFraud };
        await SendAsync("/api/v1/labels", report, cancellation);
    }

    // Sent again until there is an answer: the identifier makes sure that it counts once.
    private async Task SendAsync(string path, JsonObject body, CancellationToken cancellation)
    {
        while (true)
        {
            try
            {
                using var answer = await client.PostAsJsonAsync(path, body, cancellation);
                if (answer.StatusCode is not (HttpStatusCode.TooManyRequests or >= HttpStatusCode.InternalServerError))
                {
                    await ShowAsync(answer, cancellation);
                    return;
                }
            }
            catch (HttpRequestException)
            {
                // The server starts or stops; the next attempt tells.
            }
            await Task.Delay(Retry, time, cancellation);
        }
    }

    private async Task ShowAsync(HttpResponseMessage answer, CancellationToken cancellation)
    {
        string text = await answer.Content.ReadAsStringAsync(cancellation);
        if (!answer.IsSuccessStatusCode)
        {
            terminal.Note(string.Create(CultureInfo.InvariantCulture, $"The service answered {(int)answer.StatusCode}: {text}"));
            return;
        }
        using var json = JsonDocument.Parse(text);
        var root = json.RootElement;
        if (!root.TryGetProperty("decision", out var decision) || decision.GetString() is not { } outcome)
            return;
        if (!ShowsDecisions || (outcome == "approve" && _hasShownOne))
            return;
        _hasShownOne = true;
        string reason = root.TryGetProperty("reason", out var why) && why.ValueKind == JsonValueKind.String ? why.GetString()! : "";
        Terminal.Print(string.Create(CultureInfo.InvariantCulture,
            $"{time.GetUtcNow():HH:mm:ss}  {outcome,-7}  risk {root.GetProperty("risk").GetDouble(),5:F1}  {Amount(root),14}  {reason}"));
    }

    private static string Amount(JsonElement decision) =>
        decision.TryGetProperty("amount", out var amount) && amount.ValueKind == JsonValueKind.Number
            ? FigureText.Amount(amount.GetDouble(), decision.GetProperty("currency").GetString() ?? "") : "";
}
