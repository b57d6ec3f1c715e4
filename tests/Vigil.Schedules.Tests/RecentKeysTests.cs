using Microsoft.Coyote.Runtime;
using Vigil.Engine.Protection;

namespace Vigil.Schedules.Tests;

/// <summary>Senders fetch keys beside the sequencer, which creates, forgets and drops them.</summary>
public class RecentKeysTests
{
    private static readonly UInt128 Entity = 7;
    private static readonly MasterKey Master = MasterKey.Create();

    [Fact]
    public void Forget_BesideASenderThatFetches_TheOldKeyIsGone() => Schedules.Explore(() =>
    {
        var (store, keys) = Begin(generation: 100);
        byte[] old = store.Create(Entity);
        var sender = Task.Run(() => Fetch(keys, Entity));
        store.Asked.Wait();
        store.Delete(Entity);
        keys.ForgetOnSequencer(Entity);
        byte[] key = KeyOnSequencer(store, keys, Fetch(keys, Entity));

        key.ShouldNotBe(old);
        KeyOnSequencer(store, keys, sender.Result).ShouldBe(key);
        store.Created.ShouldBe(2);
    });

    [Fact]
    public void Clear_BesideASenderThatFetches_NobodyGetsASecondKey() => Schedules.Explore(() =>
    {
        var (store, keys) = Begin(generation: 100);
        byte[] key = store.Create(Entity);
        var sender = Task.Run(() => Fetch(keys, Entity));
        keys.Clear();

        KeyOnSequencer(store, keys, sender.Result).ShouldBe(key);
        store.Created.ShouldBe(1);
    });

    // Every key that is added begins a generation, so the sequencer's goes just as it looks for it.
    [Fact]
    public void FindOrCreate_BesideATurnOfGenerations_FindsTheKey() => Schedules.Explore(() =>
    {
        var (store, keys) = Begin(generation: 1);
        byte[] key = store.Create(Entity);
        store.Create(1);
        store.Create(2);
        long fetched = Fetch(keys, Entity);
        Fetch(keys, 1);
        var other = Task.Run(() => Fetch(keys, 2));

        KeyOnSequencer(store, keys, fetched).ShouldBe(key);
        other.Wait();
        KeyOnSequencer(store, keys, Fetch(keys, Entity)).ShouldBe(key);
        store.Created.ShouldBe(3);
    });

    private static (Store Store, RecentKeys Keys) Begin(int generation)
    {
        var store = new Store();
        return (store, new RecentKeys(store.Keys, generation));
    }

    private static long Fetch(RecentKeys keys, UInt128 entity) => keys.FetchAsync(entity, CancellationToken.None).AsTask().Result;

    // As a transaction has it, and the writer keeps it.
    private static byte[] KeyOnSequencer(Store store, RecentKeys keys, long fetched)
    {
        var created = new List<NewEntityKey>();
        byte[] key = keys.FindOrCreateOnSequencer(Entity, fetched, created);
        created.ForEach(store.Add);
        return key;
    }

    private sealed class Store : IEntityKeyStore
    {
        private readonly object _gate = new();
        private readonly TaskCompletionSource _asked = new();
        private readonly Dictionary<UInt128, byte[]> _keys = [];

        public Store() => Keys = new EntityKeys(Master, this);

        public EntityKeys Keys { get; }

        public Task Asked => _asked.Task;

        public int Created { get; private set; }

        public ValueTask<byte[]?> FindAsync(UInt128 entity, CancellationToken cancellation)
        {
            byte[]? key;
            lock (_gate)
                key = _keys.GetValueOrDefault(entity);
            // The answer is on its way, and may be of yesterday when it comes.
            _asked.TrySetResult();
            SchedulingPoint.Interleave();
            return new(key);
        }

        public byte[] Create(UInt128 entity)
        {
            var (key, kept) = Keys.Create(entity);
            Add(kept);
            return key;
        }

        public void Add(NewEntityKey key)
        {
            lock (_gate)
                _keys.Add(key.Entity, key.Wrapped);
            Created++;
        }

        public void Delete(UInt128 entity)
        {
            lock (_gate)
                _keys.Remove(entity);
        }
    }
}
