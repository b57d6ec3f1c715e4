using System.Text.Json;
using Vigil.Engine.Access;
using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Access;

/// <summary>What a token must say, and that nothing but the token itself is accepted.</summary>
public sealed class AccessTokenTests
{
    private const string Characters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_.=+/ \0é";
    private static readonly AccessOptions Options = new();

    [Theory]
    [InlineData(TokenAlgorithm.HS256)]
    [InlineData(TokenAlgorithm.ES256)]
    public void Read_WhatWasWritten_GivesTheSame(TokenAlgorithm algorithm)
    {
        using var house = new AccessHouse(algorithm);
        var token = Token(house);

        var read = Read(house, token.Write(house.Keys.Issuing, Options), out string problem);

        read.ShouldBe(token);
        problem.ShouldBeEmpty();
        house.Keys.Issuing.Algorithm.ShouldBe(algorithm);
    }

    [Theory]
    [InlineData(TokenAlgorithm.HS256)]
    [InlineData(TokenAlgorithm.ES256)]
    public void Read_TenThousandChangesOfOneCharacter_AcceptsNone(TokenAlgorithm algorithm)
    {
        using var house = new AccessHouse(algorithm);
        string text = Token(house).Write(house.Keys.Issuing, Options);
        var random = new Random(5);
        int accepted = 0;

        for (int i = 0; i < 10_000; i++)
        {
            char[] changed = text.ToCharArray();
            int at = i < changed.Length ? i : random.Next(changed.Length);
            changed[at] = Other(changed[at], random);
            accepted += Read(house, new string(changed), out _) is null ? 0 : 1;
        }

        accepted.ShouldBe(0);
    }

    [Theory]
    [InlineData(TokenAlgorithm.HS256)]
    [InlineData(TokenAlgorithm.ES256)]
    public void Read_EveryOtherLastCharacter_IsRefused(TokenAlgorithm algorithm)
    {
        using var house = new AccessHouse(algorithm);
        string text = Token(house).Write(house.Keys.Issuing, Options);

        foreach (char last in Characters.Where(c => c != text[^1]))
            Read(house, text[..^1] + last, out _).ShouldBeNull();
    }

    [Fact]
    public void Read_AfterItsTime_IsRefusedBeyondTheSkew()
    {
        using var house = new AccessHouse();
        string text = Token(house).Write(house.Keys.Issuing, Options);

        house.Clock.Advance(TimeSpan.FromSeconds(629));
        Read(house, text, out _).ShouldNotBeNull();
        house.Clock.Advance(TimeSpan.FromSeconds(1));
        Read(house, text, out string problem).ShouldBeNull();

        problem.ShouldBe("expired");
    }

    [Fact]
    public void Read_BeforeItsTime_IsRefusedBeyondTheSkew()
    {
        using var house = new AccessHouse();
        string text = Token(house).Write(house.Keys.Issuing, Options);

        house.Clock.Advance(TimeSpan.FromSeconds(-30));
        Read(house, text, out _).ShouldNotBeNull();
        house.Clock.Advance(TimeSpan.FromSeconds(-1));
        Read(house, text, out string problem).ShouldBeNull();

        problem.ShouldBe("not yet valid");
    }

    [Fact]
    public void Read_OfAnotherIssuerOrAudience_IsRefused()
    {
        using var house = new AccessHouse();

        Read(house, Token(house).Write(house.Keys.Issuing, Options with { Issuer = "other" }), out string issuer).ShouldBeNull();
        Read(house, Token(house).Write(house.Keys.Issuing, Options with { Audience = "other" }), out string audience).ShouldBeNull();

        issuer.ShouldBe("of another issuer");
        audience.ShouldBe("for another audience");
    }

    [Theory]
    [InlineData("exp", "without an expiry")]
    [InlineData("aud", "for another audience")]
    [InlineData("sid", "without a session")]
    [InlineData("ver", "without a session")]
    public void Read_WithoutAMember_IsRefused(string missing, string expected)
    {
        using var house = new AccessHouse();
        long now = house.Clock.Now.ToUnixTimeSeconds();
        var members = new Dictionary<string, object>
        {
            ["iss"] = "vigil", ["aud"] = "vigil", ["sub"] = "ann", ["sid"] = "s", ["ver"] = 1, ["exp"] = now + 60,
        };
        Read(house, Jws.Sign(house.Keys.Issuing, JsonSerializer.SerializeToUtf8Bytes(members)), out _).ShouldNotBeNull();

        members.Remove(missing);

        Read(house, Jws.Sign(house.Keys.Issuing, JsonSerializer.SerializeToUtf8Bytes(members)), out string problem).ShouldBeNull();
        problem.ShouldBe(expected);
    }

    [Fact]
    public async Task Read_SignedByAnotherMasterKey_IsRefused()
    {
        using var house = new AccessHouse();
        using var other = await TokenKeys.LoadAsync(
            MasterKey.Create(), new MemoryAccessStore(), TokenAlgorithm.HS256, TestContext.Current.CancellationToken);

        Read(house, Token(house).Write(other.Issuing, Options), out _).ShouldBeNull();
    }

    [Fact]
    public async Task Load_AgainFromTheSameStore_AcceptsTheSameTokens()
    {
        using var house = new AccessHouse(TokenAlgorithm.ES256);
        using var again = await TokenKeys.LoadAsync(
            AccessHouse.Master, house.Store, TokenAlgorithm.HS256, TestContext.Current.CancellationToken);
        string text = Token(house).Write(house.Keys.Issuing, Options);

        AccessToken.Read(text, again.All, Options, house.Clock, out _).ShouldNotBeNull();
    }

    [Fact]
    public async Task Load_WithAnotherMasterKey_SaysWhatToDo()
    {
        using var house = new AccessHouse();

        var failure = await Should.ThrowAsync<InvalidDataException>(
            async () => await TokenKeys.LoadAsync(
                MasterKey.Create(), house.Store, TokenAlgorithm.HS256, TestContext.Current.CancellationToken));

        failure.Message.ShouldContain("master key");
    }

    private static AccessToken Token(AccessHouse house)
    {
        long now = house.Clock.Now.ToUnixTimeSeconds();
        return new AccessToken("ann", "session", 3, Roles.Analyst | Roles.Auditor, "id", now, now + 600);
    }

    private static AccessToken? Read(AccessHouse house, string text, out string problem) =>
        AccessToken.Read(text, house.Keys.All, Options, house.Clock, out problem);

    private static char Other(char character, Random random)
    {
        char other = Characters[random.Next(Characters.Length)];
        return other == character ? Other(character, random) : other;
    }
}
