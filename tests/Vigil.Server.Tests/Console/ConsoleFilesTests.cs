using System.IO.Compression;
using System.Text;
using Microsoft.AspNetCore.Http;
using Vigil.Server.Console;

namespace Vigil.Server.Tests.Console;

public sealed class ConsoleFilesTests : IDisposable
{
    private static readonly string Script = new('x', 5_000);
    private readonly DirectoryInfo _folder = Directory.CreateTempSubdirectory("vigil-console-");

    public ConsoleFilesTests()
    {
        Directory.CreateDirectory(Path.Combine(_folder.FullName, "assets"));
        File.WriteAllText(Path.Combine(_folder.FullName, "index.html"), "<title>page</title>");
        File.WriteAllText(Path.Combine(_folder.FullName, "assets", "index-a1b2.js"), Script);
    }

    [Theory]
    [InlineData("/", "*/*")]
    [InlineData("/index.html", "*/*")]
    [InlineData("/decisions/17", "text/html,application/xhtml+xml")]
    public async Task Answer_AddressOfThePage_IsThePageThatIsAskedForAgain(string path, string accept)
    {
        var (context, body) = await Get(path, accept);

        Encoding.UTF8.GetString(body).ShouldBe("<title>page</title>");
        context.Response.ContentType.ShouldBe("text/html; charset=utf-8");
        context.Response.Headers.CacheControl.ToString().ShouldBe("no-cache");
        context.Response.Headers.ContentSecurityPolicy.ToString().ShouldContain("script-src 'self'");
    }

    [Fact]
    public async Task Answer_HashedFile_IsKeptForEverAndCompressed()
    {
        var (plain, body) = await Get("/assets/index-a1b2.js", "*/*");
        var (brotli, small) = await Get("/assets/index-a1b2.js", "*/*", "gzip, deflate, br");
        var (gzip, zipped) = await Get("/assets/index-a1b2.js", "*/*", "gzip");

        Encoding.UTF8.GetString(body).ShouldBe(Script);
        plain.Response.Headers.CacheControl.ToString().ShouldBe("public, max-age=31536000, immutable");
        plain.Response.Headers.ContentEncoding.Count.ShouldBe(0);
        brotli.Response.Headers.ContentEncoding.ToString().ShouldBe("br");
        gzip.Response.Headers.ContentEncoding.ToString().ShouldBe("gzip");
        Text(new BrotliStream(new MemoryStream(small), CompressionMode.Decompress)).ShouldBe(Script);
        Text(new GZipStream(new MemoryStream(zipped), CompressionMode.Decompress)).ShouldBe(Script);
    }

    [Fact]
    public async Task Answer_SameTagAgain_IsNotModified()
    {
        var (first, _) = await Get("/", "text/html");

        var (again, body) = await Get("/", "text/html", tag: first.Response.Headers.ETag.ToString());

        again.Response.StatusCode.ShouldBe(StatusCodes.Status304NotModified);
        body.ShouldBeEmpty();
    }

    [Theory]
    [InlineData("/api/v1/nothing", "text/html", "GET")]
    [InlineData("/metrics", "text/html", "GET")]
    [InlineData("/decisions", "application/json", "GET")]
    [InlineData("/", "text/html", "POST")]
    [InlineData("/../index.html", "*/*", "GET")]
    [InlineData("/assets/none.js", "*/*", "GET")]
    public async Task Answer_NotOfTheConsole_IsPassedOn(string path, string accept, string method)
    {
        var (context, _) = await Get(path, accept, method: method);

        context.Response.StatusCode.ShouldBe(StatusCodes.Status418ImATeapot);
    }

    [Fact]
    public async Task Answer_WithoutConsole_SaysHowToBuildIt()
    {
        var files = new ConsoleFiles(null);

        var (context, body) = await Get("/", "text/html", files: files);

        files.IsBuilt.ShouldBeFalse();
        context.Response.StatusCode.ShouldBe(StatusCodes.Status200OK);
        Encoding.UTF8.GetString(body).ShouldContain("The console was not built");
    }

    [Fact]
    public void Find_Program_LooksBesideItAndInTheFoldersAboveUpToTheBuilds()
    {
        string artifacts = Path.Combine(_folder.FullName, "artifacts"), program = Path.Combine(artifacts, "bin", "Vigil.Cli", "release");
        Directory.CreateDirectory(program);
        ConsoleFiles.Find(program).ShouldBeNull();
        Directory.CreateDirectory(Path.Combine(artifacts, "console"));
        File.WriteAllText(Path.Combine(artifacts, "console", "index.html"), "");

        ConsoleFiles.Find(program).ShouldBe(Path.Combine(artifacts, "console"));
    }

    public void Dispose() => _folder.Delete(recursive: true);

    private async Task<(HttpContext Context, byte[] Body)> Get(
        string path, string accept, string encoding = "", string tag = "", string method = "GET", ConsoleFiles? files = null)
    {
        var context = new DefaultHttpContext();
        var body = new MemoryStream();
        context.Response.Body = body;
        (context.Request.Method, context.Request.Path) = (method, path);
        context.Request.Headers.Accept = accept;
        context.Request.Headers.AcceptEncoding = encoding;
        if (tag.Length > 0)
            context.Request.Headers.IfNoneMatch = tag;
        await (files ?? new ConsoleFiles(_folder.FullName)).Answer(context, passed =>
        {
            passed.Response.StatusCode = StatusCodes.Status418ImATeapot;
            return Task.CompletedTask;
        });
        await context.Response.BodyWriter.FlushAsync(TestContext.Current.CancellationToken);
        return (context, body.ToArray());
    }

    private static string Text(Stream stream)
    {
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
