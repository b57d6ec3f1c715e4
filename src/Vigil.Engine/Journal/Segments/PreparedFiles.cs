namespace Vigil.Engine.Journal.Segments;

/// <summary>Files of the journal before they are needed: one is made in the background while the one before fills up.</summary>
/// <param name="files">The folder.</param>
/// <param name="smallest">Bytes of the first file.</param>
/// <param name="background">Where files are made.</param>
internal sealed class PreparedFiles(ISegmentFiles files, int smallest, TaskScheduler background)
{
    private const int Largest = 64 << 20, Growth = 4;

    private Task<(int Number, ISegmentFile File)>? _next;
    private bool _isShortOfRoom;

    /// <summary>Whether there is one.</summary>
    public bool IsThere => _next is not null;

    /// <summary>One that was found prepared.</summary>
    public void Adopt(int number, ISegmentFile file) => _next = Task.FromResult((number, file));

    /// <summary>Takes the next file, which is made now if need be.</summary>
    /// <param name="after">The number of the last one.</param>
    /// <param name="needed">Bytes that it must have.</param>
    public (int Number, ISegmentFile File) Take(int after, int needed)
    {
        var (number, file) = TryTake() ?? (after + 1, Create(after + 1, needed));
        _isShortOfRoom = false;
        if (file.Length >= needed)
            return (number, file);
        file.Dispose();
        files.Delete(number);
        return (number, files.Create(number, 2L * needed));
    }

    /// <summary>The one that is there, or null.</summary>
    public (int Number, ISegmentFile File)? TryTake()
    {
        var prepared = _next;
        _next = null;
        try
        {
            return prepared?.GetAwaiter().GetResult();
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            // Whatever it was: it is tried again when there is no other way, and who appends is told then.
            return null;
        }
    }

    /// <summary>Makes the next one, once the last one is filled to a half.</summary>
    public void Follow(Segment last)
    {
        if (_next is { IsFaulted: true })
            (_next, _isShortOfRoom) = (null, true);
        if (_next is null && last.IsHalfFull && !_isShortOfRoom)
            _next = Task.Factory.StartNew(
                () => (last.Number + 1, files.Create(last.Number + 1, LengthAfter(last.Number))),
                CancellationToken.None, TaskCreationOptions.None, background);
    }

    // On a disk that is nearly full, a small file is better than none.
    private ISegmentFile Create(int number, long needed)
    {
        for (long length = LengthAfter(number - 1); ; length /= Growth)
        {
            try
            {
                return files.Create(number, length);
            }
            catch (IOException) when (length / Growth >= Math.Max(needed, smallest / Growth))
            {
                // A smaller one may have room.
            }
        }
    }

    private long LengthAfter(int number)
    {
        long length = smallest;
        for (int i = 0; i < number && length < Largest; i++)
            length *= Growth;
        return length;
    }
}
