using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Protection;

public class EntityKeysTests
{
    private readonly Dictionary<UInt128, byte[]> _stored = [];

    [Fact]
    public void Find_StoredKey_IsTheOneThatWasCreated()
    {
        var master = MasterKey.Create();
        var (key, kept) = new EntityKeys(master, new Stored(_stored)).Create(7);
        _stored[7] = kept.Wrapped;

        new EntityKeys(master, new Stored(_stored)).Find(7).ShouldBe(key);
        Should.Throw<InvalidDataException>(() => new EntityKeys(MasterKey.Create(), new Stored(_stored)).Find(7))
            .Message.ShouldContain("master key");
    }

    [Fact]
    public void Open_AnyByteChanged_IsRefused()
    {
        byte[] key = MasterKey.Create().Derive("test"), box = SealedBox.Seal(key, "hello"u8, "context"u8);

        SealedBox.Open(key, box, "context"u8).ShouldBe("hello"u8.ToArray());
        SealedBox.Open(key, box, "another"u8).ShouldBeNull();
        for (int i = 0; i < box.Length; i++)
        {
            box[i] ^= 1;
            SealedBox.Open(key, box, "context"u8).ShouldBeNull();
            box[i] ^= 1;
        }
        SealedBox.Open(key, box.AsSpan(0, 10)).ShouldBeNull();
    }

    private sealed class Stored(Dictionary<UInt128, byte[]> keys) : IEntityKeyStore
    {
        public byte[]? Find(UInt128 entity) => keys.GetValueOrDefault(entity);
    }
}
