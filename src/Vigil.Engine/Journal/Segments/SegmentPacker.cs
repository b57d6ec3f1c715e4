namespace Vigil.Engine.Journal.Segments;

/// <summary>Packs segments that are full, one after the other, in the background: never on the thread that appends.</summary>
/// <param name="files">The folder.</param>
/// <param name="background">Where.</param>
/// <param name="next">The next one that is full and not packed, with the entry that follows it, or null.</param>
/// <param name="replace">Puts another in its place, unless it has changed; false then.</param>
internal sealed class SegmentPacker(
    ISegmentFiles files, TaskScheduler background, Func<(Segment Segment, long Next)?> next, Func<Segment, long, bool> replace)
    : IDisposable
{
    private readonly CancellationTokenSource _stop = new();
    private Task _work = Task.CompletedTask;
    private bool _isDisposed;

    /// <summary>That there may be something to pack; called by the thread that appends.</summary>
    public void Follow()
    {
        if (_work.IsCompleted && next() is not null)
            _work = Task.Factory.StartNew(Run, CancellationToken.None, TaskCreationOptions.LongRunning, background);
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (_isDisposed)
            return;
        _isDisposed = true;
        _stop.Cancel();
        _work.Wait();
        _stop.Dispose();
    }

    private void Run()
    {
        try
        {
            while (next() is var (segment, end))
            {
                segment.Complete(end);
                long first = segment.First;
                files.WriteBeside(segment.Number, SegmentPacking.Pack(segment, first, _stop.Token));
                // What retention removed meanwhile must not come back.
                replace(segment, first);
            }
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException or InvalidDataException or OperationCanceledException)
        {
            // It stays as it is, which is as good but larger. Tried again when the next one is full; who reads what is damaged is told.
        }
    }
}
