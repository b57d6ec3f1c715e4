using System.Net.Http.Headers;
using Microsoft.Extensions.DependencyInjection;
using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Who has a password that somebody else gave can do nothing but change it.</summary>
public sealed class PasswordChangeTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private const string Next = "another horse battery";

    private LiveServer Live => server.Live;

    [Fact]
    public async Task EveryRoute_WithAGivenPassword_IsRefusedButThoseThatChangeIt()
    {
        using var client = await SignedInAsync("ann");

        foreach (string path in (string[])["/api/v1/users", "/api/v1/keys", "/api/v1/audit", "/api/v1/decisions", "/api/v1/jobs/nothing",
            "/api/v1/overview", "/api/v1/system", "/metrics"])
        {
            var refused = await client.AskAsync("GET", path);
            refused.Status.ShouldBe(403, path);
            refused.Code.ShouldBe("password_change_required", path);
        }
        (await client.AskAsync("POST", "/predict", """{"amount":1}""")).Code.ShouldBe("password_change_required");
        var me = (await client.AskAsync("GET", "/api/v1/auth/me")).Good;
        me.GetProperty("must_change_password").GetBoolean().ShouldBeTrue();
    }

    [Fact]
    public async Task RefreshAndSignOut_WithAGivenPassword_Work()
    {
        await Live.AddUserToChangeAsync("bea", Roles.Analyst);
        using var client = await Live.NewClientAsync(Permissions.None);
        var login = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("bea"))).Good;
        var refreshed = (await client.AskAsync("POST", "/api/v1/auth/refresh",
            $$"""{"refresh_token":"{{login.GetProperty("refresh_token").GetString()}}"}""")).Good;

        client.DefaultRequestHeaders.Authorization = Bearer(refreshed.GetProperty("access_token").GetString()!);
        (await client.AskAsync("GET", "/api/v1/decisions")).Code.ShouldBe("password_change_required");
        (await client.AskAsync("POST", "/api/v1/auth/logout")).Status.ShouldBe(204);
        (await client.AskAsync("GET", "/api/v1/auth/me")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Password_Changed_OpensTheRest()
    {
        using var client = await SignedInAsync("cid");
        var changed = await client.AskAsync("POST", "/api/v1/auth/password",
            $$"""{"current_password":"{{Callers.Phrase}}","new_password":"{{Next}}"}""");
        changed.Status.ShouldBe(204);

        var login = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials("cid", Next))).Good;
        client.DefaultRequestHeaders.Authorization = Bearer(login.GetProperty("access_token").GetString()!);

        login.GetProperty("user").GetProperty("must_change_password").GetBoolean().ShouldBeFalse();
        (await client.AskAsync("GET", "/api/v1/users")).Status.ShouldBe(200);
    }

    [Fact]
    public async Task TokenIssuedBefore_AnAdministratorGivesAPassword_OpensNothing()
    {
        using var client = await Live.PersonAsync("dan", Roles.Admin);
        (await client.AskAsync("GET", "/api/v1/users")).Status.ShouldBe(200);

        (await Live.Services.GetRequiredService<UserAdministration>()
            .ChangeAsync("dan", new UserChange(Password: Next), new Actor("test"), TestContext.Current.CancellationToken)).ShouldBe(
                UserOutcome.Done);

        (await client.AskAsync("GET", "/api/v1/users")).Status.ShouldBe(401);
    }

    private async Task<HttpClient> SignedInAsync(string name)
    {
        await Live.AddUserToChangeAsync(name, Roles.Admin);
        var client = await Live.NewClientAsync(Permissions.None);
        var login = (await client.AskAsync("POST", "/api/v1/auth/login", Credentials(name))).Good;
        client.DefaultRequestHeaders.Authorization = Bearer(login.GetProperty("access_token").GetString()!);
        return client;
    }

    private static AuthenticationHeaderValue Bearer(string token) => new("Bearer", token);

    private static string Credentials(string name, string phrase = Callers.Phrase) =>
        $$"""{"username":"{{name}}","password":"{{phrase}}"}""";
}
