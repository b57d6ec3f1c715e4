using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>API keys: scopes, expiry, revocation, use.</summary>
public sealed class KeyCallersTests : IDisposable
{
    private readonly AccessHouse _house = new();

    [Fact]
    public void Find_NewKey_HasItsScopesAndNoMore()
    {
        var (key, text) = Create(Permissions.Score | Permissions.Read | Permissions.ManageUsers);

        var caller = _house.Programs.Find(text, out string problem).ShouldNotBeNull();

        caller.Actor.ShouldBe("key:" + key.Id);
        caller.User.ShouldBeNull();
        caller.Permissions.ShouldBe(Permissions.Score | Permissions.Read);
        problem.ShouldBeEmpty();
    }

    [Fact]
    public void Create_KeepsNothingOfTheSecret()
    {
        var (key, text) = Create(Permissions.Score);
        string secret = text[(text.LastIndexOf('_') + 1)..];

        (key.ToString() + string.Concat(_house.Store.Events)).ShouldNotContain(secret);
    }

    [Fact]
    public void Find_EveryOtherCharacter_IsRefused()
    {
        var (_, text) = Create(Permissions.Score);

        for (int at = 0; at < text.Length; at++)
            _house.Programs.Find(text[..at] + (text[at] == 'x' ? 'y' : 'x') + text[(at + 1)..], out _).ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("vk_")]
    [InlineData("vk__")]
    [InlineData("vk_a_")]
    [InlineData("vk_a_b")]
    [InlineData("vk_\ud800_\udc00")]
    public void Find_NoKey_IsRefused(string text) => _house.Programs.Find(text, out _).ShouldBeNull();

    [Fact]
    public void Find_TooLong_IsRefused()
    {
        var (_, text) = Create(Permissions.Score);

        _house.Programs.Find(text + new string('a', 100_000), out _).ShouldBeNull();
    }

    [Fact]
    public void Find_Expired_IsRefused()
    {
        var (_, text) = Create(Permissions.Score, expires: Microseconds.Of(_house.Clock.Now.AddDays(1)));
        _house.Programs.Find(text, out _).ShouldNotBeNull();

        _house.Clock.Advance(TimeSpan.FromDays(1));

        _house.Programs.Find(text, out string problem).ShouldBeNull();
        problem.ShouldContain("expired");
    }

    [Fact]
    public void Revoke_TakesEffectAtOnce()
    {
        var (key, text) = Create(Permissions.Score);
        _house.Programs.Find(text, out _).ShouldNotBeNull();

        _house.ApiKeys.Revoke(key.Id, AccessHouse.Somebody).ShouldBeTrue();

        _house.Programs.Find(text, out _).ShouldBeNull();
    }

    [Fact]
    public void Find_RevokedElsewhere_IsRefusedAfterTwoSeconds()
    {
        var (key, text) = Create(Permissions.Score);
        _house.Programs.Find(text, out _).ShouldNotBeNull();

        _house.Store.Revoke(key.Id, 1L);
        _house.Programs.Find(text, out _).ShouldNotBeNull();
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        _house.Programs.Find(text, out _).ShouldBeNull();
    }

    [Fact]
    public void Used_TellsEachKeyOnceAMinute()
    {
        var (key, text) = Create(Permissions.Score);
        for (int second = 0; second < 120; second++)
        {
            _house.Programs.Find(text, out _);
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var used = new List<string>();
        while (_house.Programs.Used.TryRead(out var use))
            used.Add(use.Id);

        used.ShouldBe([key.Id, key.Id]);
    }

    public void Dispose() => _house.Dispose();

    private (ApiKey Key, string Text) Create(Permissions scopes, long expires = 0) =>
        _house.ApiKeys.Create("a program", scopes, expires, AccessHouse.Somebody)!.Value;
}
