using Vigil.Engine.Scoring;

namespace Vigil.Bench;

/// <summary>Hands batches from one thread to another; taking and giving allocate nothing.</summary>
internal sealed class BatchQueue(int capacity) : IDisposable
{
    private readonly MicroBatch?[] _ring = new MicroBatch?[capacity];
    private readonly SemaphoreSlim _items = new(0);
    private int _put, _taken;

    /// <summary>Gives a batch, or null for the end. There are never more batches than the queue holds.</summary>
    public void Put(MicroBatch? batch)
    {
        _ring[_put++ % _ring.Length] = batch;
        _items.Release();
    }

    public MicroBatch? Take()
    {
        _items.Wait();
        return _ring[_taken++ % _ring.Length];
    }

    public void Dispose() => _items.Dispose();
}
