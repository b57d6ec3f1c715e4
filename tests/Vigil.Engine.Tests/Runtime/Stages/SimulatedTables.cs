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

    public FoundDecision? Find(long sequence)
    {
        CatchUp();
        return _decisions.Exists(d => d.Sequence == sequence)
            ? new FoundDecision(_store.Find(sequence)!, _labels.FindLast(l => l.Label.Decision == sequence).Label?.IsFraud) : null;
    }

    public IReadOnlyList<JournalEntry> Labels(long decision, int limit)
    {
        CatchUp();
        return [.. _labels.Where(l => l.Label.Decision == decision).Select(l => l.Entry).Reverse().Take(limit)];
    }

    public ListedFigures? Listed(long sequence)
    {
        CatchUp();
        return _decisions.Find(d => d.Sequence == sequence).Columns is { } columns
            ? new ListedFigures(columns.RawScore, columns.Risk, columns.Outcome) : null;
    }

    public IReadOnlyList<JournalEntry> FindTransaction(string stream, long id)
    {
        CatchUp();
        return [.. _decisions.Where(d => d.Stream == stream && d.Columns.Id == id).Select(d => _store.Find(d.Sequence)!)];
    }

    public IReadOnlyList<FoundDecision> List(DecisionFilter filter, long? cursor, bool newestFirst, int limit) => throw Unasked();

    public RankedPage Ranked(DecisionFilter filter, DecisionRank rank, RankCursor? cursor, int limit) => throw Unasked();

    public MatchCount Count(DecisionFilter filter) => throw Unasked();

    public long? MentionsFrom() => throw Unasked();

    public long? Earliest(string? stream) => throw Unasked();

    public IReadOnlyList<VolumePoint> Volume(string? stream, long from, long to, int stepMinutes) => throw Unasked();

    public IReadOnlyList<EntityVolume> TopEntities(string? stream, long from, long to, int limit) => throw Unasked();

    public EntityVolume? Entity(string stream, long entity, long from, long to) => throw Unasked();

    public LocationVolumes Locations(string? stream, long from, long to, int limit) => throw Unasked();

    public DelaySummary Delays(string? stream, long from, long to) => throw Unasked();

    public IReadOnlyDictionary<string, long> Counts() => throw Unasked();

    public UInt128? FindRequest(UInt128 key) => throw Unasked();

    public string? PositionOf(string source) => throw Unasked();

    private static NotSupportedException Unasked() => new("The service does not ask this.");
}
