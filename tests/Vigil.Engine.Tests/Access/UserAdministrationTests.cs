using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>Changes of users, and that somebody can always manage them.</summary>
public sealed class UserAdministrationTests : IDisposable
{
    private const string Other = "another horse battery";
    private readonly AccessHouse _house = new();

    [Fact]
    public void Add_NameThatIsTaken_ChangesNothing()
    {
        _house.AddUser("ann", Roles.Admin);

        _house.Users.Add("ann", AccessHouse.Phrase, Roles.Analyst, AccessHouse.Somebody).ShouldBe(UserOutcome.Taken);

        _house.Store.Find("ann")!.Roles.ShouldBe(Roles.Admin);
    }

    [Fact]
    public void LastAdministrator_CanNeitherBeDemotedNorDisabledNorRemoved()
    {
        _house.AddUser("root", Roles.Admin);
        _house.AddUser("ann", Roles.Auditor);
        var before = _house.Store.Find("root");

        Change("root", new UserChange(Roles: Roles.Auditor)).ShouldBe(UserOutcome.LastAdministrator);
        Change("root", new UserChange(IsDisabled: true)).ShouldBe(UserOutcome.LastAdministrator);
        _house.Users.Remove("root", AccessHouse.Somebody).ShouldBe(UserOutcome.LastAdministrator);

        _house.Store.Find("root").ShouldBe(before);
        _house.Store.Events[^1].Outcome.ShouldBe("last administrator");
    }

    [Fact]
    public void LastAdministrator_ADisabledOneDoesNotCount()
    {
        _house.AddUser("root", Roles.Admin);
        _house.AddUser("ann", Roles.Admin);
        Change("ann", new UserChange(IsDisabled: true)).ShouldBe(UserOutcome.Done);

        Change("root", new UserChange(Roles: Roles.Analyst)).ShouldBe(UserOutcome.LastAdministrator);
    }

    [Fact]
    public void Administrators_RemovedByTwoProcessesAtOnce_OneStays()
    {
        _house.AddUser("root", Roles.Admin);
        _house.AddUser("ann", Roles.Admin);
        int changes = 0;
        _house.Store.AfterChange = () =>
        {
            // The other process disables the other administrator in between, before it looks whether any is left.
            if (changes++ == 0)
                _house.Store.Change("ann", u => u with { IsDisabled = true });
        };

        Change("root", new UserChange(IsDisabled: true)).ShouldBe(UserOutcome.LastAdministrator);

        _house.Store.Find("root")!.IsDisabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("disabled")]
    [InlineData("password")]
    public async Task Change_OfWhatTokensRestOn_VoidsThem(string what)
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        var change = what switch
        {
            "roles" => new UserChange(Roles: Roles.Auditor),
            "disabled" => new UserChange(IsDisabled: true),
            _ => new UserChange(Password: Other),
        };

        Change("ann", change).ShouldBe(UserOutcome.Done);

        _house.Find(tokens).ShouldBeNull();
        _house.SignIn.Refresh(tokens.Refresh, "").Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Change_ToTheSame_VoidsNothing()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");

        Change("ann", new UserChange(Roles: Roles.Analyst, IsDisabled: false)).ShouldBe(UserOutcome.Done);

        _house.Find(tokens).ShouldNotBeNull();
    }

    [Fact]
    public async Task SetOwnPassword_EndsSessionsAndTheDutyToChangeIt()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        _house.Find(tokens)!.MustChangePassword.ShouldBeTrue();

        _house.Users.SetOwnPassword("ann", Other, AccessHouse.Somebody);

        _house.Find(tokens).ShouldBeNull();
        var after = (await _house.LoginAsync("ann", Other)).Tokens.ShouldNotBeNull();
        _house.Find(after)!.MustChangePassword.ShouldBeFalse();
    }

    [Fact]
    public void Change_Unknown_IsSaid()
    {
        Change("nobody", new UserChange(Roles: Roles.Admin)).ShouldBe(UserOutcome.Unknown);
        _house.Users.Remove("nobody", AccessHouse.Somebody).ShouldBe(UserOutcome.Unknown);
    }

    [Fact]
    public void Audit_NamesEveryChangeWithoutSecrets()
    {
        _house.AddUser("ann", Roles.Admin);
        Change("ann", new UserChange(Roles: Roles.Admin | Roles.Auditor, Password: Other));

        _house.Store.Events.Select(e => e.Action).ShouldBe(["user.create", "user.change"]);
        _house.Store.Events[1].Details.ShouldBe("""{"roles":["admin","auditor"],"password":"set"}""");
        string.Concat(_house.Store.Events).ShouldNotContain("horse");
    }

    public void Dispose() => _house.Dispose();

    private UserOutcome Change(string name, UserChange change) => _house.Users.Change(name, change, AccessHouse.Somebody);
}
