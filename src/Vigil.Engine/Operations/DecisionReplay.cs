using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Operations;

/// <summary>Recomputes stored decisions from snapshot and journal.</summary>
public static class DecisionReplay
{
    private static readonly ListedFigures Nothing = new(double.NaN, double.NaN, (Outcome)byte.MaxValue);

    /// <summary>
    /// Folds the journal up to the decision, scores it again with the model it names, and compares every bit. Takes as much memory as the
    /// state of the decision's stream.
    /// </summary>
    /// <exception cref="InvalidDataException">There is no such decision, or what is needed to recompute it is gone.</exception>
    public static ReplayResult Run(StoragePorts ports, MasterKey key, long sequence, CancellationToken cancellation) =>
        Run(ports, ports.Library(key), sequence, cancellation);

    /// <inheritdoc cref="Run(StoragePorts, MasterKey, long, CancellationToken)"/>
    public static ReplayResult Run(StoragePorts ports, ModelLibrary models, long sequence, CancellationToken cancellation)
    {
        if (ports.Journal.FindAsync(sequence, cancellation).OnOwnThread() is not { Kind: EntryKind.Decision } entry)
            throw new InvalidDataException($"The journal has no decision {sequence}.");
        var before = Recovery.Run(ports, models, sequence - 1, only: entry.Stream, cancellation: cancellation);
        var state = before.States.Find(entry.Stream)
            ?? throw new InvalidDataException($"The stream '{entry.Stream}' has no model before the decision {sequence}.");
        return new ReplayResult(sequence, Again(state, models, entry, ports), before.SnapshotSequence, before.Entries);
    }

    /// <summary>Folds the journal once from its beginning and recomputes every decision on the way.</summary>
    /// <exception cref="InvalidDataException">The journal is damaged, or its beginning is gone.</exception>
    public static IEnumerable<ReplayResult> All(StoragePorts ports, ModelLibrary models, CancellationToken cancellation)
    {
        var states = new StreamStates(models, ports.Journal);
        long entries = 0;
        foreach (var entry in ports.Journal.Read(0))
        {
            cancellation.ThrowIfCancellationRequested();
            if (entry.Kind == EntryKind.Decision)
                yield return new ReplayResult(entry.Sequence, Again(states.Next(entry), models, entry, ports), 0, entries);
            else
                states.Fold(entry);
            entries++;
        }
    }

    private static List<ReplayDifference> Again(StreamState state, ModelLibrary models, JournalEntry entry, StoragePorts ports)
    {
        var schema = models.StreamOfAsync(DecisionRecord.NamesOf(entry.Body.Span), CancellationToken.None).OnOwnThread().Schema;
        var stored = DecisionRecord.Decode(entry.Body.Span, new Transaction(schema));
        var batch = state.Fold(entry);
        state.Pipeline.Score(batch);
        var listed = ports.Decisions.ListedAsync(entry.Sequence, CancellationToken.None).OnOwnThread();
        // In a process beside the service, the tables may be a moment behind.
        bool isListed = listed is not null || ports.Projections.Status().All(status => status.Position.Position >= entry.Sequence);
        return [.. Compare(stored, isListed ? listed ?? Nothing : null, batch, state)];
    }

    private static IEnumerable<ReplayDifference> Compare(
        DecisionRecord stored, ListedFigures? listed, MicroBatch batch, StreamState state)
    {
        string definition = state.Definition;
        string[] names = [.. state.Stream.Features.Select(f => f.Name)];
        if (stored.Model != batch.Snapshot!.Model.Version)
            yield return new ReplayDifference($"model {stored.Model} and {batch.Snapshot.Model.Version}", 0, 1);
        if (stored.Definition != definition)
            yield return new ReplayDifference($"definition {Named(stored.Definition)} and {Named(definition)}", 0, 1);
        if (stored.Place is { } place && place != batch.PreviousPlaceOf(0))
            yield return new ReplayDifference("previous_place", place.Time, batch.PreviousPlaceOf(0)?.Time ?? double.NaN);
        IEnumerable<(string What, double Stored, double Now)> values =
        [
            ("raw_score", stored.RawScore, batch.RawScores[0]),
            ("decision", (double)stored.Outcome, (double)batch.Outcomes[0]),
            .. listed is null ? [] : ((string, double, double)[])
            [
                ("listed raw_score", listed.RawScore, batch.RawScores[0]),
                ("listed risk", listed.Risk, batch.Risks[0]),
                ("listed decision", (double)listed.Outcome, (double)batch.Outcomes[0]),
            ],
            ("review_from", stored.Policy.Review, batch.Snapshot.Policy.Review),
            ("block_from", stored.Policy.Block, batch.Snapshot.Policy.Block),
            .. Columns("feature", names, stored.Features, batch.FeaturesOf(0).ToArray()),
            // Those that an earlier version wrote were more exact.
            .. Columns("baseline", names, [.. stored.Baselines.Select(UsualPrecision.Of)], batch.BaselinesOf(0).ToArray()),
            .. stored.Contributions.Length == 0 ? [] : Columns("contribution", names, stored.Contributions, batch.Explain(0).Contributions),
        ];
        foreach (var (what, old, now) in values)
            if (BitConverter.DoubleToInt64Bits(old) != BitConverter.DoubleToInt64Bits(now) && !(double.IsNaN(old) && double.IsNaN(now)))
                yield return new ReplayDifference(what, old, now);
    }

    private static string Named(string definition) => definition.Length > 0 ? definition : "of the model";

    private static IEnumerable<(string What, double Stored, double Now)> Columns(
        string what, string[] names, double[] stored, double[] now) =>
        names.Select((name, i) => ($"{what} {name}", i < stored.Length ? stored[i] : double.NaN, now[i]));
}

/// <summary>What a replay found.</summary>
/// <param name="Sequence">The decision.</param>
/// <param name="Differences">What differs; empty when every bit matches.</param>
/// <param name="SnapshotSequence">The snapshot that it began with; 0 for the beginning of the journal.</param>
/// <param name="Entries">Entries folded from there.</param>
public sealed record ReplayResult(
    long Sequence, IReadOnlyList<ReplayDifference> Differences, long SnapshotSequence, long Entries)
{
    /// <summary>Whether every bit matches.</summary>
    public bool Matches => Differences.Count == 0;
}

/// <summary>A value that differs.</summary>
/// <param name="What">Such as <c>raw_score</c> or <c>feature amount_mean_7d</c>.</param>
/// <param name="Stored">The value in the journal.</param>
/// <param name="Recomputed">The value now.</param>
public sealed record ReplayDifference(string What, double Stored, double Recomputed);
