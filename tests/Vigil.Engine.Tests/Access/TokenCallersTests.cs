using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>That tokens are remembered, and forgotten in time.</summary>
public sealed class TokenCallersTests : IDisposable
{
    private readonly AccessHouse _house = new();

    [Fact]
    public async Task Find_AgainWithinTwoSeconds_DoesNotAskTheStore()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        var caller = _house.Find(tokens);
        int reads = _house.Store.SessionReads;

        _house.Clock.Advance(TimeSpan.FromSeconds(1.9));

        _house.Find(tokens).ShouldBeSameAs(caller);
        _house.Store.SessionReads.ShouldBe(reads);
    }

    [Fact]
    public async Task Find_SessionRevokedElsewhere_IsRefusedAfterTwoSeconds()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        _house.Find(tokens).ShouldNotBeNull();

        _house.Store.Revoke("ann", (string?)null);
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        _house.Find(tokens).ShouldBeNull();
    }

    [Fact]
    public async Task Find_UserChangedElsewhere_IsRefusedAfterTwoSeconds()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        _house.Find(tokens).ShouldNotBeNull();

        _house.Store.Change("ann", u => u with { Roles = Roles.Admin, Version = u.Version + 1 });
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        _house.Callers.Find(tokens.Access, out string problem).ShouldBeNull();
        problem.ShouldContain("changed");
    }

    [Fact]
    public async Task Find_RememberedToken_ExpiresInTime()
    {
        _house.AddUser("ann");
        var tokens = await _house.SignedInAsync("ann");
        for (int second = 0; second < 629; second++)
        {
            _house.Find(tokens).ShouldNotBeNull();
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        _house.Find(tokens).ShouldNotBeNull();
        _house.Clock.Advance(TimeSpan.FromSeconds(1));

        _house.Find(tokens).ShouldBeNull();
    }

    [Fact]
    public async Task Find_TokenOfAUserAddedAgain_IsRefused()
    {
        _house.AddUser("root", Roles.Admin);
        _house.AddUser("ann", Roles.Admin);
        var tokens = await _house.SignedInAsync("ann");
        string session = _house.Find(tokens)!.Session!;
        _house.Users.Remove("ann", AccessHouse.Somebody).ShouldBe(UserOutcome.Done);
        _house.Store.Revoke("ann", session);

        _house.AddUser("ann");

        _house.Find(tokens).ShouldBeNull();
    }

    public void Dispose() => _house.Dispose();
}
