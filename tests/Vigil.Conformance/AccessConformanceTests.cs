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
    public void Users_AddedAndChanged_AreKept()
    {
        var users = Reopen().Users;
        users.Add(Ada).ShouldBeTrue();
        users.Add(Ada with { Roles = Roles.None }).ShouldBeFalse();
        users.Add(Ada with { Name = "Ab'; DROP TABLE person; --\u00e9" }).ShouldBeTrue();
        users.Find("ada").ShouldBe(Ada);
        users.Find("ADA").ShouldBeNull();
        users.Change("ada", u => u with { IsDisabled = true, FailedLogins = u.FailedLogins + 1, Name = "other" })
            .ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        users.Change("nobody", u => u).ShouldBeNull();
        users = Reopen().Users;
        users.Find("ada").ShouldBe(Ada with { IsDisabled = true, FailedLogins = 3 });
        users.List().Select(u => u.Name).ShouldBe(["Ab'; DROP TABLE person; --\u00e9", "ada"]);
    }

    [Fact]
    public void SavedViews_OfAPerson_AreKeptReplacedAndBounded()
    {
        var ports = Reopen();
        ports.Users.Add(Ada);
        ports.Users.Add(Ada with { Name = "bob" });
        ports.SavedViews.Save("ada", new SavedView("night", "/decisions?level=high", 10), 2).ShouldBeTrue();
        ports.SavedViews.Save("ada", new SavedView("'); DROP TABLE", "/decisions", 11), 2).ShouldBeTrue();
        ports.SavedViews.Save("ada", new SavedView("third", "/decisions", 12), 2).ShouldBeFalse();
        ports.SavedViews.Save("ada", new SavedView("night", "/decisions?level=low", 13), 2).ShouldBeTrue();
        var views = Reopen().SavedViews;
        views.List("ada").ShouldBe([new("'); DROP TABLE", "/decisions", 11), new("night", "/decisions?level=low", 13)]);
        views.List("bob").ShouldBeEmpty();
        views.Remove("bob", "night").ShouldBeFalse();
        views.Remove("ada", "night").ShouldBeTrue();
        ports = Reopen();
        ports.Users.Remove("ada");
        ports.SavedViews.List("ada").ShouldBeEmpty();
    }

    [Fact]
    public void Change_ByManyAtOnce_LosesNothing()
    {
        var users = Reopen().Users;
        users.Add(Ada with { FailedLogins = 0 });
        Parallel.For(0, 200, _ => users.Change("ada", u => u with { FailedLogins = u.FailedLogins + 1 }));
        users.Find("ada")!.FailedLogins.ShouldBe(200);
    }

    [Fact]
    public void Change_ThatThrows_ChangesNothing()
    {
        var users = Reopen().Users;
        users.Add(Ada);
        Should.Throw<InvalidOperationException>(() => users.Change("ada", _ => throw new InvalidOperationException()));
        users.Find("ada").ShouldBe(Ada);
        users.Change("ada", u => u with { Version = 4 })!.Version.ShouldBe(4);
    }

    [Fact]
    public void Sessions_RotateOnceAndEnd()
    {
        var users = Reopen().Users;
        users.Add(Ada);
        users.AddSession(new Session("s1", "ada", [1], 10, 20, false));
        users.AddSession(new Session("s2", "ada", [2], 10, 30, false));
        users.Rotate("s1", [1], [7]).ShouldBeTrue();
        users.Rotate("s1", [1], [8]).ShouldBeFalse();
        users.FindSession("s1")!.TokenHash.ShouldBe([7]);
        users.Revoke("ada", "s1");
        users.Rotate("s1", [7], [9]).ShouldBeFalse();
        users = Reopen().Users;
        users.FindSession("s1")!.IsRevoked.ShouldBeTrue();
        users.FindSession("s2")!.IsRevoked.ShouldBeFalse();
        users.Revoke("ada", null);
        users.FindSession("s2")!.IsRevoked.ShouldBeTrue();
        users.RemoveExpired(30);
        users.FindSession("s1").ShouldBeNull();
        users.FindSession("s2").ShouldNotBeNull();
        users.Remove("ada").ShouldBeTrue();
        users.Remove("ada").ShouldBeFalse();
        users.FindSession("s2").ShouldBeNull();
    }

    [Fact]
    public void ApiKeys_AreKeptRevokedAndTouchedToTheMinute()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("k1", "feed", [1, 2], Permissions.Score | Permissions.ReadAudit, 10, "ada", 0, 0, 0);
        keys.Add(key);
        keys.Add(key with { Id = "k2", Created = 20 });
        keys.Touch("k1", 125_000_000);
        keys.Touch("k1", 60_000_000);
        keys.Touch("nothing", 60_000_000);
        keys.Revoke("k1", 77).ShouldBe(["k1"]);
        keys.Revoke("k1", 99).ShouldBe([]);
        keys.Revoke("nothing", 77).ShouldBeNull();
        keys = Reopen().ApiKeys;
        var found = keys.Find("k1")!;
        found.Hash.ShouldBe([1, 2]);
        (found with { Hash = key.Hash }).ShouldBe(key with { Revoked = 77, LastUsed = 120_000_000 });
        keys.Find("k3").ShouldBeNull();
        keys.List().Select(k => k.Id).ShouldBe(["k2", "k1"]);
    }

    [Fact]
    public void ApiKeys_RevokedWithThoseTheyMade_MakeNoMore()
    {
        var keys = Reopen().ApiKeys;
        var key = new ApiKey("a", "feed", [1], Permissions.Administer, 10, "ada", 0, 0, 0);
        keys.Add(key).ShouldBeTrue();
        keys.Add(key with { Id = "b", CreatedBy = "key:a" }).ShouldBeTrue();
        keys.Add(key with { Id = "c", CreatedBy = "key:b" }).ShouldBeTrue();
        keys.Add(key with { Id = "d", CreatedBy = "ada" }).ShouldBeTrue();
        keys.Revoke("c", 55).ShouldBe(["c"]);
        keys.Revoke("a", 77).ShouldBe(["a", "b"]);
        keys.Add(key with { Id = "e", CreatedBy = "key:b" }).ShouldBeFalse();
        keys = Reopen().ApiKeys;
        keys.List().OrderBy(k => k.Id).Select(k => k.Revoked).ShouldBe([77, 77, 55, 0]);
    }

    [Fact]
    public void Secrets_TheFirstValueStays()
    {
        var secrets = Reopen().Secrets;
        secrets.Find("signing").ShouldBeNull();
        secrets.FindOrAdd("signing", [1]).ShouldBe([1]);
        secrets.FindOrAdd("signing", [2]).ShouldBe([1]);
        Reopen().Secrets.Find("signing").ShouldBe([1]);
    }
}
