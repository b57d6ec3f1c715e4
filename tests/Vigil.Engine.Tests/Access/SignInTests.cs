using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>Passwords, lock-out, sessions.</summary>
public sealed class SignInTests : IDisposable
{
    private const string Wrong = "wrong horse battery";
    private readonly AccessHouse _house = new();

    [Fact]
    public async Task LoginAsync_RightPassword_GivesATokenOfThePerson()
    {
        _house.AddUser("ann", Roles.Analyst | Roles.Auditor);

        var tokens = await _house.SignedInAsync(" Ann ");

        var caller = _house.Find(tokens).ShouldNotBeNull();
        caller.Actor.ShouldBe("ann");
        caller.Permissions.ShouldBe(Permissions.Read | Permissions.Label | Permissions.ReadAudit | Permissions.Replay);
        _house.Store.Find("ann")!.LastLogin.ShouldBe(Microseconds.Of(_house.Clock.Now));
        _house.Store.Events[^1].ShouldBe(
            new AuditEvent(Microseconds.Of(_house.Clock.Now), "ann", "login", "ann", "ok", "192.0.2.1", ""));
    }

    [Theory]
    [InlineData("ann", Wrong, "wrong password")]
    [InlineData("bob", AccessHouse.Phrase, "unknown user")]
    [InlineData("off", AccessHouse.Phrase, "disabled")]
    public async Task LoginAsync_Refused_LooksTheSameOutsideAndIsToldApartInTheLog(string name, string phrase, string outcome)
    {
        _house.AddUser("ann", Roles.Admin);
        _house.AddUser("off");
        _house.Users.Change("off", new UserChange(IsDisabled: true), AccessHouse.Somebody);

        var result = await _house.LoginAsync(name, phrase);

        result.ShouldBe(SignInResult.Refused);
        _house.Store.Events[^1].Outcome.ShouldBe(outcome);
    }

    [Fact]
    public async Task LoginAsync_PasswordInTheFieldOfTheName_IsNotWrittenDown()
    {
        _house.AddUser("ann");

        await _house.LoginAsync(AccessHouse.Phrase, "ann");

        _house.Store.Events[^1].Actor.ShouldBe("unknown");
        _house.Store.Events.ShouldAllBe(e => !e.ToString().Contains(AccessHouse.Phrase));
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_AfterFiveFailures_IsLockedWhetherTheNameExistsOrNot(string name)
    {
        _house.AddUser("ann");
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
        _house.AddUser("ann");

        await Task.WhenAll(Enumerable.Range(0, 40).Select(_ => _house.LoginAsync("ann", Wrong)));

        _house.Store.Events.Count(e => e.Outcome == "wrong password").ShouldBe(5);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_FailuresFromOneAddress_LockOutThatAddressOnly(string name)
    {
        _house.AddUser("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync(name, Wrong);

        (await _house.LoginAsync(name)).LockedFor.ShouldNotBeNull();
        (await From("192.0.2.2")).LockedFor.ShouldBeNull();
        ((await From("192.0.2.2")).Tokens is not null).ShouldBe(name == "ann");
        (await _house.LoginAsync(name)).LockedFor.ShouldNotBeNull("somebody else's good login frees nobody");

        Task<SignInResult> From(string address) =>
            _house.SignIn.LoginAsync(name, AccessHouse.Phrase, address, TestContext.Current.CancellationToken);
    }

    [Fact]
    public async Task LoginAsync_FailuresFromVeryManyAddresses_LockTheNameForAll()
    {
        _house.AddUser("ann");
        for (int address = 0; address < 20; address++)
            for (int i = 0; i < 5; i++)
                await _house.SignIn.LoginAsync("ann", Wrong, $"198.51.100.{address}", TestContext.Current.CancellationToken);

        (await _house.LoginAsync("ann")).LockedFor.ShouldNotBeNull();
    }

    [Theory]
    [InlineData("2001:db8::")]
    [InlineData("::ffff:198.51.100.7")]
    public async Task LoginAsync_FailuresFromAddressesOfOneClient_LockItOut(string network)
    {
        _house.AddUser("ann");
        for (int i = 0; i < 5; i++)
            await From(network.EndsWith(':') ? $"{network}{i + 1}" : i % 2 == 0 ? network : network["::ffff:".Length..], Wrong);

        (await From(network.EndsWith(':') ? network + "ffff" : network, AccessHouse.Phrase)).LockedFor.ShouldNotBeNull();
        (await From("2001:db8:0:1::1", AccessHouse.Phrase)).Tokens.ShouldNotBeNull();

        Task<SignInResult> From(string address, string phrase) =>
            _house.SignIn.LoginAsync("ann", phrase, address, TestContext.Current.CancellationToken);
    }

    [Theory]
    [InlineData("ann")]
    [InlineData("nobody")]
    public async Task LoginAsync_FewFailuresFromEachOfVeryManyAddresses_LockTheNameForAll(string name)
    {
        _house.AddUser("ann");
        for (int address = 0; address < 25; address++)
            for (int i = 0; i < 4; i++)
                await _house.SignIn.LoginAsync(name, Wrong, $"2001:db8:0:{address:x}::1", TestContext.Current.CancellationToken);

        (await _house.LoginAsync(name)).LockedFor.ShouldBe(TimeSpan.FromMinutes(15));
        _house.Clock.Advance(TimeSpan.FromMinutes(15));
        (await _house.LoginAsync(name)).LockedFor.ShouldBeNull();
    }

    [Fact]
    public async Task LoginAsync_AfterTheLock_IsPossibleAgain()
    {
        _house.AddUser("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync("ann", Wrong);

        _house.Clock.Advance(TimeSpan.FromMinutes(15));

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task LoginAsync_AfterAnAdministratorUnlocked_IsPossibleAgain()
    {
        _house.AddUser("ann");
        for (int i = 0; i < 5; i++)
            await _house.LoginAsync("ann", Wrong);

        _house.Users.Change("ann", new UserChange(Unlocks: true), AccessHouse.Somebody).ShouldBe(UserOutcome.Done);

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task LoginAsync_RightPasswordBetweenFailures_BeginsTheCountAnew()
    {
        _house.AddUser("ann");
        for (int i = 0; i < 12; i++)
            await _house.LoginAsync("ann", i % 4 == 3 ? AccessHouse.Phrase : Wrong);

        (await _house.LoginAsync("ann")).Tokens.ShouldNotBeNull();
    }

    [Fact]
    public async Task Refresh_ValidToken_GivesNewOnesOfTheSameSession()
    {
        _house.AddUser("ann");
        var first = await _house.SignedInAsync("ann");

        var second = _house.SignIn.Refresh(first.Refresh, "").Tokens.ShouldNotBeNull();

        second.Refresh.ShouldNotBe(first.Refresh);
        second.SessionEnds.ShouldBe(first.SessionEnds);
        _house.Find(second)!.Session.ShouldBe(_house.Find(first)!.Session);
    }

    [Fact]
    public async Task Refresh_TokenUsedTwice_EndsTheSession()
    {
        _house.AddUser("ann");
        var first = await _house.SignedInAsync("ann");
        var second = _house.SignIn.Refresh(first.Refresh, "").Tokens.ShouldNotBeNull();

        _house.SignIn.Refresh(first.Refresh, "").Tokens.ShouldBeNull();

        _house.SignIn.Refresh(second.Refresh, "").Tokens.ShouldBeNull();
        _house.Find(second).ShouldBeNull();
        _house.Store.Events.Last(e => e.Action == "session.refresh").Outcome.ShouldBe("reused");
    }

    [Fact]
    public async Task Refresh_Idle_EndsAfterTwelveHours()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");

        _house.Clock.Advance(TimeSpan.FromHours(12));

        _house.SignIn.Refresh(tokens.Refresh, "").Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_AlwaysInTime_EndsAfterSevenDays()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        var end = _house.Clock.Now.AddDays(7);

        while (_house.Clock.Now.AddHours(11) < end)
        {
            _house.Clock.Advance(TimeSpan.FromHours(11));
            tokens = _house.SignIn.Refresh(tokens.Refresh, "").Tokens.ShouldNotBeNull();
        }
        _house.Clock.Now = end;

        _house.SignIn.Refresh(tokens.Refresh, "").Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task Refresh_TimeInTheTokenChanged_IsRefused()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        string[] parts = tokens.Refresh.Split('.');
        parts[1] = (long.Parse(parts[1], System.Globalization.CultureInfo.InvariantCulture) + 1)
            .ToString(System.Globalization.CultureInfo.InvariantCulture);

        _house.SignIn.Refresh(string.Join('.', parts), "").Tokens.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("a.b.c")]
    [InlineData("unknown.1.x")]
    [InlineData("....")]
    public void Refresh_NoToken_IsRefused(string text) => _house.SignIn.Refresh(text, "").Tokens.ShouldBeNull();

    [Fact]
    public async Task Logout_VoidsBothTokensAtOnce()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        var caller = _house.Find(tokens)!;

        _house.SignIn.Logout(caller.User!, caller.Session!, "");

        _house.Find(tokens).ShouldBeNull();
        _house.SignIn.Refresh(tokens.Refresh, "").Tokens.ShouldBeNull();
    }

    [Fact]
    public async Task KnowsPasswordAsync_Failures_CountTowardsTheLock()
    {
        _house.AddUser("ann");
        var cancellation = TestContext.Current.CancellationToken;
        for (int i = 0; i < 5; i++)
            (await _house.SignIn.KnowsPasswordAsync("ann", Wrong, "192.0.2.1", cancellation)).IsRight.ShouldBeFalse();

        (await _house.SignIn.KnowsPasswordAsync("ann", AccessHouse.Phrase, "192.0.2.1", cancellation)).LockedFor.ShouldNotBeNull();
        (await _house.LoginAsync("ann")).LockedFor.ShouldNotBeNull();
    }

    public void Dispose() => _house.Dispose();
}
