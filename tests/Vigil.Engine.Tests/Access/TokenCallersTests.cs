using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>That tokens are remembered, and forgotten in time.</summary>
public sealed class TokenCallersTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly AccessHouse _house = new();

    [Fact]
    public async Task Find_AgainWithinTwoSeconds_DoesNotAskTheStore()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        var caller = await _house.FindAsync(tokens);
        int reads = _house.Store.SessionReads;

        _house.Clock.Advance(TimeSpan.FromSeconds(1.9));

        (await _house.FindAsync(tokens)).ShouldBeSameAs(caller);
        _house.Store.SessionReads.ShouldBe(reads);
    }

    [Fact]
    public async Task Find_SessionRevokedElsewhere_IsRefusedAfterTwoSeconds()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        (await _house.FindAsync(tokens)).ShouldNotBeNull();

        await _house.Store.RevokeAsync("ann", (string?)null, Token);
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        (await _house.FindAsync(tokens)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_UserChangedElsewhere_IsRefusedAfterTwoSeconds()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        (await _house.FindAsync(tokens)).ShouldNotBeNull();

        await _house.Store.ChangeAsync(
            "ann", u => u with { Roles = Roles.Admin, Version = u.Version + 1 }, Token);
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        var (caller, problem) = await _house.Callers.FindAsync(tokens.Access, Token);
        caller.ShouldBeNull();
        problem.ShouldContain("changed");
    }

    [Fact]
    public async Task Find_RememberedToken_ExpiresInTime()
    {
        await _house.AddUserAsync("ann");
        var tokens = await _house.SignedInAsync("ann");
        for (int second = 0; second < 629; second++)
        {
            (await _house.FindAsync(tokens)).ShouldNotBeNull();
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        (await _house.FindAsync(tokens)).ShouldNotBeNull();
        _house.Clock.Advance(TimeSpan.FromSeconds(1));

        (await _house.FindAsync(tokens)).ShouldBeNull();
    }

    [Fact]
    public async Task Find_TokenOfAUserAddedAgain_IsRefused()
    {
        await _house.AddUserAsync("root", Roles.Admin);
        await _house.AddUserAsync("ann", Roles.Admin);
        var tokens = await _house.SignedInAsync("ann");
        string session = (await _house.FindAsync(tokens))!.Session!;
        (await _house.Users.RemoveAsync("ann", AccessHouse.Somebody, Token)).ShouldBe(UserOutcome.Done);
        await _house.Store.RevokeAsync("ann", session, Token);

        await _house.AddUserAsync("ann");

        (await _house.FindAsync(tokens)).ShouldBeNull();
    }

    public void Dispose() => _house.Dispose();
}
