using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>Tables that follow the journal: who asks waits until they have it all, a crash takes their end.</summary>
internal sealed class SimulatedTables : IDecisionQuery
{
    private readonly SimulatedStore _store;
    private readonly ColumnReader _columns;
    private readonly List<(long Sequence, string Stream, DecisionColumns Columns)> _decisions;
    private readonly List<(JournalEntry Entry, LabelRecord Label)> _labels;
    private long _position;

    /// <param name="store">Where the journal is.</param>
    /// <param name="columns">Reads what decisions are found by.</param>
    /// <param name="before">Those of the process before.</param>
    public SimulatedTables(SimulatedStore store, ColumnReader columns, SimulatedTables? before)
    {
        (_store, _columns) = (store, columns);
        (_decisions, _labels, _position) = before is null ? ([], [], 0) : (before._decisions, before._labels, before._position);
    }

    /// <summary>What was not flushed is gone.</summary>
    public void Crash(SeededRandom random)
    {
        _position -= random.NextInt((int)Math.Min(_position, 40) + 1);
        _decisions.RemoveAll(d => d.Sequence > _position);
        _labels.RemoveAll(l => l.Entry.Sequence > _position);
    }

    public void CatchUp()
    {
        foreach (var entry in ((IJournal)_store).Read(_position))
        {
            if (entry.Kind == EntryKind.Decision)
                _decisions.Add((entry.Sequence, entry.Stream, _columns.Read(entry)));
            else if (entry.Kind == EntryKind.Label)
                _labels.Add((entry, LabelRecord.Decode(entry.Body.Span)));
            else if (entry.Kind == EntryKind.Erasure)
                _store.Erase(ErasureRecord.Decode(entry.Body.Span).Entity);
            _position = entry.Sequence;
        }
    }

    public ValueTask<FoundDecision?> FindAsync(long sequence, CancellationToken cancellation)
    {
        CatchUp();
        return new(_decisions.Exists(d => d.Sequence == sequence)
            ? new FoundDecision(_store.Find(sequence)!, _labels.FindLast(l => l.Label.Decision == sequence).Label?.IsFraud) : null);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> LabelsAsync(long decision, int limit, CancellationToken cancellation)
    {
        CatchUp();
        return new([.. _labels.Where(l => l.Label.Decision == decision).Select(l => l.Entry).Reverse().Take(limit)]);
    }

    public ValueTask<ListedFigures?> ListedAsync(long sequence, CancellationToken cancellation)
    {
        CatchUp();
        return new(_decisions.Find(d => d.Sequence == sequence).Columns is { } columns
            ? new ListedFigures(columns.RawScore, columns.Risk, columns.Outcome) : null);
    }

    public ValueTask<IReadOnlyList<JournalEntry>> FindTransactionAsync(string stream, long id, CancellationToken cancellation)
    {
        CatchUp();
        return new([.. _decisions.Where(d => d.Stream == stream && d.Columns.Id == id).Select(d => _store.Find(d.Sequence)!)]);
    }

    public ValueTask<IReadOnlyList<FoundDecision>> ListAsync(
        DecisionFilter filter, long? cursor, bool newestFirst, int limit, CancellationToken cancellation) => throw Unasked();

    public ValueTask<RankedPage> RankedAsync(
        DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit, CancellationToken cancellation) => throw Unasked();

    public ValueTask<MatchCount> CountAsync(DecisionFilter filter, CancellationToken cancellation) => throw Unasked();

    public ValueTask<long?> MentionsFromAsync(CancellationToken cancellation) => throw Unasked();

    public ValueTask<long?> EarliestAsync(string? stream, CancellationToken cancellation) => throw Unasked();

    public ValueTask<IReadOnlyList<VolumePoint>> VolumeAsync(
        string? stream, long from, long to, int stepMinutes, CancellationToken cancellation) => throw Unasked();

    public ValueTask<IReadOnlyList<EntityVolume>> TopEntitiesAsync(
        string? stream, long from, long to, int limit, CancellationToken cancellation) => throw Unasked();

    public ValueTask<EntityVolume?> EntityAsync(string stream, long entity, long from, long to, CancellationToken cancellation) =>
        throw Unasked();

    public ValueTask<LocationVolumes> LocationsAsync(string? stream, long from, long to, int limit, CancellationToken cancellation) =>
        throw Unasked();

    public ValueTask<DelaySummary> DelaysAsync(string? stream, long from, long to, CancellationToken cancellation) => throw Unasked();

    public ValueTask<IReadOnlyDictionary<string, long>> CountsAsync(CancellationToken cancellation) => throw Unasked();

    public ValueTask<UInt128?> FindRequestAsync(UInt128 key, CancellationToken cancellation) => throw Unasked();

    public ValueTask<string?> PositionOfAsync(string source, CancellationToken cancellation) => throw Unasked();

    private static NotSupportedException Unasked() => new("The service does not ask this.");
}
