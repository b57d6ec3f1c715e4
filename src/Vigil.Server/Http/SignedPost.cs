using System.Globalization;
using System.Net.Http.Headers;
using System.Security.Cryptography;
using System.Text;

namespace Vigil.Server.Http;

/// <summary>
/// Tells an address something: a POST of JSON, signed, through no proxy and never following redirects. Whether the address may be told is
/// the caller's to know. Thread-safe.
/// </summary>
internal sealed class SignedPost(TimeProvider time) : IDisposable
{
    /// <summary>The header with the seconds since 1970-01-01T00:00:00Z at which this attempt was signed.</summary>
    public const string TimeHeader = "X-Vigil-Timestamp";

    /// <summary>The header: <c>sha256=</c> and the HMAC-SHA-256 of the time, a point and the body in hexadecimal digits.</summary>
    public const string SignatureHeader = "X-Vigil-Signature";

    private readonly HttpClient _client = new(new SocketsHttpHandler
    {
        AllowAutoRedirect = false, UseCookies = false, UseProxy = false, MaxResponseHeadersLength = 16,
        ConnectTimeout = TimeSpan.FromSeconds(5),
    })
    { Timeout = TimeSpan.FromSeconds(10) };

    /// <summary>Sends it once.</summary>
    /// <param name="address">Where to.</param>
    /// <param name="body">JSON.</param>
    /// <param name="key">What to sign with.</param>
    /// <param name="stopping">Gives it up.</param>
    /// <returns>The status of the answer; null when there was none.</returns>
    public async Task<int?> SendAsync(Uri address, byte[] body, byte[] key, CancellationToken stopping)
    {
        string now = time.GetUtcNow().ToUnixTimeSeconds().ToString(CultureInfo.InvariantCulture);
        byte[] signed = [.. Encoding.ASCII.GetBytes(now + "."), .. body];
        byte[] signature = HMACSHA256.HashData(key, signed);
        using var request = new HttpRequestMessage(HttpMethod.Post, address) { Content = new ByteArrayContent(body) };
        request.Content.Headers.ContentType = new MediaTypeHeaderValue("application/json");
        request.Headers.Add(TimeHeader, now);
        request.Headers.Add(SignatureHeader, "sha256=" + Convert.ToHexStringLower(signature));
        try
        {
            using var response = await _client.SendAsync(request, HttpCompletionOption.ResponseHeadersRead, stopping);
            return (int)response.StatusCode;
        }
        catch (Exception e) when (e is HttpRequestException || (e is OperationCanceledException && !stopping.IsCancellationRequested))
        {
            return null;
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _client.Dispose();
}
