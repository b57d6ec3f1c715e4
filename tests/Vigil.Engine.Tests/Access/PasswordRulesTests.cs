using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>Which passwords and names are taken, and how passwords are kept.</summary>
public sealed class PasswordRulesTests
{
    [Theory]
    [InlineData("short")]
    [InlineData("elevenchars")]
    [InlineData("xxANNETTExx2026")]
    [InlineData("aaaaaaaaaaaabbbb")]
    public void Problem_BadPassword_SaysWhatIsExpectedWithoutRepeatingIt(string password)
    {
        var (found, expected) = PasswordRules.Problem("annette", password).ShouldNotBeNull();

        (found + expected).ShouldNotContain(password, Case.Insensitive);
    }

    [Theory]
    [InlineData("twelve chars")]
    [InlineData("äöüßéèêçñøåæ")]
    public void Problem_GoodPassword_IsNone(string password) => PasswordRules.Problem("annette", password).ShouldBeNull();

    [Fact]
    public void Random_IsTakenAndNeverTheSame()
    {
        string[] made = [.. Enumerable.Range(0, 100).Select(_ => PasswordRules.Random())];

        made.ShouldBeUnique();
        made.ShouldAllBe(p => PasswordRules.Problem("admin", p) == null && p.Length == 23);
    }

    [Fact]
    public void Verify_OnlyThePasswordItself_IsRight()
    {
        string hash = PasswordHash.Create(AccessHouse.Phrase, 10);

        PasswordHash.Verify(AccessHouse.Phrase, hash).ShouldBeTrue();
        PasswordHash.Verify(AccessHouse.Phrase + " ", hash).ShouldBeFalse();
        PasswordHash.Create(AccessHouse.Phrase, 10).ShouldNotBe(hash);
    }

    [Fact]
    public void Create_WithoutRounds_TakesWhatIsRecommended() =>
        PasswordHash.Create("x").ShouldStartWith("pbkdf2-sha512$210000$");

    [Fact]
    public void Verify_DamagedHash_SaysWhatToDo() =>
        Should.Throw<InvalidDataException>(() => PasswordHash.Verify("x", "damaged")).Message.ShouldContain("set the password anew");

    [Theory]
    [InlineData("ann")]
    [InlineData("ann.b_c-d@example.org")]
    [InlineData("7of9")]
    public void IsValid_Name_IsTaken(string name) => UserNames.IsValid(name).ShouldBeTrue();

    [Theory]
    [InlineData("")]
    [InlineData("Ann")]
    [InlineData("key:ab12")]
    [InlineData("cli:root")]
    [InlineData("system")]
    [InlineData("a b")]
    [InlineData("ann\n")]
    [InlineData("'; DROP TABLE users; --")]
    [InlineData("<script>")]
    public void IsValid_AnythingElse_IsRefused(string name) => UserNames.IsValid(name).ShouldBeFalse();

    [Fact]
    public async Task FirstAdministrator_IsMadeOnceWithARandomPassword()
    {
        var store = new MemoryAccessStore();

        string made = (await FirstAdministrator.CreateAsync(
            store, TimeProvider.System, store, TestContext.Current.CancellationToken)).ShouldNotBeNull();

        (await FirstAdministrator.CreateAsync(store, TimeProvider.System, store, TestContext.Current.CancellationToken)).ShouldBeNull();
        var admin = (await store.ListAsync(TestContext.Current.CancellationToken)).ShouldHaveSingleItem();
        admin.Roles.ShouldBe(Roles.Admin);
        admin.MustChangePassword.ShouldBeTrue();
        store.Events.ShouldHaveSingleItem().Action.ShouldBe("user.create");
        PasswordHash.Verify(made, admin.PasswordHash).ShouldBeTrue();
    }
}
