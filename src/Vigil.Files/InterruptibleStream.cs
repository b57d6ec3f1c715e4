namespace Vigil.Files;

/// <summary>A stream to be read only, whose reads end with <see cref="OperationCanceledException"/> once the run is stopped.</summary>
/// <param name="stream">What to read; disposed with this one.</param>
/// <param name="waits">Whether a read may wait, as that of a pipe: it is then left behind when the run is stopped.</param>
/// <param name="cancellation">Stops the run.</param>
public sealed class InterruptibleStream(Stream stream, bool waits, CancellationToken cancellation) : Stream
{
    /// <inheritdoc/>
    public override bool CanRead => true;

    /// <inheritdoc/>
    public override bool CanSeek => false;

    /// <inheritdoc/>
    public override bool CanWrite => false;

    /// <inheritdoc/>
    public override long Length => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Position
    {
        get => throw new NotSupportedException();
        set => throw new NotSupportedException();
    }

    /// <inheritdoc/>
    public override int Read(byte[] buffer, int offset, int count)
    {
        cancellation.ThrowIfCancellationRequested();
        return waits ? Wait(buffer, offset, count) : stream.Read(buffer, offset, count);
    }

    // In a method of its own: a lambda's variables would be allocated in Read at every call.
    private int Wait(byte[] buffer, int offset, int count) =>
        Task.Run(() => stream.Read(buffer, offset, count), cancellation).WaitAsync(cancellation).GetAwaiter().GetResult();

    /// <inheritdoc/>
    public override void Flush() => throw new NotSupportedException();

    /// <inheritdoc/>
    public override long Seek(long offset, SeekOrigin origin) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void SetLength(long value) => throw new NotSupportedException();

    /// <inheritdoc/>
    public override void Write(byte[] buffer, int offset, int count) => throw new NotSupportedException();

    /// <inheritdoc/>
    protected override void Dispose(bool disposing)
    {
        if (disposing)
            stream.Dispose();
        base.Dispose(disposing);
    }
}
