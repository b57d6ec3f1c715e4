using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Protection;

public class EntityKeysTests
{
    private readonly Dictionary<UInt128, byte[]> _stored = [];

    [Fact]
    public void FindOrCreate_SameEntity_CreatesOnce()
    {
        var keys = new EntityKeys(MasterKey.Create(), new Stored(_stored));
        var created = new List<NewEntityKey>();
        byte[] first = keys.FindOrCreate(7, created);

        keys.FindOrCreate(7, created).ShouldBe(first);
        keys.FindOrCreate(8, created).ShouldNotBe(first);
        created.Select(k => k.Entity).ShouldBe([7, 8]);
    }

    [Fact]
    public void Find_StoredKey_IsTheOneThatWasCreated()
    {
        var master = MasterKey.Create();
        var created = new List<NewEntityKey>();
        byte[] key = new EntityKeys(master, new Stored(_stored)).FindOrCreate(7, created);
        _stored[7] = created[0].Wrapped;

        new EntityKeys(master, new Stored(_stored)).Find(7).ShouldBe(key);
        Should.Throw<InvalidDataException>(() => new EntityKeys(MasterKey.Create(), new Stored(_stored)).Find(7))
            .Message.ShouldContain("master key");
    }

    [Fact]
    public void FindOrCreate_AfterForgetting_MakesAnotherKey()
    {
        var keys = new EntityKeys(MasterKey.Create(), new Stored(_stored));
        var created = new List<NewEntityKey>();
        byte[] first = keys.FindOrCreate(7, created);
        keys.Forget(7);

        keys.FindOrCreate(7, created).ShouldNotBe(first);
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
