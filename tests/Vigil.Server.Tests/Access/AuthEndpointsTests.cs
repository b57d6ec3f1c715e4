using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Signing in and out over HTTP.</summary>
public sealed class AuthEndpointsTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Console = "X-Vigil-Client";

    private LiveServer Live => server.Live;

    [Fact]
    public async Task Login_RightPassword_GivesTokensThatWork()
    {
        await Live.AddUserAsync("ann", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);

        var answer = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("ann"))).Good;

        answer.GetProperty("token_type").GetString().ShouldBe("Bearer");
        answer.GetProperty("expires_in").GetInt32().ShouldBe(600);
        answer.GetProperty("refresh_expires_in").GetInt32().ShouldBeInRange(43_190, 43_200);
        answer.GetProperty("user").GetProperty("roles")[0].GetString().ShouldBe("analyst");
        var me = (await client.AskAsync("GET", "/api/v1/auth/me", null, Bearer(answer.GetProperty("access_token").GetString()!))).Good;
        me.GetProperty("name").GetString().ShouldBe("ann");
        me.GetProperty("permissions").EnumerateArray().Select(p => p.GetString()).ShouldBe(["read", "label", "replay"]);
        me.GetProperty("must_change_password").GetBoolean().ShouldBeFalse();
    }

    [Fact]
    public async Task Login_WrongPasswordAndUnknownName_AreAnsweredWithTheSameBytes()
    {
        await Live.AddUserAsync("bea", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);

        var wrong = await client.AskAsync("POST", "/api/v1/auth/login", Credentials("bea", "wrong horse battery"));
        var unknown = await client.AskAsync("POST", "/api/v1/auth/login", Credentials("nobody-here", "wrong horse battery"));

        wrong.Status.ShouldBe(401);
        WithoutTrace(unknown).ShouldBe(WithoutTrace(wrong));
    }

    [Fact]
    public async Task Login_AfterFiveFailures_SaysHowLongToWait()
    {
        await Live.AddUserAsync("cleo", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);
        for (int i = 0; i < 5; i++)
            (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("cleo", "wrong horse battery")))
                .Code.ShouldBe("unauthenticated");

        var locked = await client.AskAsync("POST", "/api/v1/auth/login", Credentials("cleo"));

        locked.Status.ShouldBe(423);
        locked.Code.ShouldBe("account_locked");
        int.Parse(locked.RetryAfter!, System.Globalization.CultureInfo.InvariantCulture).ShouldBeInRange(890, 900);
    }

    [Theory]
    [InlineData("{}", "username,password")]
    [InlineData("""{"username":5,"password":"x"}""", "username")]
    [InlineData("""{"username":"ann","password":"x","admin":true}""", "admin")]
    [InlineData("""{"username":"ann","username":"bob","password":"x"}""", "username")]
    [InlineData("""{"username":"ann",""", "")]
    [InlineData("""["ann"]""", "")]
    public async Task Login_BodyThatCannotBeUsed_NamesTheMembers(string body, string fields)
    {
        using var client = await Live.NewClientAsync(Permissions.None);

        var answer = await client.AskAsync("POST", "/api/v1/auth/login", body);

        answer.Status.ShouldBe(400);
        answer.Code.ShouldBe("invalid_request");
        string.Join(',', answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString()))
            .ShouldBe(fields, answer.Text);
    }

    [Fact]
    public async Task Login_FromTheConsole_PutsTheRefreshTokenWhereScriptsCannotReadIt()
    {
        await Live.AddUserAsync("dora", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);
        using var request = Callers.Request("POST", "/api/v1/auth/login", Credentials("dora"), (Console, "console"));

        using var response = await client.SendAsync(request, TestContext.Current.CancellationToken);

        string cookie = response.Headers.GetValues("Set-Cookie").ShouldHaveSingleItem();
        cookie.ShouldStartWith("vigil_refresh=");
        cookie.ShouldContain("httponly", Case.Insensitive);
        cookie.ShouldContain("samesite=strict", Case.Insensitive);
        cookie.ShouldContain("path=/api/v1/auth", Case.Insensitive);
        (await response.Content.ReadAsStringAsync(TestContext.Current.CancellationToken)).ShouldNotContain("refresh_token\"");
    }

    [Fact]
    public async Task Refresh_WithTheCookie_CountsOnlyWithTheHeaderThatOtherSitesCannotSend()
    {
        await Live.AddUserAsync("emma", Roles.Analyst);
        // Remembers cookies, as a browser does.
        using var browser = await Live.NewClientAsync(Permissions.None);
        await browser.AskAsync("POST", "/api/v1/auth/login", Credentials("emma"), (Console, "console"));

        (await browser.AskAsync("POST", "/api/v1/auth/refresh")).Status.ShouldBe(401);
        var refreshed = (await browser.AskAsync("POST", "/api/v1/auth/refresh", null, (Console, "console"))).Good;

        refreshed.GetProperty("user").GetProperty("name").GetString().ShouldBe("emma");
        (await browser.AskAsync("POST", "/api/v1/auth/logout", null, (Console, "console"))).Status.ShouldBe(204);
        (await browser.AskAsync("POST", "/api/v1/auth/refresh", null, (Console, "console"))).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Refresh_UsedTwice_EndsTheSession()
    {
        await Live.AddUserAsync("fay", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);
        var first = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("fay"))).Good;
        string used = $$"""{"refresh_token":"{{first.GetProperty("refresh_token").GetString()}}"}""";
        var second = (await client.AskAsync("POST", "/api/v1/auth/refresh", used)).Good;

        (await client.AskAsync("POST", "/api/v1/auth/refresh", used)).Status.ShouldBe(401);

        var bearer = Bearer(second.GetProperty("access_token").GetString()!);
        (await client.AskAsync("GET", "/api/v1/auth/me", null, bearer)).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Password_Changed_EndsSessionsAndKeepsTheConsoleSignedIn()
    {
        await Live.AddUserAsync("gina", Roles.Analyst);
        using var browser = await Live.NewClientAsync(Permissions.None);
        var login = (await browser.AskAsync("POST", "/api/v1/auth/login", Credentials("gina"), (Console, "console"))).Good;
        var bearer = Bearer(login.GetProperty("access_token").GetString()!);
        const string Next = "another horse battery";

        var refused = await browser.AskAsync("POST", "/api/v1/auth/password", Change("short"), bearer, (Console, "console"));
        var wrong = await browser.AskAsync("POST", "/api/v1/auth/password",
            $$"""{"current_password":"{{Next}}","new_password":"{{Next}}!"}""", bearer, (Console, "console"));
        var changed = await browser.AskAsync("POST", "/api/v1/auth/password", Change(Next), bearer, (Console, "console"));

        refused.Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("new_password");
        wrong.Json.GetProperty("errors")[0].GetProperty("field").GetString().ShouldBe("current_password");
        changed.Status.ShouldBe(204);
        (await browser.AskAsync("GET", "/api/v1/auth/me", null, bearer)).Status.ShouldBe(401);
        (await browser.AskAsync("POST", "/api/v1/auth/refresh", null, (Console, "console"))).Status.ShouldBe(200);
        using var other = await Live.NewClientAsync(Permissions.None);
        (await other.AskAsync("POST", "/api/v1/auth/login", Credentials("gina"))).Status.ShouldBe(401);
        (await other.AskAsync("POST", "/api/v1/auth/login", Credentials("gina", Next))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task AnyRequest_WithTwoCredentials_IsRefused()
    {
        using var client = await Live.PersonAsync("hana", Roles.Admin);

        (await client.AskAsync("GET", "/api/v1/auth/me", null, ("X-Api-Key", await Live.NewKeyAsync(Permissions.Read)))).Status.ShouldBe(
            401);
    }

    [Fact]
    public async Task ApiKey_AsBearer_IsTaken()
    {
        using var client = await Live.NewClientAsync(Permissions.None);

        (await client.AskAsync("GET", "/api/v1/streams", null, Bearer(await Live.NewKeyAsync(Permissions.Read)))).Status.ShouldBe(200);
    }

    [Fact]
    public async Task AccessToken_ChangedByOneCharacter_IsRefused()
    {
        string token = await Live.TokenAsync("ida", Roles.Admin);
        using var client = await Live.NewClientAsync(Permissions.None);
        (await client.AskAsync("GET", "/api/v1/auth/me", null, Bearer(token))).Status.ShouldBe(200);

        for (int at = 0; at < token.Length; at += 7)
        {
            string changed = token[..at] + (token[at] == 'A' ? 'B' : 'A') + token[(at + 1)..];
            (await client.AskAsync("GET", "/api/v1/auth/me", null, Bearer(changed))).Status.ShouldBe(401);
        }
    }

    private static string Credentials(string name, string phrase = Callers.Phrase) =>
        $$"""{"username":"{{name}}","password":"{{phrase}}"}""";

    private static string Change(string next) => $$"""{"current_password":"{{Callers.Phrase}}","new_password":"{{next}}"}""";

    private static (string, string) Bearer(string token) => ("Authorization", "Bearer " + token);

    private static string WithoutTrace(Answer answer) =>
        answer.Text.Replace(answer.Json.GetProperty("trace_id").GetString()!, "", StringComparison.Ordinal);
}
