using System.Collections.Concurrent;
using Vigil.Engine.Decisions;

namespace Vigil.Engine.Runtime;

/// <summary>The streams as everybody sees them. Thread-safe; the sequencer's thread changes them.</summary>
internal sealed class LiveStreams
{
    private readonly ConcurrentDictionary<string, LiveStream> _served = new(), _defined = new();

    /// <summary>Those that have a champion.</summary>
    public IReadOnlyCollection<LiveStream> Served => [.. _served.Values];

    /// <summary>Those, and those that wait for their first champion.</summary>
    public IReadOnlyCollection<LiveStream> Defined => [.. _defined.Values];

    /// <summary>One that has a champion, or null.</summary>
    public LiveStream? FindServed(string name) => _served.GetValueOrDefault(name);

    /// <summary>One that is defined, or null.</summary>
    public LiveStream? FindDefined(string name) => _defined.GetValueOrDefault(name);

    /// <summary>Tells everybody what a stream is served with.</summary>
    public void PublishOnSequencer(StreamState state)
    {
        (state.Stream.Snapshot, state.Stream.Since, state.Stream.IsApplied) = (state.Pipeline.Snapshot, state.Since, state.IsApplied);
        _defined[state.Stream.Name] = state.Stream;
        if (state.Champion is not null)
            _served[state.Stream.Name] = state.Stream;
    }

    /// <summary>All of them are as in a state that was recovered.</summary>
    public void PublishOnSequencer(StreamStates states)
    {
        // A first promotion that failed has left a stream that the journal does not know.
        foreach (string name in _served.Keys.Where(name => states.Find(name)?.Champion is null))
            _served.TryRemove(name, out _);
        foreach (string name in _defined.Keys.Where(name => states.Find(name) is null))
            _defined.TryRemove(name, out _);
        foreach (var state in states.Streams)
            PublishOnSequencer(state);
    }
}
