using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Protection;

public sealed class EntityBoxTests
{
    private static readonly BoxPlace Place = new("note", "cards", 7, 42);
    private static readonly byte[] Key = MasterKey.Create().Derive("test");

    public static IEnumerable<TheoryDataRow<BoxPlace>> OtherPlaces() =>
    [
        new(Place with { Field = "decision" }), new(Place with { Stream = "card" }), new(Place with { Entity = 8 }),
        new(Place with { Sequence = 43 }), new(Place with { Field = "notec", Stream = "ards" }),
    ];

    [Fact]
    public void Open_WhereItWasSealed_GivesTheValue()
    {
        EntityBox.Open(Key, EntityBox.Seal(Key, "hello"u8, Place), Place).ShouldBe("hello"u8.ToArray());
        EntityBox.Open(Key, EntityBox.Seal(Key, [], Place), Place).ShouldBeEmpty();
    }

    [Theory]
    [MemberData(nameof(OtherPlaces))]
    public void Open_InAnotherPlace_IsRefused(BoxPlace other) =>
        Should.Throw<InvalidDataException>(() => EntityBox.Open(Key, EntityBox.Seal(Key, "hello"u8, Place), other)).Message
            .ShouldContain($"entry {other.Sequence} cannot be opened ({other.Field})");

    [Fact]
    public void Open_SealedBeforeTheEntityWasErased_IsNull() =>
        EntityBox.Open(MasterKey.Create().Derive("test"), EntityBox.Seal(Key, "hello"u8, Place), Place).ShouldBeNull();

    [Fact]
    public void Open_ChangedOrCut_GivesNothing()
    {
        byte[] box = EntityBox.Seal(Key, "hello"u8, Place);
        for (int i = 4; i < box.Length; i++)
        {
            byte[] changed = [.. box];
            changed[i] ^= 1;
            Should.Throw<InvalidDataException>(() => EntityBox.Open(Key, changed, Place), $"byte {i}");
            Should.Throw<InvalidDataException>(() => EntityBox.Open(Key, box.AsSpan(0, i), Place), $"{i} bytes");
        }
        Should.Throw<InvalidDataException>(() => EntityBox.Open(Key, [], Place));
    }
}
