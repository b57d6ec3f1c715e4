using Vigil.Engine.Access;

namespace Vigil.Engine.Tests.Access;

/// <summary>API keys: scopes, expiry, revocation, use.</summary>
public sealed class KeyCallersTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly AccessHouse _house = new();

    [Fact]
    public async Task Find_NewKey_HasItsScopesAndNoMore()
    {
        var (key, text) = await CreateAsync(Permissions.Score | Permissions.Read | Permissions.ManageUsers);

        var (found, problem) = await _house.Programs.FindAsync(text, Token);
        var caller = found.ShouldNotBeNull();

        caller.Actor.ShouldBe("key:" + key.Id);
        caller.User.ShouldBeNull();
        caller.Permissions.ShouldBe(Permissions.Score | Permissions.Read);
        problem.ShouldBeEmpty();
    }

    [Fact]
    public async Task Create_KeepsNothingOfTheSecret()
    {
        var (key, text) = await CreateAsync(Permissions.Score);
        string secret = text[(text.LastIndexOf('_') + 1)..];

        (key.ToString() + string.Concat(_house.Store.Events)).ShouldNotContain(secret);
    }

    [Fact]
    public async Task Find_EveryOtherCharacter_IsRefused()
    {
        var (_, text) = await CreateAsync(Permissions.Score);

        for (int at = 0; at < text.Length; at++)
            (await _house.Programs.FindAsync(text[..at] + (text[at] == 'x' ? 'y' : 'x') + text[(
                at + 1)..], Token)).Caller.ShouldBeNull();
    }

    [Theory]
    [InlineData("")]
    [InlineData("vk_")]
    [InlineData("vk__")]
    [InlineData("vk_a_")]
    [InlineData("vk_a_b")]
    [InlineData("vk_\ud800_\udc00")]
    public async Task Find_NoKey_IsRefused(string text) =>
        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldBeNull();

    [Fact]
    public async Task Find_TooLong_IsRefused()
    {
        var (_, text) = await CreateAsync(Permissions.Score);

        (await _house.Programs.FindAsync(text + new string('a', 100_000), Token)).Caller.ShouldBeNull();
    }

    [Fact]
    public async Task Find_Expired_IsRefused()
    {
        var (_, text) = await CreateAsync(Permissions.Score, expires: Microseconds.Of(_house.Clock.Now.AddDays(1)));
        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldNotBeNull();

        _house.Clock.Advance(TimeSpan.FromDays(1));

        var (caller, problem) = await _house.Programs.FindAsync(text, Token);
        caller.ShouldBeNull();
        problem.ShouldContain("expired");
    }

    [Fact]
    public async Task Revoke_TakesEffectAtOnce()
    {
        var (key, text) = await CreateAsync(Permissions.Score);
        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldNotBeNull();

        (await _house.ApiKeys.RevokeAsync(key.Id, AccessHouse.Somebody, Token)).ShouldBeTrue();

        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldBeNull();
    }

    [Fact]
    public async Task Find_RevokedElsewhere_IsRefusedAfterTwoSeconds()
    {
        var (key, text) = await CreateAsync(Permissions.Score);
        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldNotBeNull();

        await _house.Store.RevokeAsync(key.Id, 1L, Token);
        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldNotBeNull();
        _house.Clock.Advance(TimeSpan.FromSeconds(2));

        (await _house.Programs.FindAsync(text, Token)).Caller.ShouldBeNull();
    }

    [Fact]
    public async Task Used_TellsEachKeyOnceAMinute()
    {
        var (key, text) = await CreateAsync(Permissions.Score);
        for (int second = 0; second < 120; second++)
        {
            await _house.Programs.FindAsync(text, Token);
            _house.Clock.Advance(TimeSpan.FromSeconds(1));
        }

        var used = new List<string>();
        while (_house.Programs.Used.TryRead(out var use))
            used.Add(use.Id);

        used.ShouldBe([key.Id, key.Id]);
    }

    public void Dispose() => _house.Dispose();

    private async Task<(ApiKey Key, string Text)> CreateAsync(Permissions scopes, long expires = 0) =>
        (await _house.ApiKeys.CreateAsync(
            "a program", scopes, expires, AccessHouse.Somebody, Token))!.Value;
}
