using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>
/// A handful of transactions on their way through the pipeline, with everything that the stages learn about them. Filled by the
/// sequencer, scored on any thread, read in order, cleared and used again: no allocation per transaction.
/// </summary>
public sealed class MicroBatch
{
    private int _traceCells;

    /// <summary>A batch for a schema, features and members of an ensemble.</summary>
    public MicroBatch(TransactionSchema schema, int width, int capacity)
    {
        Width = width;
        Transactions = [.. Enumerable.Range(0, capacity).Select(_ => new Transaction(schema))];
        Sequences = new long[capacity];
        Features = new double[capacity * width];
        Prepared = new double[capacity * width];
        Baselines = new double[capacity * width];
        RawScores = new double[capacity];
        Risks = new double[capacity];
        Outcomes = new Outcome[capacity];
        Arrivals = new Arrival[capacity];
        Places = [.. Enumerable.Range(0, capacity).Select(_ => new LastPlace())];
    }

    /// <summary>Columns per row.</summary>
    public int Width { get; }

    /// <summary>Transactions in it.</summary>
    public int Count { get; internal set; }

    /// <summary>What scores it: set with its first transaction, the same for all of them; null without a model.</summary>
    public ModelSnapshot? Snapshot { get; internal set; }

    /// <summary>Whether it has no room left.</summary>
    public bool IsFull => Count == Transactions.Length;

    /// <summary>The buffer to read the next transaction into, before <see cref="ScoringPipeline.Accept(MicroBatch)"/>.</summary>
    public Transaction Next => Transactions[Count];

    /// <summary>The transactions.</summary>
    public Transaction[] Transactions { get; }

    /// <summary>The place of each in the order of the journal, from 1.</summary>
    public long[] Sequences { get; }

    /// <summary>Feature values, row by row.</summary>
    public double[] Features { get; }

    /// <summary>What is usual for the entity beside each feature value; see <see cref="Engine.Features.FeaturePipeline.Update"/>.</summary>
    public double[] Baselines { get; }

    /// <summary>Feature values as the detectors see them.</summary>
    public double[] Prepared { get; }

    /// <summary>The trace that the streaming detectors left of each row, row by row; empty without any.</summary>
    public double[] Traces { get; private set; } = [];

    /// <summary>Raw scores in log-odds.</summary>
    public double[] RawScores { get; }

    /// <summary>Risks, 0…100.</summary>
    public double[] Risks { get; }

    /// <summary>Outcomes.</summary>
    public Outcome[] Outcomes { get; }

    /// <summary>How each came to its windows.</summary>
    internal Arrival[] Arrivals { get; }

    /// <summary>Where the entity of each was before.</summary>
    internal LastPlace[] Places { get; }

    /// <summary>The feature values of one row.</summary>
    public ReadOnlySpan<double> FeaturesOf(int row) => Features.AsSpan(row * Width, Width);

    /// <summary>The baselines of one row.</summary>
    public ReadOnlySpan<double> BaselinesOf(int row) => Baselines.AsSpan(row * Width, Width);

    /// <summary>The streaming detectors' trace of one row.</summary>
    public ReadOnlySpan<double> TraceOf(int row) => TraceToFill(row);

    /// <summary>Where the entity of one row was before, or null where that is not known.</summary>
    public PreviousPlace? PreviousPlaceOf(int row) => Places[row] is { IsKnown: true } place
        ? new PreviousPlace(place.Time, place.Kilometres, Encoding.UTF8.GetString(place.Name)) : null;

    /// <summary>Explains one transaction after <see cref="ScoringPipeline.Score"/>.</summary>
    public Explanation Explain(int row) => Snapshot!.Explain(this, row);

    /// <summary>Makes the transaction that was read into the buffer at <paramref name="index"/> the <see cref="Next"/> one.</summary>
    public void Bring(int index) => (Transactions[Count], Transactions[index]) = (Transactions[index], Transactions[Count]);

    /// <summary>Puts a filled transaction into one of the buffers behind those that it holds.</summary>
    internal void Put(int index, Transaction transaction) => Transactions[index] = transaction;

    /// <summary>Makes room for traces of that many cells a row.</summary>
    internal void ReachTraces(int cells)
    {
        if (cells == _traceCells)
            return;
        _traceCells = cells;
        Traces = new double[cells * Transactions.Length];
    }

    internal Span<double> TraceToFill(int row) => Traces.AsSpan(row * _traceCells, _traceCells);

    /// <summary>Empties it.</summary>
    public void Clear() => Count = 0;
}
