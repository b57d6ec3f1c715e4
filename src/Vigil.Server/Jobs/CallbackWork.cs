using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;
using Vigil.Engine.Journal;
using Vigil.Server.Http;

namespace Vigil.Server.Jobs;

/// <summary>
/// Tells the address that was given with a job that it is done: a POST with the counts, signed, to hosts that the configuration allows
/// only, never following redirects. The data itself is fetched with a credential.
/// </summary>
internal sealed class CallbackWork : IJobWork, IDisposable
{
    /// <summary>See <see cref="Job.Kind"/>.</summary>
    public const string CallbackKind = "callback";

    /// <summary>The header with the seconds since 1970-01-01T00:00:00Z at which this attempt was signed.</summary>
    public const string TimeHeader = "X-Vigil-Timestamp";

    /// <summary>The header: <c>sha256=</c> and the HMAC-SHA-256 of the time, a point and the body in hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Vigil-Signature";

    private readonly ServerParts _parts;
    private readonly CallbackHosts _hosts;
    private readonly byte[] _secret;
    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 16,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Sends with the rules of those parts.</summary>
    public CallbackWork(ServerParts parts)
    {
        _parts = parts;
        _hosts = new CallbackHosts(parts.Http.CallbackHosts);
        _secret = parts.Key.Derive("callbacks");
    }

    /// <inheritdoc/>
    public string Kind => CallbackKind;

    /// <inheritdoc/>
    public int Together => 8;

    /// <inheritdoc/>
    public async Task<JobOutcome> RunAsync(Job job, byte[] input, CancellationToken stopping)
    {
        var callback = CallbackJob.Decode(input);
        if (_parts.Storage.Jobs.Find(callback.Job) is not { } told || !_hosts.Allows(callback.Url, out var address))
            return new JobOutcome("{\"error\":\"the host is not allowed any more\"}", IsFailure: true);
        if (told.Status is not (JobStatus.Done or JobStatus.Failed))
            return new JobOutcome(null, CountsAsAttempt: false);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = Body(told) };
        byte[] body = await request.Content.ReadAsByteArrayAsync(stopping);
        string time = _parts.Time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(time + "."), .. body];
        byte[] signature = HMACSHA256.HashData(CallbackJob.KeyOf(_secret, callback.Job), signed);
        request.Headers.Add(TimeHeader, time);
        request.Headers.Add(SignatureHeader, "sha256=" + Convert.ToHexStringLower(signature));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return response.IsSuccessStatusCode
                ? new JobOutcome(FormattableString.Invariant($"{{\"status\":{(int)response.StatusCode}}}")) : new JobOutcome(null);
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return new JobOutcome(null);
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();

    private static ByteArrayContent Body(Job job)
    {
        using var answer = JsonAnswer.Rent();
        answer.Json.WriteStartObject();
        JobJson.WriteMembers(answer.Json, job);
        answer.Json.WriteEndObject();
        var content = new ByteArrayContent(answer.Written.ToArray());
        content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        return content;
    }
}
