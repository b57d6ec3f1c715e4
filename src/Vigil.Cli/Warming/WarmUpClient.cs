using System.Globalization;
using System.Net.Http.Headers;
using System.Text;

namespace Vigil.Cli.Warming;

/// <summary>
/// Asks a server what clients ask: decisions one by one over many connections, some in batches, and what was decided.
/// </summary>
/// <param name="address">The server's.</param>
/// <param name="key">An API key that may score and read.</param>
internal sealed class WarmUpClient(Uri address, string key) : IDisposable
{
    private const int Connections = 64, Batch = 20, BatchEach = 50, ReadEach = 25;
    private readonly CancellationTokenSource _stop = new();
    private readonly HttpClient _http = new() { BaseAddress = address, DefaultRequestHeaders = { { "X-Api-Key", key } } };
    private long _answered;

    /// <summary>Requests that were answered as they should be.</summary>
    public long Answered => Volatile.Read(ref _answered);

    /// <summary>Whether some request was not, and so all ended.</summary>
    public bool HasFailed { get; private set; }

    /// <summary>Asks until it is stopped.</summary>
    /// <exception cref="HttpRequestException">A request was refused.</exception>
    public async Task RunAsync(IReadOnlyList<WarmUpTransactions> streams, CancellationToken cancellation)
    {
        using var end = CancellationTokenSource.CreateLinkedTokenSource(cancellation, _stop.Token);
        await Task.WhenAll(Enumerable.Range(0, Connections).Select(i => AskAsync(streams[i % streams.Count], i, end.Token)));
    }

    /// <summary>Lets no request begin any more.</summary>
    public void Stop() => _stop.Cancel();

    /// <inheritdoc/>
    public void Dispose()
    {
        _http.Dispose();
        _stop.Dispose();
    }

    private async Task AskAsync(WarmUpTransactions transactions, int first, CancellationToken end)
    {
        string path = $"/api/v1/streams/{Uri.EscapeDataString(transactions.Stream)}/transactions";
        try
        {
            for (int i = first; !end.IsCancellationRequested; i++)
            {
                string decision = i % BatchEach == 0 ? await PostAsync(path + "/batch", Many(transactions))
                    : await PostAsync(path + (i % 2 == 0 ? "?explain=true" : ""), transactions.Next());
                Interlocked.Increment(ref _answered);
                if (i % ReadEach == 0)
                    await ReadAsync(i);
            }
        }
        catch
        {
            HasFailed = true;
            await _stop.CancelAsync();
            throw;
        }
    }

    private static byte[] Many(WarmUpTransactions transactions)
    {
        var items = Enumerable.Range(0, Batch).Select(_ => Encoding.UTF8.GetString(transactions.Next()));
        return Encoding.UTF8.GetBytes("{\"transactions\":[" + string.Join(',', items) + "]}");
    }

    private async Task<string> PostAsync(string path, byte[] body)
    {
        using var content = new ByteArrayContent(body) { Headers = { ContentType = new MediaTypeHeaderValue("application/json") } };
        using var answer = await _http.PostAsync(path, content);
        string text = await answer.Content.ReadAsStringAsync();
        return answer.IsSuccessStatusCode ? text : throw new HttpRequestException(
            string.Create(CultureInfo.InvariantCulture, $"{path} answered {(int)answer.StatusCode}: {text}"));
    }

    private async Task ReadAsync(int number)
    {
        string path = (number / ReadEach % 3) switch
        {
            0 => "/api/v1/decisions?limit=20",
            1 => "/api/v1/decisions?limit=20&decision=block",
            _ => string.Create(CultureInfo.InvariantCulture, $"/api/v1/decisions/{1 + number}"),
        };
        // What is found matters to nobody.
        using var answer = await _http.GetAsync(path);
        await answer.Content.ReadAsByteArrayAsync();
    }
}
