using System.Buffers;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Http;

/// <summary>The whole body of a request in a rented buffer.</summary>
internal struct RequestBody : IDisposable
{
    private byte[] _bytes;
    private int _length;

    /// <summary>Whether there was more than allowed; the rest was not read.</summary>
    public bool IsTooLarge { get; private set; }

    /// <summary>The bytes, until disposed.</summary>
    public readonly ReadOnlySpan<byte> Bytes => _bytes.AsSpan(0, _length);

    /// <summary>The bytes, until disposed.</summary>
    public readonly ReadOnlyMemory<byte> Memory => _bytes.AsMemory(0, _length);

    /// <summary>Reads all of it.</summary>
    /// <param name="context">The request.</param>
    /// <param name="limit">The greatest length in bytes.</param>
    public static async ValueTask<RequestBody> ReadAsync(HttpContext context, long limit)
    {
        if (context.Request.ContentLength > limit)
            return new RequestBody { _bytes = [], IsTooLarge = true };
        var reader = context.Request.BodyReader;
        var body = new RequestBody { _bytes = ArrayPool<byte>.Shared.Rent((int)(context.Request.ContentLength ?? 4096)) };
        while (true)
        {
            var read = await reader.ReadAsync(context.RequestAborted).ConfigureAwait(false);
            bool fits = body._length + read.Buffer.Length <= limit;
            if (fits)
                body.Append(read.Buffer);
            reader.AdvanceTo(read.Buffer.End);
            if (fits && !read.IsCompleted)
                continue;
            body.IsTooLarge = !fits;
            return body;
        }
    }

    /// <summary>Gives the buffer back.</summary>
    public void Dispose()
    {
        if (_bytes is { Length: > 0 })
            ArrayPool<byte>.Shared.Return(_bytes);
        _bytes = [];
        _length = 0;
    }

    private void Append(in ReadOnlySequence<byte> sequence)
    {
        int needed = _length + (int)sequence.Length;
        if (needed > _bytes.Length)
        {
            byte[] larger = ArrayPool<byte>.Shared.Rent(Math.Max(needed, 2 * _bytes.Length));
            Bytes.CopyTo(larger);
            ArrayPool<byte>.Shared.Return(_bytes);
            _bytes = larger;
        }
        sequence.CopyTo(_bytes.AsSpan(_length));
        _length = needed;
    }
}
