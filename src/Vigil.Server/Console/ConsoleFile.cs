using System.IO.Compression;
using System.Security.Cryptography;

namespace Vigil.Server.Console;

/// <summary>One file of the built console, in memory. Immutable.</summary>
internal sealed class ConsoleFile
{
    private const int SmallestCompressed = 1_024;
    private readonly Lazy<byte[]?> _brotli, _gzip;

    /// <summary>A file with its path below the console's folder.</summary>
    public ConsoleFile(string path, byte[] content)
    {
        Content = content;
        ContentType = TypeOf(Path.GetExtension(path));
        // The build puts a hash of the content into the names of what is in this folder.
        IsImmutable = path.StartsWith("assets/", StringComparison.Ordinal);
        Tag = "\"" + Convert.ToHexStringLower(SHA256.HashData(content).AsSpan(0, 12)) + "\"";
        bool isText = content.Length >= SmallestCompressed && !ContentType.StartsWith("image/png", StringComparison.Ordinal)
            && !ContentType.StartsWith("font/", StringComparison.Ordinal);
        _brotli = new(() => isText ? Compress(s => new BrotliStream(s, CompressionLevel.Optimal, leaveOpen: true)) : null);
        _gzip = new(() => isText ? Compress(s => new GZipStream(s, CompressionLevel.Optimal, leaveOpen: true)) : null);
    }

    /// <summary>Its bytes.</summary>
    public byte[] Content { get; }

    /// <summary>Its media type.</summary>
    public string ContentType { get; }

    /// <summary>Whether a file of that name never changes.</summary>
    public bool IsImmutable { get; }

    /// <summary>Its entity tag.</summary>
    public string Tag { get; }

    /// <summary>The bytes in the best encoding that the client takes; compressed once, at the first request.</summary>
    public (byte[] Bytes, string? Encoding) For(string acceptEncoding)
    {
        if (acceptEncoding.Contains("br", StringComparison.OrdinalIgnoreCase) && _brotli.Value is { } brotli)
            return (brotli, "br");
        return acceptEncoding.Contains("gzip", StringComparison.OrdinalIgnoreCase) && _gzip.Value is { } gzip
            ? (gzip, "gzip") : (Content, null);
    }

    private byte[] Compress(Func<Stream, Stream> encoder)
    {
        using var compressed = new MemoryStream();
        using (var stream = encoder(compressed))
            stream.Write(Content);
        return compressed.ToArray();
    }

    private static string TypeOf(string extension) => extension switch
    {
        ".html" => "text/html; charset=utf-8",
        ".js" or ".mjs" => "text/javascript; charset=utf-8",
        ".css" => "text/css; charset=utf-8",
        ".json" or ".map" => "application/json",
        ".webmanifest" => "application/manifest+json",
        ".svg" => "image/svg+xml",
        ".png" => "image/png",
        ".ico" => "image/x-icon",
        ".woff2" => "font/woff2",
        ".txt" => "text/plain; charset=utf-8",
        _ => "application/octet-stream",
    };
}
