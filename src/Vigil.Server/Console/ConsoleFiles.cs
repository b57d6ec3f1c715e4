using System.Collections.Frozen;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Vigil.Server.Console;

/// <summary>
/// Serves the built console: hashed files for ever, everything else to be asked for again, and its one page for every address of its
/// own. What is an address of the API stays one.
/// </summary>
public sealed class ConsoleFiles
{
    /// <summary>What the console's pages may load and do: nothing from anywhere else, no inline script. Components add styles.</summary>
    public const string ContentPolicy =
        "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self' data:; font-src 'self'; "
        + "connect-src 'self'; manifest-src 'self'; base-uri 'none'; form-action 'self'; frame-ancestors 'none'";

    private const string Page = "index.html";
    private static readonly string[] NotOurs = ["/api", "/health", "/metrics", "/openapi", "/docs", "/predict", "/detect-anomalies"];

    private readonly FrozenDictionary<string, ConsoleFile> _files;

    /// <summary>The files of a folder, read now; without <c>index.html</c> a page that says how to build it.</summary>
    public ConsoleFiles(string? folder)
    {
        var files = new Dictionary<string, ConsoleFile>(StringComparer.Ordinal);
        if (folder is not null && File.Exists(Path.Combine(folder, Page)))
            foreach (string path in Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories))
                if (Path.GetRelativePath(folder, path).Replace('\\', '/') is var name)
                    files[name] = new ConsoleFile(name, File.ReadAllBytes(path));
        IsBuilt = files.Count > 0;
        if (!IsBuilt)
            files[Page] = new ConsoleFile(Page, Encoding.UTF8.GetBytes(NotBuilt));
        _files = files.ToFrozenDictionary(StringComparer.Ordinal);
    }

    /// <summary>Whether there is a console.</summary>
    public bool IsBuilt { get; }

    /// <summary>Where the build puts the console, seen from the program: <c>artifacts/console</c>, or <c>console</c> beside it.</summary>
    public static string? Find(string programFolder)
    {
        for (var folder = new DirectoryInfo(programFolder); folder is not null; folder = folder.Parent)
        {
            string beside = Path.Combine(folder.FullName, "console");
            if (File.Exists(Path.Combine(beside, Page)))
                return beside;
            if (folder.Name == "artifacts")
                break;
        }
        return null;
    }

    /// <summary>Answers requests that no endpoint takes and that are for the console; passes the others on.</summary>
    public Task Answer(HttpContext context, RequestDelegate next)
    {
        ArgumentNullException.ThrowIfNull(context);
        ArgumentNullException.ThrowIfNull(next);
        var request = context.Request;
        bool isRead = HttpMethods.IsGet(request.Method) || HttpMethods.IsHead(request.Method);
        if (!isRead || context.GetEndpoint() is not null || NotOurs.Any(p => request.Path.StartsWithSegments(p, StringComparison.Ordinal)))
            return next(context);
        if (_files.TryGetValue(request.Path.Value?.TrimStart('/') ?? "", out var file))
            return Send(context, file);
        bool wantsPage = request.Headers.Accept.ToString().Contains("text/html", StringComparison.OrdinalIgnoreCase);
        return wantsPage || request.Path.Value is null or "" or "/" ? Send(context, _files[Page]) : next(context);
    }

    private static async Task Send(HttpContext context, ConsoleFile file)
    {
        var headers = context.Response.Headers;
        headers.CacheControl = file.IsImmutable ? "public, max-age=31536000, immutable" : "no-cache";
        headers.ETag = file.Tag;
        headers.Vary = "Accept-Encoding";
        headers.ContentSecurityPolicy = ContentPolicy;
        headers.XContentTypeOptions = "nosniff";
        headers["Referrer-Policy"] = "no-referrer";
        if (context.Request.Headers.IfNoneMatch == file.Tag)
        {
            context.Response.StatusCode = StatusCodes.Status304NotModified;
            return;
        }
        var (bytes, encoding) = file.For(context.Request.Headers.AcceptEncoding.ToString());
        if (encoding is not null)
            headers.ContentEncoding = encoding;
        context.Response.ContentType = file.ContentType;
        context.Response.ContentLength = bytes.Length;
        if (HttpMethods.IsGet(context.Request.Method))
            await context.Response.BodyWriter.WriteAsync(bytes, context.RequestAborted);
    }

    private const string NotBuilt = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta name="viewport" content="width=device-width">
        <title>Vigil</title>
        <h1>Vigil is running, without its console</h1>
        <p>The console was not built. With Node 20 on the machine, <code>./vigil serve</code> or <code>./vigil demo</code> builds it.</p>
        <p>The API is here: <a href="/docs">documentation</a>, <a href="/health/ready">health</a>.</p>
        </html>
        """;
}
