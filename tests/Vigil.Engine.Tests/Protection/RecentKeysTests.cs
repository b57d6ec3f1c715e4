using Vigil.Engine.Protection;

namespace Vigil.Engine.Tests.Protection;

public class RecentKeysTests
{
    private readonly Dictionary<UInt128, byte[]> _stored = [];
    private readonly List<NewEntityKey> _created = [];
    private readonly Store _store;
    private readonly RecentKeys _keys;

    public RecentKeysTests()
    {
        _store = new Store(_stored);
        _keys = new RecentKeys(new EntityKeys(MasterKey.Create(), _store));
    }

    [Fact]
    public async Task FindOrCreate_SameEntity_CreatesOnce()
    {
        byte[] first = await KeyAsync(7);

        (await KeyAsync(7)).ShouldBe(first);
        (await KeyAsync(8)).ShouldNotBe(first);
        _created.Select(k => k.Entity).ShouldBe([7, 8]);
    }

    [Fact]
    public async Task FindOrCreate_StoredKey_IsFetchedByTheSenderOnce()
    {
        byte[] key = await KeyAsync(7);
        Keep();
        _keys.Clear();
        long fetched = await _keys.FetchAsync(7, TestContext.Current.CancellationToken);
        _store.Asked = 0;

        await _keys.FetchAsync(7, TestContext.Current.CancellationToken);
        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldBe(key);
        _store.Asked.ShouldBe(0);
        _created.ShouldBeEmpty();
    }

    [Fact]
    public async Task FindOrCreate_FetchedLongAgo_AsksTheStore()
    {
        long fetched = await _keys.FetchAsync(7, TestContext.Current.CancellationToken);
        byte[] key = await KeyAsync(7);
        Keep();
        _keys.Clear();

        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldBe(key);
        _created.ShouldBeEmpty();
    }

    [Fact]
    public async Task FindOrCreate_ManyOthersBetween_KeepsWhatWasFetchedLately()
    {
        byte[] key = await KeyAsync(UInt128.MaxValue);
        for (uint i = 0; i < 150_000; i++)
            await KeyAsync(i);

        (await KeyAsync(UInt128.MaxValue)).ShouldBe(key);
        _created.Count.ShouldBe(150_001);
    }

    [Fact]
    public async Task Forget_WhileASenderReadsTheStore_DoesNotBringTheKeyBack()
    {
        byte[] key = await KeyAsync(7);
        Keep();
        _keys.Clear();
        _store.Answered = () =>
        {
            _store.Answered = () => { };
            _stored.Clear();
            _keys.ForgetOnSequencer(7);
        };
        long fetched = await _keys.FetchAsync(7, TestContext.Current.CancellationToken);

        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldNotBe(key);
        _created.ShouldHaveSingleItem();
    }

    private async Task<byte[]> KeyAsync(UInt128 entity) =>
        _keys.FindOrCreateOnSequencer(entity, await _keys.FetchAsync(entity, TestContext.Current.CancellationToken), _created);

    private void Keep()
    {
        foreach (var key in _created)
            _stored[key.Entity] = key.Wrapped;
        _created.Clear();
    }

    private sealed class Store(Dictionary<UInt128, byte[]> keys) : IEntityKeyStore
    {
        public int Asked { get; set; }

        public Action Answered { get; set; } = () => { };

        public ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation)
        {
            Asked++;
            byte[]? key = keys.GetValueOrDefault(entity);
            Answered();
            return new(key);
        }
    }
}
