using System.Net;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Limits of rate and size, and the headers of every answer.</summary>
public sealed class LimitsTests
{
    [Fact]
    public async Task Logins_BeyondTheLimit_AreRefusedWithATimeToWait()
    {
        await using var live = await LiveServer.StartAsync(p => Callers.Roomy(p) with { Limits = new() { LoginsPerMinute = 3 } });
        using var client = await live.NewClientAsync(Permissions.None);
        for (int i = 0; i < 3; i++)
            (await client.AskAsync("POST", "/api/v1/auth/login", "{}")).Status.ShouldBe(400);

        var answer = await client.AskAsync("POST", "/api/v1/auth/login", "{}");

        answer.Status.ShouldBe(429);
        answer.Code.ShouldBe("too_many_requests");
        int.Parse(answer.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(1, 60);
        (await live.GetAsync("/api/v1/streams")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Requests_OfOneKeyBeyondItsLimit_DoNotHinderAnother()
    {
        // One a second, so that the test is done before the next is granted.
        await using var live = await LiveServer.StartAsync(p => p with { Limits = new() { KeyPerSecond = 1 } });
        using var other = await live.NewClientAsync(Permissions.Read);

        int[] statuses = [(await live.GetAsync("/api/v1/models")).Status, .. await Task.WhenAll(
            Enumerable.Range(0, 20).Select(async _ => (await live.GetAsync("/api/v1/models")).Status))];

        statuses.ShouldContain(429);
        (await other.AskAsync("GET", "/api/v1/models")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task Body_TooLarge_IsRefused()
    {
        await using var live = await LiveServer.StartAsync(p => p with { Limits = new() { BodyBytes = 1000 } });
        using var root = await live.PersonAsync("root", Roles.Admin);
        string body = $$"""{"name":"{{new string('x', 2000)}}","scopes":["read"]}""";

        var answer = await root.AskAsync("POST", "/api/v1/keys", body);

        answer.Status.ShouldBe(413);
        answer.Code.ShouldBe("payload_too_large");
    }

    [Fact]
    public async Task Body_OfAnotherType_IsRefused()
    {
        await using var live = await LiveServer.StartAsync();
        using var client = await live.NewClientAsync(Permissions.None);
        using var form = new FormUrlEncodedContent([new("username", "ann"), new("password", "x")]);

        using var response = await client.PostAsync(
            new Uri("/api/v1/auth/login", UriKind.Relative), form, TestContext.Current.CancellationToken);

        response.StatusCode.ShouldBe(HttpStatusCode.UnsupportedMediaType);
        response.Content.Headers.ContentType!.MediaType.ShouldBe("application/problem+json");
    }

    [Theory]
    [InlineData("/api/v1/streams")]
    [InlineData("/api/v1/nothing")]
    [InlineData("/health/live")]
    [InlineData("/")]
    public async Task EveryAnswer_HasTheHeadersAgainstMisuse(string path)
    {
        await using var live = await LiveServer.StartAsync();
        using var client = await live.NewClientAsync(Permissions.None);

        using var response = await client.GetAsync(new Uri(path, UriKind.Relative), TestContext.Current.CancellationToken);

        string policy = response.Headers.GetValues("Content-Security-Policy").Single();
        policy.ShouldContain("frame-ancestors 'none'");
        policy.ShouldContain("base-uri 'none'");
        policy.ShouldMatch("default-src '(self|none)'");
        policy.ShouldNotMatch("unsafe-eval|script-src[^;]*unsafe-inline|https?:");
        response.Headers.GetValues("X-Content-Type-Options").ShouldBe(["nosniff"]);
        response.Headers.GetValues("Referrer-Policy").ShouldBe(["no-referrer"]);
        response.Headers.Contains("Permissions-Policy").ShouldBeTrue();
        response.Headers.Contains("Cross-Origin-Opener-Policy").ShouldBeTrue();
        response.Headers.Contains("Strict-Transport-Security").ShouldBeFalse();
        response.Headers.Contains("Server").ShouldBeFalse();
    }
}
