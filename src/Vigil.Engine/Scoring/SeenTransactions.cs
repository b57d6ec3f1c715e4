using System.Collections.Immutable;
using Vigil.Detection.Persistence;
using Vigil.Engine.State;

namespace Vigil.Engine.Scoring;

/// <summary>
/// The identifiers of the transactions of a span of time, as 128-bit hashes, in segments by age: one that is older than the span is dropped
/// whole. So memory follows the rate of transactions and not the age of the service.
/// </summary>
/// <param name="span">How long an identifier is remembered at least, in microseconds.</param>
internal sealed class SeenTransactions(long span)
{
    /// <summary>Segments in a span: how much longer than it an identifier may stay is what one of them is of it.</summary>
    private const int SegmentsPerSpan = 8;

    private const int Layout = 1, Segments = SegmentsPerSpan + 2, LastSequenceCell = 0, NewestCell = 1, EarlierCell = 2;

    private readonly PagedMemory _head = new(headerCells: 3);
    private readonly ImmutableArray<SeenSegment> _segments = [.. Enumerable.Range(0, Segments).Select(_ => new SeenSegment())];
    private readonly long _segmentSpan = Math.Max(1, span / SegmentsPerSpan);

    /// <summary>The place of the last accepted transaction in the journal.</summary>
    public ref long LastSequence => ref _head.Header[LastSequenceCell];

    /// <summary>Identifiers that are remembered.</summary>
    public int Count => _segments.Sum(segment => segment.Count);

    /// <summary>Bytes held.</summary>
    public long Bytes => _segments.Sum(segment => segment.Bytes);

    /// <summary>Its state.</summary>
    public StatePart Part => new("seen", Layout, $"{span}", [_head, .. _segments.Select(segment => segment.Memory)], _ => Rebuild());

    private ref long Newest => ref _head.Header[NewestCell];

    /// <summary>Whether some came before state lived in pages: as <see cref="IdHash"/> of their masked text.</summary>
    public bool HasEarlier => _head.Header[EarlierCell] != 0;

    /// <summary>Whether an identifier is remembered.</summary>
    public bool Contains(UInt128 id)
    {
        bool isKnown = false;
        for (int i = 0; i < _segments.Length && !isKnown; i++)
            isKnown = _segments[i].Contains(id);
        GC.KeepAlive(this);
        return isKnown;
    }

    /// <summary>Brings near what <see cref="Add"/> will look at for some identifiers.</summary>
    public void Approach(ReadOnlySpan<UInt128> ids)
    {
        foreach (var segment in _segments)
            foreach (var id in ids)
                segment.Approach(id);
        foreach (var segment in _segments)
            foreach (var id in ids)
                segment.ApproachRow(id);
        GC.KeepAlive(this);
    }

    /// <summary>Remembers an identifier; false, and nothing changes, when it was seen before.</summary>
    /// <param name="id">Its hash; not one that whoever chooses identifiers can compute, where that matters.</param>
    /// <param name="received">When it came, in microseconds, never less than before.</param>
    public bool Add(UInt128 id, long received)
    {
        if (Contains(id))
            return false;
        Turn(received);
        _segments[(int)(Newest % Segments)].Add(id, received);
        // The identifiers are outside the collector's heap and go with this object: they must not go before the last read.
        GC.KeepAlive(this);
        return true;
    }

    /// <summary>Reads a state of the time before pages, where all identifiers were remembered.</summary>
    public void ReadEarlier(ModelReader reader, long received)
    {
        _ = reader.ReadInt32();
        foreach (var hash in reader.ReadArray<UInt128>())
            if (hash != 0 && Add(hash, received))
                _head.Header[EarlierCell] = 1;
    }

    // A new segment when the newest one has had its share of the span; those whose successor began before the span go.
    private void Turn(long received)
    {
        if (_segments[(int)(Newest % Segments)] is { Count: > 0 } newest && received - newest.First >= _segmentSpan)
        {
            Newest++;
            _segments[(int)(Newest % Segments)].Clear();
        }
        for (long number = Math.Max(0, Newest - Segments + 1); number < Newest; number++)
            if (_segments[(int)((number + 1) % Segments)] is { Count: > 0 } next && received - next.First >= span)
            {
                _segments[(int)(number % Segments)].Clear();
                // They came first, at one time.
                if (number == 0)
                    _head.Header[EarlierCell] = 0;
            }
    }

    private void Rebuild()
    {
        foreach (var segment in _segments)
            segment.Rebuild();
    }
}
