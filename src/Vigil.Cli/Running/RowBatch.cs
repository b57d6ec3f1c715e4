using Vigil.Engine.Scoring;

namespace Vigil.Cli.Running;

/// <summary>
/// A micro-batch on its way from the reader through the sequencer to the scorer, with the place in the files that each row came from.
/// </summary>
internal sealed class RowBatch(MicroBatch batch)
{
    /// <summary>Rows of a batch: large enough to make hand-over cheap, small enough to stay in the cache.</summary>
    public const int Capacity = 512;

    public MicroBatch Batch { get; } = batch;

    /// <summary>Rows read into it, accepted or not.</summary>
    public int Read { get; set; }

    public string[] Files { get; } = new string[batch.Transactions.Length];

    public long[] Lines { get; } = new long[batch.Transactions.Length];

    public void Clear()
    {
        Batch.Clear();
        Read = 0;
    }
}
