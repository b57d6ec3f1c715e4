using Vigil.Engine.Access;
using Vigil.Engine.Operations;

namespace Vigil.Conformance;

/// <summary>What every store of users, sessions, keys, secrets does.</summary>
public abstract class AccessConformanceTests
{
    private static readonly User Ada = new("ada", "hash", Roles.Admin | Roles.Auditor, 3, false, true, 2, 99, 1000, 500);

    /// <summary>An empty store; the same content when called again.</summary>
    protected abstract ProductPorts Reopen();

    [Fact]
    public async Task Users_AddedAndChanged_AreKept()
    {
        var users = Reopen().Users;
        (await users.AddAsync(Ada, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await users.AddAsync(Ada with { Roles = Roles.None }, TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await users.AddAsync(
            Ada with { Name = "Ab'; DROP TABLE person; --\u00e9" }, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await users.FindAsync("ada", TestContext.Current.CancellationToken)).ShouldBe(Ada);
        (await users.FindAsync("ADA", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await users.ChangeAsync("ada", u => u with { IsDisabled =
            true, FailedLogins = u.FailedLogins + 1, Name = "other" }, TestContext.Current.CancellationToken))
            .ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        (await users.ChangeAsync("nobody", u => u, TestContext.Current.CancellationToken)).ShouldBeNull();
        users = Reopen().Users;
        (await users.FindAsync("ada", TestContext.Current.CancellationToken)).ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        (await users.ListAsync(TestContext.Current.CancellationToken)).Select(
            u => u.Name).ShouldBe(["Ab'; DROP TABLE person; --\u00e9", "ada"]);
    }

    [Fact]
    public async Task SavedViews_OfAPerson_AreKeptReplacedAndBounded()
    {
        var ports = Reopen();
        await ports.Users.AddAsync(Ada, TestContext.Current.CancellationToken);
        await ports.Users.AddAsync(Ada with { Name = "bob" }, TestContext.Current.CancellationToken);
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("night", "/decisions?level=high", 10), 2, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("'); DROP TABLE", "/decisions", 11), 2, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("third", "/decisions", 12), 2, TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await ports.SavedViews.SaveAsync(
            "ada", new SavedView("night", "/decisions?level=low", 13), 2, TestContext.Current.CancellationToken)).ShouldBeTrue();
        var views = Reopen().SavedViews;
        (await views.ListAsync("ada", TestContext.Current.CancellationToken)).ShouldBe(
            [new("'); DROP TABLE", "/decisions", 11), new("night", "/decisions?level=low", 13)]);
        (await views.ListAsync("bob", TestContext.Current.CancellationToken)).ShouldBeEmpty();
        (await views.RemoveAsync("bob", "night", TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await views.RemoveAsync("ada", "night", TestContext.Current.CancellationToken)).ShouldBeTrue();
        ports = Reopen();
        await ports.Users.RemoveAsync("ada", TestContext.Current.CancellationToken);
        (await ports.SavedViews.ListAsync("ada", TestContext.Current.CancellationToken)).ShouldBeEmpty();
    }

    [Fact]
    public async Task Change_ByManyAtOnce_LosesNothing()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada with { FailedLogins = 0 }, TestContext.Current.CancellationToken);
        Parallel.For(0, 200, async _ => await users.ChangeAsync(
            "ada", u => u with { FailedLogins = u.FailedLogins + 1 }, TestContext.Current.CancellationToken));
        (await users.FindAsync("ada", TestContext.Current.CancellationToken))!.FailedLogins.ShouldBe(200);
    }

    [Fact]
    public async Task Change_ThatThrows_ChangesNothing()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada, TestContext.Current.CancellationToken);
        await Should.ThrowAsync<InvalidOperationException>(
            async () => await users.ChangeAsync("ada", _ => throw new InvalidOperationException(), TestContext.Current.CancellationToken));
        (await users.FindAsync("ada", TestContext.Current.CancellationToken)).ShouldBe(Ada);
        (await users.ChangeAsync("ada", u => u with { Version = 4 }, TestContext.Current.CancellationToken))!.Version.ShouldBe(4);
    }

    [Fact]
    public async Task Sessions_RotateOnceAndEnd()
    {
        var users = Reopen().Users;
        await users.AddAsync(Ada, TestContext.Current.CancellationToken);
        await users.AddSessionAsync(new Session("s1", "ada", [1], 10, 20, false), TestContext.Current.CancellationToken);
        await users.AddSessionAsync(new Session("s2", "ada", [2], 10, 30, false), TestContext.Current.CancellationToken);
        (await users.RotateAsync("s1", [1], [7], TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await users.RotateAsync("s1", [1], [8], TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await users.FindSessionAsync("s1", TestContext.Current.CancellationToken))!.TokenHash.ShouldBe([7]);
        await users.RevokeAsync("ada", "s1", TestContext.Current.CancellationToken);
        (await users.RotateAsync("s1", [7], [9], TestContext.Current.CancellationToken)).ShouldBeFalse();
        users = Reopen().Users;
        (await users.FindSessionAsync("s1", TestContext.Current.CancellationToken))!.IsRevoked.ShouldBeTrue();
        (await users.FindSessionAsync("s2", TestContext.Current.CancellationToken))!.IsRevoked.ShouldBeFalse();
        await users.RevokeAsync("ada", null, TestContext.Current.CancellationToken);
        (await users.FindSessionAsync("s2", TestContext.Current.CancellationToken))!.IsRevoked.ShouldBeTrue();
        await users.RemoveExpiredAsync(30, TestContext.Current.CancellationToken);
        (await users.FindSessionAsync("s1", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await users.FindSessionAsync("s2", TestContext.Current.CancellationToken)).ShouldNotBeNull();
        (await users.RemoveAsync("ada", TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await users.RemoveAsync("ada", TestContext.Current.CancellationToken)).ShouldBeFalse();
        (await users.FindSessionAsync("s2", TestContext.Current.CancellationToken)).ShouldBeNull();
    }

    [Fact]
    public async Task ApiKeys_AreKeptRevokedAndTouchedToTheMinute()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("k1", "feed", [1, 2], Permissions.Score | Permissions.ReadAudit, 10, "ada", 0, 0, 0);
        await keys.AddAsync(key, TestContext.Current.CancellationToken);
        await keys.AddAsync(key with { Id = "k2", Created = 20 }, TestContext.Current.CancellationToken);
        await keys.TouchAsync("k1", 125_000_000, TestContext.Current.CancellationToken);
        await keys.TouchAsync("k1", 60_000_000, TestContext.Current.CancellationToken);
        await keys.TouchAsync("nothing", 60_000_000, TestContext.Current.CancellationToken);
        (await keys.RevokeAsync("k1", 77, TestContext.Current.CancellationToken)).ShouldBe(["k1"]);
        (await keys.RevokeAsync("k1", 99, TestContext.Current.CancellationToken)).ShouldBe([]);
        (await keys.RevokeAsync("nothing", 77, TestContext.Current.CancellationToken)).ShouldBeNull();
        keys = Reopen().ApiKeys;
        var found = (await keys.FindAsync("k1", TestContext.Current.CancellationToken))!;
        found.Hash.ShouldBe([1, 2]);
        (found with { Hash = key.Hash }).ShouldBe(key with { Revoked = 77, LastUsed = 120_000_000 });
        (await keys.FindAsync("k3", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await keys.ListAsync(TestContext.Current.CancellationToken)).Select(k => k.Id).ShouldBe(["k2", "k1"]);
    }

    [Fact]
    public async Task ApiKeys_RevokedWithThoseTheyMade_MakeNoMore()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("a", "feed", [1], Permissions.Administer, 10, "ada", 0, 0, 0);
        (await keys.AddAsync(key, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "b", CreatedBy = "key:a" }, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "c", CreatedBy = "key:b" }, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await keys.AddAsync(key with { Id = "d", CreatedBy = "ada" }, TestContext.Current.CancellationToken)).ShouldBeTrue();
        (await keys.RevokeAsync("c", 55, TestContext.Current.CancellationToken)).ShouldBe(["c"]);
        (await keys.RevokeAsync("a", 77, TestContext.Current.CancellationToken)).ShouldBe(["a", "b"]);
        (await keys.AddAsync(key with { Id = "e", CreatedBy = "key:b" }, TestContext.Current.CancellationToken)).ShouldBeFalse();
        keys = Reopen().ApiKeys;
        (await keys.ListAsync(TestContext.Current.CancellationToken)).OrderBy(k => k.Id).Select(k => k.Revoked).ShouldBe([77, 77, 55, 0]);
    }

    [Fact]
    public async Task Secrets_TheFirstValueStays()
    {
        var secrets = Reopen().Secrets;
        (await secrets.FindAsync("signing", TestContext.Current.CancellationToken)).ShouldBeNull();
        (await secrets.FindOrAddAsync("signing", [1], TestContext.Current.CancellationToken)).ShouldBe([1]);
        (await secrets.FindOrAddAsync("signing", [2], TestContext.Current.CancellationToken)).ShouldBe([1]);
        (await Reopen().Secrets.FindAsync("signing", TestContext.Current.CancellationToken)).ShouldBe([1]);
    }
}
