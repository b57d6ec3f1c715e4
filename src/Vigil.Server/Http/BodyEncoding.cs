using System.IO.Compression;
using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Http.Features;
using Microsoft.AspNetCore.Http.Metadata;
using Vigil.Server.Errors;

namespace Vigil.Server.Http;

/// <summary>Bodies that come compressed: gzip is read, anything else refused.</summary>
public static class BodyEncoding
{
    /// <summary>To be used behind authorization, so that nobody without a credential has anything unpacked, and behind errors.</summary>
    public static IApplicationBuilder UseBodyEncoding(this IApplicationBuilder app) => app.Use(async (context, next) =>
    {
        var encoding = context.Request.Headers.ContentEncoding;
        if (encoding.Count == 0 || encoding is ["" or "identity"])
        {
            await next(context);
            return;
        }
        if (encoding is not [("gzip" or "x-gzip")])
        {
            context.Response.Headers.AcceptEncoding = "gzip, identity";
            await Problem.Of(ErrorCodes.UnsupportedMediaType, StatusCodes.Status415UnsupportedMediaType,
                "Send the body as it is or with Content-Encoding: gzip.").WriteAsync(context);
            return;
        }
        long limit = context.GetEndpoint()?.Metadata.GetMetadata<IRequestSizeLimitMetadata>()?.MaxRequestBodySize
            ?? context.Features.Get<IHttpMaxRequestBodySizeFeature>()?.MaxRequestBodySize ?? 0;
        await using var unpacked = new UnpackedBody(context.Request.Body, limit);
        context.Request.Body = unpacked;
        context.Request.Headers.ContentLength = null;
        context.Request.Headers.ContentEncoding = default;
        await next(context);
    });

    /// <summary>What comes out of a gzip body, up to a limit: a small body can hold any number of zeros.</summary>
    private sealed class UnpackedBody(Stream packed, long limit) : Stream
    {
        private readonly GZipStream _gzip = new(packed, CompressionMode.Decompress);
        private long _length;

        public override bool CanRead => true;

        public override bool CanSeek => false;

        public override bool CanWrite => false;

        public override long Length => throw new NotSupportedException();

        public override long Position
        {
            get => _length;
            set => throw new NotSupportedException();
        }

        public override async ValueTask<int> ReadAsync(Memory<byte> buffer, CancellationToken cancellationToken = default)
        {
            try
            {
                int read = await _gzip.ReadAsync(buffer, cancellationToken).ConfigureAwait(false);
                _length += read;
                return _length <= limit ? read
                    : throw new BadHttpRequestException("The body is too large.", StatusCodes.Status413PayloadTooLarge);
            }
            catch (InvalidDataException e)
            {
                throw new BadHttpRequestException("The body is no gzip.", new DamagedBodyException(e));
            }
        }

        public override Task<int> ReadAsync(byte[] buffer, int offset, int count, CancellationToken cancellationToken) =>
            ReadAsync(buffer.AsMemory(offset, count), cancellationToken).AsTask();

        public override int Read(byte[] buffer, int offset, int count) =>
            throw new NotSupportedException("Bodies are read asynchronously.");

        public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

        public override void SetLength(long value) => throw new NotSupportedException();

        public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

        public override void Flush()
        {
        }

        protected override void Dispose(bool disposing)
        {
            if (disposing)
                _gzip.Dispose();
            base.Dispose(disposing);
        }
    }
}
