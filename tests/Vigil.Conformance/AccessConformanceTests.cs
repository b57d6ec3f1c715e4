using Vigil.Engine.Access;
using Vigil.Engine.Operations;

namespace Vigil.Conformance;

/// <summary>What every store of users, sessions, keys, secrets does.</summary>
public abstract class AccessConformanceTests
{
    protected static CancellationToken Token => TestContext.Current.CancellationToken;

    private static readonly User Ada = new("ada", "hash", Roles.Admin | Roles.Auditor, 3, false, true, 2, 99, 1000, 500);

    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract ProductPorts Reopen();

    [Fact]
    public async Task Users_AddedAndChanged_AreKept()
    {
        var users = Reopen().Users;
        (await users.AddAsync(Ada, Token)).ShouldBeTrue();
        (await users.AddAsync(Ada with { Roles = Roles.None }, Token)).ShouldBeFalse();
        (await users.AddAsync(
            Ada with { Name = "Ab'; DROP TABLE person; --\u00e9" }, Token)).ShouldBeTrue();
        (await users.FindAsync("ada", Token)).ShouldBe(Ada);
        (await users.FindAsync("ADA", Token)).ShouldBeNull();
        (await users.ChangeAsync("ada", u => u with
        {
            IsDisabled =
            true,
            FailedLogins = u.FailedLogins + 1,
            Name = "other"
        }, Token))
            .ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        (await users.ChangeAsync("nobody", u => u, Token)).ShouldBeNull();
        users = Reopen().Users;
        (await users.FindAsync("ada", Token)).ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        (await users.ListAsync(Token)).Select(
            u => u.Name).ShouldBe(["Ab'; DROP TABLE person; --\u00e9", "ada"]);
    }

    [Fact]
    public async Task SavedViews_OfAPerson_AreKeptReplacedAndBounded()
    {
        var ports = Reopen();
        await ports.Users.AddAsync(Ada, Token);
        await ports.Users.AddAsync(Ada with { Name = "bob" }, Token);
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("night", "/decisions?level=high", 10), 2, Token)).ShouldBeTrue();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("'); DROP TABLE", "/decisions", 11), 2, Token)).ShouldBeTrue();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("third", "/decisions", 12), 2, Token)).ShouldBeFalse();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("night", "/decisions?level=low", 13), 2, Token)).ShouldBeTrue();
        var views = Reopen().SavedViews;
        (await views.ListAsync("ada", Token)).ShouldBe(
            [new("'); DROP TABLE", "/decisions", 11), new("night", "/decisions?level=low", 13)]);
        (await views.ListAsync("bob", Token)).ShouldBeEmpty();
        (await views.RemoveAsync("bob", "night", Token)).ShouldBeFalse();
        (await views.RemoveAsync("ada", "night", Token)).ShouldBeTrue();
        ports = Reopen();
        await ports.Users.RemoveAsync("ada", Token);
        (await ports.SavedViews.ListAsync("ada", Token)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Change_ByManyAtOnce_LosesNothing()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada with { FailedLogins = 0 }, Token);
        await Parallel.ForAsync(0, 200, Token, async (_, token) =>
            await users.ChangeAsync("ada", u => u with { FailedLogins = u.FailedLogins + 1 }, token));
        (await users.FindAsync("ada", Token))!.FailedLogins.ShouldBe(200);
    }

    [Fact]
    public async Task Change_ThatThrows_ChangesNothing()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada, Token);
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await users.ChangeAsync("ada", _ => throw new InvalidOperationException(), Token));
        (await users.FindAsync("ada", Token)).ShouldBe(Ada);
        (await users.ChangeAsync("ada", u => u with { Version = 4 }, Token))!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task Sessions_RotateOnceAndEnd()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada, Token);
        await users.AddSessionAsync(new Session("s1", "ada", [1], 10, 20, false), Token);
        await users.AddSessionAsync(new Session("s2", "ada", [2], 10, 30, false), Token);
        (await users.RotateAsync("s1", [1], [7], Token)).ShouldBeTrue();
        (await users.RotateAsync("s1", [1], [8], Token)).ShouldBeFalse();
        (await users.FindSessionAsync("s1", Token))!.TokenHash.ShouldBe([7]);
        await users.RevokeAsync("ada", "s1", Token);
        (await users.RotateAsync("s1", [7], [9], Token)).ShouldBeFalse();
        users = Reopen().Users;
        (await users.FindSessionAsync("s1", Token))!.IsRevoked.ShouldBeTrue();
        (await users.FindSessionAsync("s2", Token))!.IsRevoked.ShouldBeFalse();
        await users.RevokeAsync("ada", null, Token);
        (await users.FindSessionAsync("s2", Token))!.IsRevoked.ShouldBeTrue();
        await users.RemoveExpiredAsync(30, Token);
        (await users.FindSessionAsync("s1", Token)).ShouldBeNull();
        (await users.FindSessionAsync("s2", Token)).ShouldNotBeNull();
        (await users.RemoveAsync("ada", Token)).ShouldBeTrue();
        (await users.RemoveAsync("ada", Token)).ShouldBeFalse();
        (await users.FindSessionAsync("s2", Token)).ShouldBeNull();
    }

    [Fact]
    public async Task ApiKeys_AreKeptRevokedAndTouchedToTheMinute()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("k1", "feed", [1, 2], Permissions.Score | Permissions.ReadAudit, 10, "ada", 0, 0, 0);
        await keys.AddAsync(key, Token);
        await keys.AddAsync(key with { Id = "k2", Created = 20 }, Token);
        await keys.TouchAsync("k1", 125_000_000, Token);
        await keys.TouchAsync("k1", 60_000_000, Token);
        await keys.TouchAsync("nothing", 60_000_000, Token);
        (await keys.RevokeAsync("k1", 77, Token)).ShouldBe(["k1"]);
        (await keys.RevokeAsync("k1", 99, Token)).ShouldBe([]);
        (await keys.RevokeAsync("nothing", 77, Token)).ShouldBeNull();
        keys = Reopen().ApiKeys;
        var found = (await keys.FindAsync("k1", Token))!;
        found.Hash.ShouldBe([1, 2]);
        (found with { Hash = key.Hash }).ShouldBe(key with { Revoked = 77, LastUsed = 120_000_000 });
        (await keys.FindAsync("k3", Token)).ShouldBeNull();
        (await keys.ListAsync(Token)).Select(k => k.Id).ShouldBe(["k2", "k1"]);
    }

    [Fact]
    public async Task ApiKeys_RevokedWithThoseTheyMade_MakeNoMore()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("a", "feed", [1], Permissions.Administer, 10, "ada", 0, 0, 0);
        (await keys.AddAsync(key, Token)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "b", CreatedBy = "key:a" }, Token)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "c", CreatedBy = "key:b" }, Token)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "d", CreatedBy = "ada" }, Token)).ShouldBeTrue();
        (await keys.RevokeAsync("c", 55, Token)).ShouldBe(["c"]);
        (await keys.RevokeAsync("a", 77, Token)).ShouldBe(["a", "b"]);
        (await keys.AddAsync(key with { Id = "e", CreatedBy = "key:b" }, Token)).ShouldBeFalse();
        keys = Reopen().ApiKeys;
        (await keys.ListAsync(Token)).OrderBy(k => k.Id).Select(k => k.Revoked).ShouldBe([77, 77, 55, 0]);
    }

    [Fact]
    public async Task Secrets_TheFirstValueStays()
    {
        var secrets = Reopen().Secrets;
        (await secrets.FindAsync("signing", Token)).ShouldBeNull();
        (await secrets.FindOrAddAsync("signing", [1], Token)).ShouldBe([1]);
        (await secrets.FindOrAddAsync("signing", [2], Token)).ShouldBe([1]);
        (await Reopen().Secrets.FindAsync("signing", Token)).ShouldBe([1]);
    }
}
