using Vigil.Engine.Features;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Decisions;

/// <summary>A decision with all that belongs to it: answered when it is made, and read back from the journal later.</summary>
public sealed class Decision
{
    private Explanation? _explanation;

    /// <summary>Its place in the order of the journal, from 1.</summary>
    public required long Sequence { get; init; }

    /// <summary>The stream whose schema and features it has: as its model knew them.</summary>
    public required LiveStream Stream { get; init; }

    /// <summary>When the transaction was taken in, in microseconds since 1970-01-01T00:00:00Z.</summary>
    public required long Received { get; init; }

    /// <summary>The transaction; its personal fields are empty when <see cref="IsErased"/>.</summary>
    public required Transaction Transaction { get; init; }

    /// <summary>Feature values by column.</summary>
    public required double[] Features { get; init; }

    /// <summary>What is usual for the entity beside each; NaN where nothing is known.</summary>
    public required double[] Baselines { get; init; }

    /// <summary>Where the entity was before; null where that is not known.</summary>
    public PreviousPlace? Place { get; init; }

    /// <summary>In log-odds.</summary>
    public required double RawScore { get; init; }

    /// <summary>0…100.</summary>
    public required double Risk { get; init; }

    /// <summary>What is to be done.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>The model and the policy that made it.</summary>
    public required ModelSnapshot Snapshot { get; init; }

    /// <summary>Whether the personal data of its entity was erased.</summary>
    public bool IsErased { get; init; }

    /// <summary>Whether this is the recorded decision of a transaction that was sent again.</summary>
    public bool IsDuplicate { get; private set; }

    /// <summary>How it came; known when it is made, and not stored.</summary>
    public Arrival Arrival { get; init; }

    /// <summary>True for fraud, false for legitimate, null for unknown.</summary>
    public bool? Label { get; init; }

    /// <summary>Contributions that were stored with it; null for approved ones that nobody asked to explain.</summary>
    public Explanation? Stored { get; init; }

    /// <summary>How urgent it is.</summary>
    public RiskLevel Level => Scoring.Risk.Level(Risk);

    /// <summary>
    /// Why: stored, or computed anew (once, some 50 µs) from the stored features and the immutable model, which gives the same bits.
    /// </summary>
    public Explanation Explain() => _explanation ??= Stored ?? Snapshot.ExplainFeatures(Features, RawScore);

    /// <summary>Every group of reasons, strongest first, with its members; with the base points they make the risk.</summary>
    public IReadOnlyList<Reason> Reasons() =>
        Stream.ReasonsOf(Snapshot.Model).All(Explain(), Transaction, Features, Baselines, Place);

    /// <summary>Every feature in words, by column.</summary>
    public IReadOnlyList<FeatureWords> Words() => Stream.ReasonsOf(Snapshot.Model).Words(Transaction, Features, Baselines, Place);

    /// <summary>The first of <see cref="Reasons()"/>, without members; null where the stream has no features.</summary>
    public Reason? StrongestReason() =>
        Stream.ReasonsOf(Snapshot.Model).Strongest(Explain(), Transaction, Features, Baselines, Place, 1) is [var first] ? first : null;

    internal Decision AsDuplicate()
    {
        IsDuplicate = true;
        return this;
    }
}
