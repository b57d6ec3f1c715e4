using Vigil.Engine.Access;

namespace Vigil.Server.Tests.Access;

/// <summary>Users, keys and audit log over HTTP.</summary>
public sealed class UserEndpointsTests(RoomyServer server) : IClassFixture<RoomyServer>
{
    private LiveServer Live => server.Live;

    [Fact]
    public async Task Users_AddChangeRemove_FollowTheContract()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);

        var added = (await root.AskAsync("POST", "/api/v1/users", """{"name":"Zoe","roles":["analyst","auditor"]}""")).Good;
        var changed = (await root.AskAsync("PATCH", "/api/v1/users/zoe", """{"roles":["model_owner"],"disabled":true}""")).Good;
        var listed = (await root.AskAsync("GET", "/api/v1/users")).Good;
        var taken = await root.AskAsync("POST", "/api/v1/users", """{"name":"zoe","roles":["analyst"]}""");
        var removed = await root.AskAsync("DELETE", "/api/v1/users/zoe");

        added.GetProperty("name").GetString().ShouldBe("zoe");
        added.GetProperty("one_time_password").GetString()!.Length.ShouldBe(23);
        added.GetProperty("created").GetString().ShouldEndWith("Z");
        added.GetProperty("last_login").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
        changed.GetProperty("disabled").GetBoolean().ShouldBeTrue();
        changed.TryGetProperty("one_time_password", out _).ShouldBeFalse();
        listed.GetProperty("items").EnumerateArray().ShouldContain(u => u.GetProperty("name").GetString() == "zoe");
        taken.Status.ShouldBe(409);
        removed.Status.ShouldBe(204);
        (await root.AskAsync("GET", "/api/v1/users/zoe")).Status.ShouldBe(404);
    }

    [Fact]
    public async Task Users_Add_NamesEverythingThatIsWrongAtOnce()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);
        const string Short = "short";

        var answer = await root.AskAsync(
            "POST", "/api/v1/users", $$"""{"name":"<b>","password":"{{Short}}","roles":["boss","analyst",null]}""");

        answer.Status.ShouldBe(400);
        answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString())
            .ShouldBe(["name", "roles[0]", "roles[2]", "password"]);
        answer.Text.ShouldNotContain(Short);
    }

    [Fact]
    public async Task Users_ChangeOfRoles_VoidsTheTokenAtOnce()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);
        using var yan = await Live.PersonAsync("yan", Roles.Admin);
        (await yan.AskAsync("GET", "/api/v1/users")).Status.ShouldBe(200);

        (await root.AskAsync("PATCH", "/api/v1/users/yan", """{"roles":["analyst"]}""")).Status.ShouldBe(200);

        (await yan.AskAsync("GET", "/api/v1/users")).Status.ShouldBe(401);
    }

    [Fact]
    public async Task Keys_CreateUseRevoke_FollowTheContract()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);

        var created = (await root.AskAsync("POST", "/api/v1/keys",
            """{"name":"the shop","scopes":["read"],"expires":"2999-01-01T00:00:00Z"}""")).Good;
        using var program = await Live.NewClientAsync(Permissions.None);
        program.DefaultRequestHeaders.Add("X-Api-Key", created.GetProperty("key").GetString());
        int before = (await program.AskAsync("GET", "/api/v1/streams")).Status;
        string id = created.GetProperty("id").GetString()!;
        var revoked = await root.AskAsync("DELETE", "/api/v1/keys/" + id);
        int after = (await program.AskAsync("GET", "/api/v1/streams")).Status;
        var listed = (await root.AskAsync("GET", "/api/v1/keys")).Good.GetProperty("items").EnumerateArray()
            .Single(k => k.GetProperty("id").GetString() == id);

        created.GetProperty("prefix").GetString().ShouldBe("vk_" + id);
        created.GetProperty("expires").GetString().ShouldBe("2999-01-01T00:00:00Z");
        (before, revoked.Status, after).ShouldBe((200, 204, 401));
        listed.TryGetProperty("key", out _).ShouldBeFalse();
        listed.GetProperty("revoked").GetString().ShouldNotBeNull();
        listed.GetProperty("created_by").GetString().ShouldBe("root");
    }

    [Fact]
    public async Task Keys_CreatedByAKey_HaveNoMoreThanItHas()
    {
        using var program = await Live.NewClientAsync(Permissions.Administer | Permissions.Read);

        (await program.AskAsync("POST", "/api/v1/keys", """{"name":"less","scopes":["read"]}""")).Status.ShouldBe(201);
        (await program.AskAsync("POST", "/api/v1/keys", """{"name":"more","scopes":["read","score"]}""")).Code.ShouldBe("forbidden");
    }

    [Fact]
    public async Task Audit_PagesByCursorAndVerifies()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);
        for (int i = 0; i < 5; i++)
            await root.AskAsync("POST", "/api/v1/keys", """{"name":"a page","scopes":["read"]}""");

        var first = (await root.AskAsync("GET", "/api/v1/audit?action=key.create&actor=root&limit=3")).Good;
        string next = first.GetProperty("next").GetString()!;
        var second = (await root.AskAsync("GET", "/api/v1/audit?action=key.create&actor=root&limit=3&cursor=" + next)).Good;
        var verdict = (await root.AskAsync("POST", "/api/v1/audit/verify")).Good;

        long[] sequences = [.. first.GetProperty("items").EnumerateArray().Concat(second.GetProperty("items").EnumerateArray())
            .Select(e => e.GetProperty("sequence").GetInt64())];
        sequences.ShouldBe(sequences.OrderDescending().Distinct());
        sequences.Length.ShouldBeGreaterThanOrEqualTo(5);
        first.GetProperty("items")[0].GetProperty("address").GetString().ShouldBe("127.0.0.1");
        verdict.GetProperty("valid").GetBoolean().ShouldBeTrue();
        verdict.GetProperty("first_broken").ValueKind.ShouldBe(System.Text.Json.JsonValueKind.Null);
    }

    [Fact]
    public async Task Audit_BadQuery_NamesEverythingAtOnce()
    {
        using var root = await Live.PersonAsync("root", Roles.Admin);

        var answer = await root.AskAsync("GET", "/api/v1/audit?limit=0&cursor=x&from=yesterday");

        answer.Json.GetProperty("errors").EnumerateArray().Select(e => e.GetProperty("field").GetString())
            .ShouldBe(["from", "limit", "cursor"]);
    }
}
