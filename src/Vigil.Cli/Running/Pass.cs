using System.Threading.Channels;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>
/// One pass over all rows: reader, sequencer and scorer run side by side; batches go round and are used again. Results come out in the
/// order of the rows.
/// </summary>
internal sealed class Pass(ScoringPipeline pipeline, ITransactionSource source, Action<Rejection> reject)
{
    private const int BatchesInFlight = 6;

    private readonly Channel<RowBatch> _free = Channel.CreateUnbounded<RowBatch>();
    private readonly Channel<RowBatch> _read = Channel.CreateBounded<RowBatch>(BatchesInFlight);
    private readonly Channel<RowBatch> _sequenced = Channel.CreateBounded<RowBatch>(BatchesInFlight);

    /// <summary>Whether to end with <see cref="TooLateException"/> at the first row that comes too late for its windows.</summary>
    public bool StopsWhenTooLate { get; init; }

    /// <summary>Called now and then on the reader's thread.</summary>
    public Action<ITransactionSource>? Progress { get; init; }

    /// <summary>
    /// Runs to the end of the files. <paramref name="finish"/> is called for every batch, in order, on the scorer's thread.
    /// </summary>
    public void Run(Action<MicroBatch> finish, CancellationToken cancellation)
    {
        for (int i = 0; i < BatchesInFlight; i++)
            _free.Writer.TryWrite(new RowBatch(pipeline.NewBatch(RowBatch.Capacity)));
        using var stop = CancellationTokenSource.CreateLinkedTokenSource(cancellation);
        Task[] stages =
        [
            Start(token => ReadAll(token), _read.Writer, stop),
            Start(token => SequenceAll(token), _sequenced.Writer, stop),
            Start(token => FinishAll(finish, token), _free.Writer, stop),
        ];
        // The first failure stops the others; it, and not their cancellation, is what the caller must see.
        Task.WhenAll(stages).ContinueWith(_ => { }, CancellationToken.None, TaskContinuationOptions.None, TaskScheduler.Default)
            .GetAwaiter().GetResult();
        var failure = stages.Select(s => s.Exception?.InnerException).FirstOrDefault(e => e is not null and not OperationCanceledException);
        if (failure is not null)
            System.Runtime.ExceptionServices.ExceptionDispatchInfo.Throw(failure);
        cancellation.ThrowIfCancellationRequested();
    }

    private static Task Start(
        Func<CancellationToken, Task> stage, ChannelWriter<RowBatch> output, CancellationTokenSource stop) => Task.Run(async () =>
    {
        try
        {
            await stage(stop.Token);
        }
        catch
        {
            await stop.CancelAsync();
            throw;
        }
        finally
        {
            output.TryComplete();
        }
    });

    private async Task ReadAll(CancellationToken cancellation)
    {
        bool isMore = true;
        while (isMore)
        {
            var batch = await _free.Reader.ReadAsync(cancellation);
            isMore = Fill(batch);
            Progress?.Invoke(source);
            await _read.Writer.WriteAsync(batch, cancellation);
        }
    }

    private bool Fill(RowBatch batch)
    {
        batch.Clear();
        for (; batch.Read < RowBatch.Capacity; batch.Read++)
        {
            if (!source.Read(batch.Batch.Transactions[batch.Read]))
                return false;
            (batch.Files[batch.Read], batch.Lines[batch.Read]) = (source.File, source.Line);
        }
        return true;
    }

    private async Task SequenceAll(CancellationToken cancellation)
    {
        await foreach (var batch in _read.Reader.ReadAllAsync(cancellation))
        {
            pipeline.AcceptAll(
                batch.Batch, batch.Read, i => reject(DuplicateRejection.Of(batch.Batch.Next, batch.Files[i], batch.Lines[i])));
            if (StopsWhenTooLate && pipeline.HasLeftOut)
                throw new TooLateException();
            await _sequenced.Writer.WriteAsync(batch, cancellation);
        }
    }

    private async Task FinishAll(Action<MicroBatch> finish, CancellationToken cancellation)
    {
        await foreach (var batch in _sequenced.Reader.ReadAllAsync(cancellation))
        {
            if (pipeline.Model is not null)
                pipeline.Score(batch.Batch);
            finish(batch.Batch);
            _free.Writer.TryWrite(batch);
        }
    }
}
