using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>Changes of users, and that somebody can always manage them.</summary>
public sealed class UserAdministrationTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const string Other = "another horse battery";
    private readonly AccessHouse _house = new();

    [Fact]
    public async Task Add_NameThatIsTaken_ChangesNothing()
    {
        await _house.AddUserAsync("ann", Roles.Admin);

        (await _house.Users.AddAsync("ann", AccessHouse.Phrase, Roles.Analyst, AccessHouse.Somebody, Token))
            .ShouldBe(UserOutcome.Taken);

        (await _house.Store.FindAsync("ann", Token))!.Roles.ShouldBe(Roles.Admin);
    }

    [Fact]
    public async Task LastAdministrator_CanNeitherBeDemotedNorDisabledNorRemoved()
    {
        await _house.AddUserAsync("root", Roles.Admin);
        await _house.AddUserAsync("ann", Roles.Auditor);
        var before = await _house.Store.FindAsync("root", Token);

        (await ChangeAsync("root", new UserChange(Roles: Roles.Auditor))).ShouldBe(UserOutcome.LastAdministrator);
        (await ChangeAsync("root", new UserChange(IsDisabled: true))).ShouldBe(UserOutcome.LastAdministrator);
        (await _house.Users.RemoveAsync("root", AccessHouse.Somebody, Token)).ShouldBe(
            UserOutcome.LastAdministrator);

        (await _house.Store.FindAsync("root", Token)).ShouldBe(before);
        _house.Store.Events[^1].Outcome.ShouldBe("last administrator");
    }

    [Fact]
    public async Task LastAdministrator_ADisabledOneDoesNotCount()
    {
        await _house.AddUserAsync("root", Roles.Admin);
        await _house.AddUserAsync("ann", Roles.Admin);
        (await ChangeAsync("ann", new UserChange(IsDisabled: true))).ShouldBe(UserOutcome.Done);

        (await ChangeAsync("root", new UserChange(Roles: Roles.Analyst))).ShouldBe(UserOutcome.LastAdministrator);
    }

    [Fact]
    public async Task Administrators_RemovedByTwoProcessesAtOnce_OneStays()
    {
        await _house.AddUserAsync("root", Roles.Admin);
        await _house.AddUserAsync("ann", Roles.Admin);
        int changes = 0;
        _house.Store.AfterChange = async () =>
        {
            // The other process disables the other administrator in between, before it looks whether any is left.
            if (changes++ == 0)
                await _house.Store.ChangeAsync("ann", u => u with { IsDisabled = true }, Token);
        };

        (await ChangeAsync("root", new UserChange(IsDisabled: true))).ShouldBe(UserOutcome.LastAdministrator);

        (await _house.Store.FindAsync("root", Token))!.IsDisabled.ShouldBeFalse();
    }

    [Theory]
    [InlineData("roles")]
    [InlineData("disabled")]
    [InlineData("password")]
    public async Task Change_OfWhatTokensRestOn_VoidsThem(string what)
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        var change = what switch
        {
            "roles" => new UserChange(Roles: Roles.Auditor),
            "disabled" => new UserChange(IsDisabled: true),
            _ => new UserChange(Password: Other),
        };

        (await ChangeAsync("ann", change)).ShouldBe(UserOutcome.Done);

        (await _house.FindAsync(tokens)).ShouldBeNull();
        (await _house.SignIn.RefreshAsync(tokens.Refresh, "", Token)).Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Change_ToTheSame_VoidsNothing()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");

        (await ChangeAsync("ann", new UserChange(Roles: Roles.Analyst, IsDisabled: false))).ShouldBe(UserOutcome.Done);

        (await _house.FindAsync(tokens)).ShouldNotBeNull();
    }

    [Fact]
    public async Task SetOwnPassword_EndsSessionsAndTheDutyToChangeIt()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        (await _house.FindAsync(tokens))!.MustChangePassword.ShouldBeTrue();

        await _house.Users.SetOwnPasswordAsync("ann", Other, AccessHouse.Somebody, Token);

        (await _house.FindAsync(tokens)).ShouldBeNull();
        var after = (await _house.LoginAsync("ann", Other)).Tokens.ShouldNotBeNull();
        (await _house.FindAsync(after))!.MustChangePassword.ShouldBeFalse();
    }

    [Fact]
    public async Task Change_Unknown_IsSaid()
    {
        (await ChangeAsync("nobody", new UserChange(Roles: Roles.Admin))).ShouldBe(UserOutcome.Unknown);
        (await _house.Users.RemoveAsync("nobody", AccessHouse.Somebody, Token)).ShouldBe(
            UserOutcome.Unknown);
    }

    [Fact]
    public async Task Audit_NamesEveryChangeWithoutSecrets()
    {
        await _house.AddUserAsync("ann", Roles.Admin);
        await ChangeAsync("ann", new UserChange(Roles: Roles.Admin | Roles.Auditor, Password: Other));

        _house.Store.Events.Select(e => e.Action).ShouldBe(["user.create", "user.change"]);
        _house.Store.Events[1].Details.ShouldBe("""{"roles":["admin","auditor"],"password":"set"}""");
        string.Concat(_house.Store.Events).ShouldNotContain("horse");
    }

    public void Dispose() => _house.Dispose();

    private async Task<UserOutcome> ChangeAsync(string name, UserChange change) =>
        await _house.Users.ChangeAsync(name, change, AccessHouse.Somebody, Token);
}
