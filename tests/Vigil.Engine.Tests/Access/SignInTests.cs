using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>Passwords, lock-out, sessions.</summary>
public sealed class SignInTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const string Wrong = "wrong horse battery";
    private readonly AccessHouse _house = new();

    [Fact]
    public async Task LoginAsync_RightPassword_GivesATokenOfThePerson()
    {
        await _house.AddUserAsync("ann", Roles.Analyst | Roles.Auditor);

        var tokens = await _house.SignedInAsync(" Ann ");

        var caller = (await _house.FindAsync(tokens)).ShouldNotBeNull();
        caller.Actor.ShouldBe("ann");
        caller.Permissions.ShouldBe(Permissions.Read | Permissions.Label | Permissions.ReadAudit | Permissions.Replay);
        (await _house.Store.FindAsync("ann", Token))!.LastLogin.ShouldBe(Microseconds.Of(_house.Clock.Now));
        _house.Store.Events[^1].ShouldBe(
            new AuditEvent(Microseconds.Of(_house.Clock.Now), "ann", "login", "ann", "ok", "192.0.2.1", ""));
    }

    [Theory]
    [InlineData("ann", Wrong, "wrong password")]
    [InlineData("bob", AccessHouse.Phrase, "unknown user")]
    [InlineData("off", AccessHouse.Phrase, "disabled")]
    public async Task LoginAsync_Refused_LooksTheSameOutsideAndIsToldApartInTheLog(string name, string phrase, string outcome)
    {
        await _house.AddUserAsync("ann", Roles.Admin);
        await _house.AddUserAsync("off");
        await _house.Users.ChangeAsync(
            "off", new UserChange(IsDisabled: true), AccessHouse.Somebody, Token);

        var result = await _house.LoginAsync(name, phrase);

        result.ShouldBe(SignInResult.Refused);
        _house.Store.Events[^1].Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task LoginAsync_PasswordInTheFieldOfTheName_IsNotWrittenDown()
    {
        await _house.AddUserAsync("ann");

        await _house.LoginAsync(AccessHouse.Phrase, "ann");

        _house.Store.Events[^1].Actor.ShouldBe("unknown");
        _house.Store.Events.ShouldAllBe(e => !e.ToString().Contains(AccessHouse.Phrase));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_AfterFiveFailures_IsLockedWhetherTheNameExistsOrNot(string name)
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 5; i++)
            (await _house.LoginAsync(name, Wrong)).ShouldBe(SignInResult.Refused);

        var result = await _house.LoginAsync(name);

        result.Tokens.ShouldBeNull();
        result.LockedFor.ShouldBe(TimeSpan.FromMinutes(15));
        _house.Store.Events[^1].Outcome.ShouldBe("locked");
    }

    [Fact]
    public async Task LoginAsync_ManyAtOnce_TriesNoMorePasswordsThanAllowed()
    {
        await _house.AddUserAsync("ann");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _house.LoginAsync("ann", Wrong)));

        _house.Store.Events.Count(e => e.Outcome == "wrong password").ShouldBe(5);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_FailuresFromOneAddress_LockOutThatAddressOnly(string name)
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync(name, Wrong);

        (await _house.LoginAsync(name)).LockedFor.ShouldNotBeNull();
        (await From("192.0.2.2")).LockedFor.ShouldBeNull();
        ((await From("192.0.2.2")).Tokens is not null).ShouldBe(name == "ann");
        (await _house.LoginAsync(name)).LockedFor.ShouldNotBeNull("somebody else's good login frees nobody");

        Task<SignInResult> From(string address) =>
            _house.SignIn.LoginAsync(name, AccessHouse.Phrase, address, Token);
    }

    [Fact]
    public async Task LoginAsync_FailuresFromVeryManyAddresses_LockTheNameForAll()
    {
        await _house.AddUserAsync("ann");
        for (int address = 0; address < 20; address++)
            for (int i = 0; i < 5; i++)
                await _house.SignIn.LoginAsync("ann", Wrong, $"198.51.100.{address}", Token);

        (await _house.LoginAsync("ann")).LockedFor.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2001:db8::")]
    [InlineData("::ffff:198.51.100.7")]
    public async Task LoginAsync_FailuresFromAddressesOfOneClient_LockItOut(string network)
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 5; i++)
            await From(network.EndsWith(':') ? $"{network}{i + 1}" : i % 2 == 0 ? network : network["::ffff:".Length..], Wrong);

        (await From(network.EndsWith(':') ? network + "ffff" : network, AccessHouse.Phrase)).LockedFor.ShouldNotBeNull();
        (await From("2001:db8:0:1::1", AccessHouse.Phrase)).Tokens.ShouldNotBeNull();

        Task<SignInResult> From(string address, string phrase) =>
            _house.SignIn.LoginAsync("ann", phrase, address, Token);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_FewFailuresFromEachOfVeryManyAddresses_LockTheNameForAll(string name)
    {
        await _house.AddUserAsync("ann");
        for (int address = 0; address < 25; address++)
            for (int i = 0; i < 4; i++)
                await _house.SignIn.LoginAsync(name, Wrong, $"2001:db8:0:{address:x}::1", Token);

        (await _house.LoginAsync(name)).LockedFor.ShouldBe(TimeSpan.FromMinutes(15));
        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        (await _house.LoginAsync(name)).LockedFor.ShouldBeNull();
    }

    [Fact]
    public async Task LoginAsync_AfterTheLock_IsPossibleAgain()
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync("ann", Wrong);

        _house.Clock.Advance(TimeSpan.FromMinutes(15));

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task LoginAsync_AfterAnAdministratorUnlocked_IsPossibleAgain()
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync("ann", Wrong);

        (await _house.Users.ChangeAsync(
            "ann", new UserChange(Unlocks: true), AccessHouse.Somebody, Token)).ShouldBe(UserOutcome.Done);

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task LoginAsync_RightPasswordBetweenFailures_BeginsTheCountAnew()
    {
        await _house.AddUserAsync("ann");
        for (int i = 0; i < 12; i++)
            await _house.LoginAsync("ann", i % 4 == 3 ? AccessHouse.Phrase : Wrong);

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task Refresh_ValidToken_GivesNewOnesOfTheSameSession()
    {
        await _house.AddUserAsync("ann");
        var first = await _house.SignedInAsync("ann");

        var second = (await _house.SignIn.RefreshAsync(first.Refresh, "", Token)).Tokens.ShouldNotBeNull();

        second.Refresh.ShouldNotBe(first.Refresh);
        second.SessionEnds.ShouldBe(first.SessionEnds);
        (await _house.FindAsync(second))!.Session.ShouldBe((await _house.FindAsync(first))!.Session);
    }

    [Fact]
    public async Task Refresh_TokenUsedTwice_EndsTheSession()
    {
        await _house.AddUserAsync("ann");
        var first = await _house.SignedInAsync("ann");
        var second = (await _house.SignIn.RefreshAsync(first.Refresh, "", Token)).Tokens.ShouldNotBeNull();

        (await _house.SignIn.RefreshAsync(first.Refresh, "", Token)).Tokens.ShouldBeNull();

        (await _house.SignIn.RefreshAsync(second.Refresh, "", Token)).Tokens.ShouldBeNull();
        (await _house.FindAsync(second)).ShouldBeNull();
        _house.Store.Events.Last(e => e.Action == "session.refresh").Outcome.ShouldBe("reused");
    }

    [Fact]
    public async Task Refresh_Idle_EndsAfterTwelveHours()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");

        _house.Clock.Advance(TimeSpan.FromHours(12));

        (await _house.SignIn.RefreshAsync(tokens.Refresh, "", Token)).Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_AlwaysInTime_EndsAfterSevenDays()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        var end = _house.Clock.Now.AddDays(7);

        while (_house.Clock.Now.AddHours(11) < end)
        {
            _house.Clock.Advance(TimeSpan.FromHours(11));
            tokens = (await _house.SignIn.RefreshAsync(tokens.Refresh, "", Token)).Tokens.ShouldNotBeNull();
        }
        _house.Clock.Now = end;

        (await _house.SignIn.RefreshAsync(tokens.Refresh, "", Token)).Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_TimeInTheTokenChanged_IsRefused()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        string[] parts = tokens.Refresh.Split('.');
        parts[1] = (long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);

        (await _house.SignIn.RefreshAsync(string.Join('.', parts), "", Token)).Tokens.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("unknown.1.x")]
    [InlineData("....")]
    public async Task Refresh_NoToken_IsRefused(string text) =>
        (await _house.SignIn.RefreshAsync(text, "", Token)).Tokens.ShouldBeNull();

    [Fact]
    public async Task Logout_VoidsBothTokensAtOnce()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        var caller = (await _house.FindAsync(tokens))!;

        await _house.SignIn.LogoutAsync(caller.User!, caller.Session!, "", Token);

        (await _house.FindAsync(tokens)).ShouldBeNull();
        (await _house.SignIn.RefreshAsync(tokens.Refresh, "", Token)).Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task KnowsPasswordAsync_Failures_CountTowardsTheLock()
    {
        await _house.AddUserAsync("ann");
        var cancellation = Token;
        for (int i = 0; i < 5; i++)
            (await _house.SignIn.KnowsPasswordAsync("ann", Wrong, "192.0.2.1", cancellation)).IsRight.ShouldBeFalse();

        (await _house.SignIn.KnowsPasswordAsync("ann", AccessHouse.Phrase, "192.0.2.1", cancellation)).LockedFor.ShouldNotBeNull();
        (await _house.LoginAsync("ann")).LockedFor.ShouldNotBeNull();
    }

    public void Dispose() => _house.Dispose();
}
