using System.Text.Json;
using Vigil.Cli.Output;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>
/// Scores a source in its order and writes each decision to standard output as a JSON line; a batch is written and flushed at once.
/// </summary>
internal sealed class DecisionStream(ScoringPipeline pipeline, bool isFull, int batchSize) : IDisposable
{
    private readonly BufferedStream _output = new(Console.OpenStandardOutput(), 1 << 16);
    private readonly DecisionLine _format = new(pipeline, isFull);
    private readonly Reasons _reasons = new(pipeline);
    private readonly MicroBatch _batch = pipeline.NewBatch(batchSize);

    /// <summary>Runs to the end of the source; returns how many were scored.</summary>
    public long Run(ITransactionSource source, Rejections rejections, CancellationToken cancellation)
    {
        long scored = 0;
        using var json = new Utf8JsonWriter(_output, DecisionLine.Options);
        while (Read(source, cancellation))
        {
            if (!pipeline.Accept(_batch))
                rejections.Add(Duplicate(source));
            else if (_batch.IsFull)
                scored += Write(json);
        }
        return scored + Write(json);
    }

    /// <inheritdoc/>
    public void Dispose() => _output.Dispose();

    /// <summary>A stopped run ends like one whose input has ended.</summary>
    private bool Read(ITransactionSource source, CancellationToken cancellation)
    {
        try
        {
            return !cancellation.IsCancellationRequested && source.Read(_batch.Next);
        }
        catch (OperationCanceledException)
        {
            return false;
        }
    }

    private int Write(Utf8JsonWriter json)
    {
        int count = _batch.Count;
        pipeline.Score(_batch);
        for (int row = 0; row < count; row++)
        {
            _format.Write(json, Finding.Of(pipeline, _reasons, _batch, row, isFull));
            json.Flush();
            json.Reset();
            _output.WriteByte((byte)'\n');
        }
        _output.Flush();
        _batch.Clear();
        return count;
    }

    private Rejection Duplicate(ITransactionSource source) => DuplicateRejection.Of(_batch.Next, source.File, source.Line);
}
