using Vigil.Engine.Access;
using Vigil.Server.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Behind a proxy: who asks is the client where a stated proxy says so, and nobody else can pretend.</summary>
public sealed class ForwardedClientTests
{
    [Theory]
    [InlineData("X-Forwarded-For", "203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "203.0.113.7:4711", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "1.1.1.1, 203.0.113.7, 127.0.0.9", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "nonsense, 203.0.113.7", "203.0.113.7")]
    [InlineData("X-Forwarded-For", "[2001:db8::1]:80", "2001:db8::1")]
    [InlineData("Forwarded", "for=203.0.113.7;proto=https", "203.0.113.7")]
    [InlineData("Forwarded", "for=1.1.1.1, For=\"[2001:db8::1]:4711\";proto=https", "2001:db8::1")]
    public async Task Audit_FromAStatedProxy_HasTheClient(string header, string value, string client)
    {
        await using var live = await Start("127.0.0.0/8");

        (await Address(live, (header, value))).ShouldBe(client);
    }

    [Theory]
    [InlineData(ProxyHeader.XForwardedFor, "203.0.113.7")]
    [InlineData(ProxyHeader.Forwarded, "203.0.113.8")]
    [InlineData(null, "127.0.0.1")]
    public async Task Audit_BothHeaders_HasWhatTheProxyWritesAndNotWhatTheClientDoes(ProxyHeader? header, string client)
    {
        await using var live = await LiveServer.StartAsync(p => Proxied(p, "127.0.0.1", header));

        (await Address(live, ("X-Forwarded-For", "203.0.113.7"), ("Forwarded", "for=203.0.113.8"))).ShouldBe(client);
    }

    [Theory]
    [InlineData(ProxyHeader.XForwardedFor, "Forwarded", "for=203.0.113.7")]
    [InlineData(ProxyHeader.Forwarded, "X-Forwarded-For", "203.0.113.7")]
    public async Task Audit_OnlyTheOtherHeader_HasTheConnection(ProxyHeader header, string other, string value)
    {
        await using var live = await LiveServer.StartAsync(p => Proxied(p, "127.0.0.1", header));

        (await Address(live, (other, value))).ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("10.0.0.0/8")]
    [InlineData(null)]
    public async Task Audit_FromAnybodyElse_HasTheConnection(string? proxies)
    {
        await using var live = await Start(proxies);

        (await Address(live, ("X-Forwarded-For", "203.0.113.7"))).ShouldBe("127.0.0.1");
        (await Address(live, ("Forwarded", "for=203.0.113.7"))).ShouldBe("127.0.0.1");
    }

    [Theory]
    [InlineData("127.0.0.1", "X-Forwarded-Proto", "https", true)]
    [InlineData("127.0.0.1", "Forwarded", "for=203.0.113.7;proto=https", true)]
    [InlineData("127.0.0.1", "X-Forwarded-Proto", "http", false)]
    [InlineData("10.0.0.1", "X-Forwarded-Proto", "https", false)]
    public async Task Answer_OverTlsAsTheProxySays_HasHstsAndASecureCookie(string proxy, string header, string value, bool isSecure)
    {
        await using var live = await Start(proxy);
        await live.AddUserAsync("ann", Roles.Analyst);
        using var request = new HttpRequestMessage(HttpMethod.Post, new Uri(live.Address, "/api/v1/auth/login"))
        {
            Content = System.Net.Http.Json.JsonContent.Create(new { username = "ann", password = Callers.Phrase }),
        };
        request.Headers.Add("X-Vigil-Client", "console");
        if (header != "Forwarded")
            request.Headers.Add("X-Forwarded-For", "203.0.113.7");
        request.Headers.Add(header, value);
        using var client = new HttpClient();
        using var answer = await client.SendAsync(request, TestContext.Current.CancellationToken);

        answer.EnsureSuccessStatusCode();
        answer.Headers.Contains("Strict-Transport-Security").ShouldBe(isSecure);
        answer.Headers.GetValues("Set-Cookie").Single().Contains("secure", StringComparison.OrdinalIgnoreCase).ShouldBe(isSecure);
    }

    [Fact]
    public async Task Logins_OfOneClientBehindTheProxy_DoNotUseUpThoseOfAnother()
    {
        await using var live = await LiveServer.StartAsync(p => Proxied(p, "127.0.0.1") with { Limits = new() { LoginsPerMinute = 2 } });
        for (int i = 0; i < 2; i++)
            (await Login("203.0.113.7")).ShouldBe(400);

        (await Login("203.0.113.7")).ShouldBe(429);
        (await Login("203.0.113.8")).ShouldBe(400);

        async Task<int> Login(string client) =>
            (await live.PostAsync("/api/v1/auth/login", "{}", headers: ("X-Forwarded-For", client))).Status;
    }

    [Fact]
    public async Task Health_WhateverTheRate_IsAnswered()
    {
        await using var live = await LiveServer.StartAsync(p => p with { Limits = new() { AnonymousPerSecond = 1, KeyPerSecond = 1 } });
        using var client = await live.NewClientAsync(Permissions.None);

        for (int i = 0; i < 50; i++)
            foreach (string path in new[] { "/health/live", "/health/ready" })
                (await client.GetAsync(path, TestContext.Current.CancellationToken)).IsSuccessStatusCode.ShouldBeTrue();
    }

    private static Task<LiveServer> Start(string? proxies) => LiveServer.StartAsync(p => Proxied(p, proxies));

    private static ServerParts Proxied(ServerParts parts, string? proxies, ProxyHeader? header = null) =>
        proxies is null || !TrustedProxies.TryParse(proxies, out var network)
            ? parts : parts with { Http = parts.Http with { Proxies = new TrustedProxies([network], header) } };

    // A failed login is in the audit log with the address of who tried.
    private static async Task<string> Address(LiveServer live, params (string, string)[] headers)
    {
        await live.PostAsync("/api/v1/auth/login", """{"username":"nobody","password":"x"}""", headers: headers);
        return (await live.Parts.Storage.Audit.ListAsync(
            new AuditFilter(), null, 1, TestContext.Current.CancellationToken))[0].Event.Address;
    }
}
