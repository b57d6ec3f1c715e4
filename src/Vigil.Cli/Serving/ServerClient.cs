using System.CommandLine;
using System.Net;
using System.Net.Http.Headers;
using System.Text.Json;

namespace Vigil.Cli.Serving;

/// <summary>A running service, asked over its API with a key. The key is read from a file or the environment, never from the command line.
/// </summary>
internal sealed class ServerClient : IDisposable
{
    private const string KeyVariable = "VIGIL_API_KEY";
    private static readonly TimeSpan Look = TimeSpan.FromMilliseconds(300);
    private readonly HttpClient _http;

    private ServerClient(Uri address, string key)
    {
        _http = new HttpClient { BaseAddress = address, Timeout = TimeSpan.FromMinutes(10) };
        _http.DefaultRequestHeaders.Add("X-Api-Key", key);
    }

    /// <summary>The address of the service.</summary>
    public static Option<string?> Server { get; } = new("--server")
    {
        Description = "The address of a running service, such as http://localhost:8080; without it the data folder of one that is stopped",
        HelpName = "URL",
    };

    /// <summary>The file with the key.</summary>
    public static Option<string?> KeyFile { get; } = new("--key-file")
    {
        Description = $"With --server: a file that holds an API key; without it the variable {KeyVariable}",
        HelpName = "FILE",
    };

    /// <summary>The service that is named, or null.</summary>
    /// <exception cref="BadInputException">The address is none, or there is no key.</exception>
    public static ServerClient? Of(ParseResult parsed, Terminal terminal)
    {
        if (parsed.GetValue(Server) is not { } text)
            return null;
        if (!Uri.TryCreate(text, UriKind.Absolute, out var address) || address.Scheme is not ("http" or "https"))
            throw new BadInputException(ExitCode.BadInput, $"--server: found '{text}'; expected an address such as http://localhost:8080");
        if (address.Scheme == "http" && !address.IsLoopback)
            terminal.Warn($"the API key goes to {address.Host} without TLS: anybody on the way can read it; use https");
        return new ServerClient(address, ReadKey(parsed.GetValue(KeyFile)));
    }

    /// <summary>Sends a body and returns the answer; none for a plain question.</summary>
    /// <exception cref="BadInputException">The service cannot be reached, or refuses, with everything that it says.</exception>
    public async Task<JsonElement> SendAsync(
        HttpMethod method, string path, ReadOnlyMemory<byte>? body, string type, CancellationToken cancellation)
    {
        using var request = new HttpRequestMessage(method, path);
        if (body is { } bytes)
        {
            request.Content = new ReadOnlyMemoryContent(bytes);
            request.Content.Headers.ContentType = MediaTypeHeaderValue.Parse(type);
        }
        try
        {
            using var response = await _http.SendAsync(request, cancellation);
            string text = await response.Content.ReadAsStringAsync(cancellation);
            if (!response.IsSuccessStatusCode)
                throw new BadInputException(ExitCode.BadInput, Problems(text, (int)response.StatusCode));
            using var json = JsonDocument.Parse(text);
            return json.RootElement.Clone();
        }
        catch (Exception e) when (e is HttpRequestException or JsonException)
        {
            throw new BadInputException(ExitCode.BadInput,
                $"{_http.BaseAddress} cannot be asked: {e.Message}; expected the address of a running 'vigil serve'");
        }
    }

    /// <summary>Posts bytes, again and again while the service has too much to do or gets ready.</summary>
    public async Task<JsonElement> SendPatientlyAsync(string path, ReadOnlyMemory<byte> body, CancellationToken cancellation)
    {
        while (true)
        {
            using var content = new ReadOnlyMemoryContent(body);
            content.Headers.ContentType = new MediaTypeHeaderValue("application/octet-stream");
            using var response = await _http.PostAsync(new Uri(path, UriKind.Relative), content, cancellation);
            string text = await response.Content.ReadAsStringAsync(cancellation);
            if (response.IsSuccessStatusCode)
                return JsonDocument.Parse(text).RootElement;
            if (response.StatusCode is not (HttpStatusCode.ServiceUnavailable or HttpStatusCode.TooManyRequests))
                throw new BadInputException(ExitCode.BadInput, Problems(text, (int)response.StatusCode));
            await Task.Delay(response.Headers.RetryAfter?.Delta ?? Look, cancellation);
        }
    }

    /// <summary>Waits for a job that was accepted; returns it as it has ended.</summary>
    /// <param name="accepted">The answer that named it.</param>
    /// <param name="look">Told each time it was looked at.</param>
    /// <param name="cancellation">Stops the waiting; the job goes on.</param>
    public async Task<JsonElement> FinishAsync(JsonElement accepted, Action<JsonElement> look, CancellationToken cancellation)
    {
        while (true)
        {
            var job = await SendAsync(HttpMethod.Get, accepted.GetProperty("status_url").GetString()!, null, "", cancellation);
            if (job.GetProperty("status").GetString() is "done" or "failed")
                return job;
            look(job);
            await Task.Delay(Look, cancellation);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _http.Dispose();

    private static string ReadKey(string? file)
    {
        string? key = file is null ? Environment.GetEnvironmentVariable(KeyVariable) : File.ReadAllText(file);
        return !string.IsNullOrWhiteSpace(key) ? key.Trim() : throw new BadInputException(ExitCode.BadInput,
            $"--server needs an API key: in the variable {KeyVariable}, or in a file named with --key-file (vigil key create)");
    }

    private static IEnumerable<string> Problems(string text, int status)
    {
        JsonElement problem = default;
        try
        {
            using var json = JsonDocument.Parse(text);
            problem = json.RootElement.Clone();
        }
        catch (JsonException)
        {
            // Something between may have answered.
        }
        bool isProblem = problem.ValueKind == JsonValueKind.Object && problem.TryGetProperty("detail", out _);
        yield return $"the service answered {status}" + (isProblem ? $": {problem.GetProperty("detail").GetString()}" : "");
        if (!isProblem || !problem.TryGetProperty("errors", out var errors))
            yield break;
        foreach (var error in errors.EnumerateArray())
            yield return $"{error.GetProperty("field").GetString()}: found '{error.GetProperty("found").GetString()}'; expected "
                + error.GetProperty("expected").GetString();
    }
}
