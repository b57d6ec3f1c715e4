using Vigil.Engine.State;

namespace Vigil.Conformance;

/// <summary>A state of one part with a few pages.</summary>
public sealed class SmallState
{
    private readonly PagedMemory _memory = new(headerCells: 1);
    private StateManifest? _saved;

    public SmallState(params ReadOnlySpan<long> pages)
    {
        _memory.Add(Math.Max(1, pages.Length) * PagedMemory.PageCells);
        for (int page = 0; page < pages.Length; page++)
            this[page] = pages[page];
    }

    /// <summary>The first cell of a page.</summary>
    public long this[int page]
    {
        get => _memory.Read(page * PagedMemory.PageCells, 1)[0];
        set => _memory.Change(page * PagedMemory.PageCells, 1)[0] = value;
    }

    private StatePart Part => new("part", 1, "", [_memory], _ => { });

    /// <summary>Saves it as what it is after a sequence.</summary>
    public StateManifest Save(ISnapshotStore snapshots, long sequence)
    {
        using var image = new StateImage(new StateHead(sequence, 0, []), _saved, [Part]);
        _saved = snapshots.SaveAsync(image, TestContext.Current.CancellationToken).OnOwnThread();
        image.Saved();
        return _saved;
    }

    /// <summary>What was saved, or an error.</summary>
    public static SmallState Read(ISnapshotStore snapshots, long sequence)
    {
        var state = new SmallState();
        var memory = new PagedMemory(headerCells: 1);
        using var saved = snapshots.OpenAsync(sequence, TestContext.Current.CancellationToken).OnOwnThread();
        new StateLoader(saved.Segment).Load(saved.Manifest!, [state.Part with { Memories = [memory] }]);
        return new SmallState(memory, saved.Manifest!);
    }

    private SmallState(PagedMemory memory, StateManifest saved) => (_memory, _saved) = (memory, saved);

    /// <summary>The first cells of its pages.</summary>
    public IEnumerable<long> Pages =>
        Enumerable.Range(0, (int)(_memory.Bytes / SegmentWriter.PageBytes)).Select(page => this[page]);
}
