using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Protection;

public class EntityKeysTests
{
    private readonly Dictionary<UInt128, byte[]> _stored = [];

    [Fact]
    public async Task Find_StoredKey_IsTheOneThatWasCreated()
    {
        var master = MasterKey.Create();
        var (key, kept) = new EntityKeys(master, new Stored(_stored)).Create(7);
        _stored[7] = kept.Wrapped;

        (await new EntityKeys(master, new Stored(_stored)).FindAsync(7, TestContext.Current.CancellationToken)).ShouldBe(key);
        (await Should.ThrowAsync<InvalidDataException>(
            async () => await new EntityKeys(MasterKey.Create(), new Stored(_stored)).FindAsync(7, TestContext.Current.CancellationToken)))
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
        public ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation) =>
            new(keys.GetValueOrDefault(entity));
    }
}
