using System.IO.Compression;
using System.Text;

namespace Vigil.Server.Tests.Http;

public sealed class BodyEncodingTests(LiveServerFixture server) : IClassFixture<LiveServerFixture>
{
    private const string Path = "/api/v1/streams/credit_card_fraud/transactions";

    private static readonly byte[] Payment = Encoding.UTF8.GetBytes("""{"customer_id":"gz-1","amount":1}""");

    [Theory]
    [InlineData(Path, """{"customer_id":"gz-1","amount":1}""")]
    [InlineData(Path + "/batch", """{"transactions":[{"customer_id":"gz-1","amount":1}]}""")]
    [InlineData(Path + "/async", """{"transactions":[{"customer_id":"gz-1","amount":1}]}""")]
    [InlineData("/predict", """{"user_id":"gz-1","amount":1}""")]
    public async Task Post_Gzip_IsReadAsTheBodyItself(string path, string body) =>
        (await Send(path, Packed(Encoding.UTF8.GetBytes(body)), "gzip")).Status.ShouldBeInRange(200, 202);

    [Theory]
    [InlineData("br")]
    [InlineData("deflate")]
    [InlineData("gzip, gzip")]
    [InlineData("zstd")]
    public async Task Post_AnotherEncoding_Is415(string encoding)
    {
        var answer = await Send(Path, Payment, encoding);

        (answer.Status, answer.Code).ShouldBe((415, "unsupported_media_type"));
        answer.Text.ShouldContain("gzip");
    }

    [Theory]
    [InlineData(Path)]
    [InlineData("/api/v1/labels")]
    [InlineData("/api/v1/models/train")]
    public async Task Post_WhatIsNoGzip_Is400(string path)
    {
        (await Send(path, Payment, "gzip")).Code.ShouldBe("invalid_request");
        (await Send(path, Packed(Payment)[..20], "gzip")).Code.ShouldBe("invalid_request");
    }

    [Theory]
    [InlineData(Path)]
    [InlineData(Path + "/batch")]
    [InlineData("/api/v1/labels")]
    [InlineData("/api/v1/streams/check")]
    public async Task Post_SmallBodyThatUnpacksToAGreatOne_Is413(string path)
    {
        byte[] bomb = Packed(new byte[64 << 20]);
        bomb.Length.ShouldBeLessThan(1 << 20);

        (await Send(path, bomb, "gzip")).Code.ShouldBe("payload_too_large");
    }

    private Task<Answer> Send(string path, byte[] body, string encoding) => server.Live.SendAsync(
        HttpMethod.Post, path, body, path.EndsWith("check", StringComparison.Ordinal) ? "application/yaml" : "application/json",
        ("Content-Encoding", encoding));

    private static byte[] Packed(byte[] body)
    {
        using var memory = new MemoryStream();
        using (var gzip = new GZipStream(memory, CompressionLevel.Fastest))
            gzip.Write(body);
        return memory.ToArray();
    }
}
