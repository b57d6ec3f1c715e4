using System.Buffers;
using System.Collections.Concurrent;
using System.Text.Encodings.Web;
using System.Text.Json;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Http;

/// <summary>A JSON answer that is written into a buffer that is used again, and sent with its length. Returned by an endpoint, it gives the
/// buffer back itself.</summary>
internal sealed class JsonAnswer : IResult, IDisposable
{
    private const int KeepAtMost = 1 << 20;
    private static readonly JsonWriterOptions Options =
        new() { Encoder = JavaScriptEncoder.UnsafeRelaxedJsonEscaping, SkipValidation = true };

    private static readonly ConcurrentBag<JsonAnswer> Pool = [];
    private readonly ArrayBufferWriter<byte> _buffer = new(1024);

    private JsonAnswer() => Json = new Utf8JsonWriter(_buffer, Options);

    /// <summary>Where to write it.</summary>
    public Utf8JsonWriter Json { get; }

    /// <summary>The status that <see cref="ExecuteAsync"/> sends; 200 unless another is set.</summary>
    public int Status { get; set; } = StatusCodes.Status200OK;

    /// <summary>What is written so far.</summary>
    public ReadOnlyMemory<byte> Written
    {
        get
        {
            Json.Flush();
            return _buffer.WrittenMemory;
        }
    }

    /// <summary>An empty answer.</summary>
    public static JsonAnswer Rent() => Pool.TryTake(out var answer) ? answer : new JsonAnswer();

    /// <summary>Empties it to write the next value.</summary>
    public void Clear()
    {
        _buffer.ResetWrittenCount();
        Json.Reset();
        Status = StatusCodes.Status200OK;
    }

    /// <inheritdoc/>
    public async Task ExecuteAsync(HttpContext httpContext)
    {
        using (this)
            await SendAsync(httpContext, Status).ConfigureAwait(false);
    }

    /// <summary>Sends it.</summary>
    public Task SendAsync(HttpContext context, int status = StatusCodes.Status200OK, string type = "application/json")
    {
        var written = Written;
        context.Response.StatusCode = status;
        context.Response.ContentType = type;
        context.Response.ContentLength = written.Length;
        return context.Response.BodyWriter.WriteAsync(written, context.RequestAborted).AsTask();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        bool isWorthKeeping = _buffer.Capacity <= KeepAtMost;
        Clear();
        if (isWorthKeeping)
            Pool.Add(this);
    }
}
