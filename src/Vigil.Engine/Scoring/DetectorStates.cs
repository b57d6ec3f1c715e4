using System.Collections.Immutable;
using System.Runtime.InteropServices;
using Vigil.Detection;
using Vigil.Engine.Models;
using Vigil.Engine.State;

namespace Vigil.Engine.Scoring;

/// <summary>
/// What the streaming detectors of one model have learned from the transactions since it was promoted, each in a part of the state of its
/// own. Belongs to the sequencer.
/// </summary>
internal sealed class DetectorStates
{
    private readonly Model _model;
    private readonly ImmutableArray<(IStreamingDetector Detector, int TraceStart, PagedMemory Memory)> _members;

    /// <summary>Of a model that has seen nothing since its training.</summary>
    public DetectorStates(Model model)
    {
        _model = model;
        _members = [.. model.Ensemble.Members.Where(m => m.Streaming is not null)
            .Select(m => (m.Streaming!, m.TraceStart, new PagedMemory(headerCells: 0)))];
    }

    /// <summary>The states in their parts.</summary>
    public IEnumerable<StatePart> Parts => _members.Select(m => new StatePart(
        $"detector {m.Detector.Name}", m.Detector.StateVersion, _model.Version, [m.Memory], _ => Check(m.Detector, m.Memory)));

    /// <summary>Whether they are of that model.</summary>
    public bool IsOf(Model model) => _model.Version == model.Version;

    /// <summary>Prepares a row whose features are there, leaves its trace, and learns from it. In the order of the journal.</summary>
    public void UpdateOnSequencer(MicroBatch batch, int row)
    {
        if (_members.IsEmpty)
            return;
        batch.ReachTraces(_model.Ensemble.TraceCells);
        var prepared = batch.Snapshot!.Prepare(batch, row);
        foreach (var (detector, start, memory) in _members)
            detector.Update(prepared, StateOf(detector, memory), batch.TraceToFill(row).Slice(start, detector.TraceCells));
    }

    // Made with the first row: a memory that is loaded must be empty before.
    private static Span<double> StateOf(IStreamingDetector detector, PagedMemory memory)
    {
        bool isNew = memory.ChunkCount == 0;
        if (isNew)
            memory.Add(detector.StateCells);
        var state = MemoryMarshal.Cast<long, double>(memory.Change(0, detector.StateCells));
        if (isNew)
            detector.Begin(state);
        return state;
    }

    private static void Check(IStreamingDetector detector, PagedMemory memory)
    {
        if (memory.ChunkCount > 0 && !memory.Holds(0, detector.StateCells))
            throw new InvalidDataException($"The state of the detector '{detector.Name}' is too short: it is damaged.");
    }
}
