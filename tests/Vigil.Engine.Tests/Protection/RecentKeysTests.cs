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
    public void FindOrCreate_SameEntity_CreatesOnce()
    {
        byte[] first = Key(7);

        Key(7).ShouldBe(first);
        Key(8).ShouldNotBe(first);
        _created.Select(k => k.Entity).ShouldBe([7, 8]);
    }

    [Fact]
    public void FindOrCreate_StoredKey_IsFetchedByTheSenderOnce()
    {
        byte[] key = Key(7);
        Keep();
        _keys.Clear();
        long fetched = _keys.Fetch(7);
        _store.Asked = 0;

        _keys.Fetch(7);
        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldBe(key);
        _store.Asked.ShouldBe(0);
        _created.ShouldBeEmpty();
    }

    [Fact]
    public void FindOrCreate_FetchedLongAgo_AsksTheStore()
    {
        long fetched = _keys.Fetch(7);
        byte[] key = Key(7);
        Keep();
        _keys.Clear();

        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldBe(key);
        _created.ShouldBeEmpty();
    }

    [Fact]
    public void FindOrCreate_ManyOthersBetween_KeepsWhatWasFetchedLately()
    {
        byte[] key = Key(UInt128.MaxValue);
        for (uint i = 0; i < 150_000; i++)
            Key(i);

        Key(UInt128.MaxValue).ShouldBe(key);
        _created.Count.ShouldBe(150_001);
    }

    [Fact]
    public void Forget_WhileASenderReadsTheStore_DoesNotBringTheKeyBack()
    {
        byte[] key = Key(7);
        Keep();
        _keys.Clear();
        _store.Answered = () =>
        {
            _store.Answered = () => { };
            _stored.Clear();
            _keys.ForgetOnSequencer(7);
        };
        long fetched = _keys.Fetch(7);

        _keys.FindOrCreateOnSequencer(7, fetched, _created).ShouldNotBe(key);
        _created.ShouldHaveSingleItem();
    }

    private byte[] Key(UInt128 entity) => _keys.FindOrCreateOnSequencer(entity, _keys.Fetch(entity), _created);

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

        public byte[]? Find(UInt128 entity)
        {
            Asked++;
            byte[]? key = keys.GetValueOrDefault(entity);
            Answered();
            return key;
        }
    }
}
