using System.Diagnostics.Tracing;
using System.Globalization;

namespace Vigil.Bench.Live;

/// <summary>The pauses of this process's garbage collector by what was collected, as the runtime reports them.</summary>
internal sealed class CollectorPauses : EventListener
{
    private const string Runtime = "Microsoft-Windows-DotNETRuntime";
    private const EventKeywords Collections = (EventKeywords)1;

    private readonly Lock _lock = new();
    private readonly SortedDictionary<string, List<double>> _pauses = [];
    private DateTime _suspended;
    private string _kind = "";

    /// <summary>What was found since the last time.</summary>
    public string Take()
    {
        lock (_lock)
        {
            var found = _pauses.Select(kind => string.Create(CultureInfo.InvariantCulture,
                $"{kind.Value.Count} of {kind.Key}, longest {kind.Value.Max():0.0} ms")).ToList();
            _pauses.Clear();
            return found.Count == 0 ? "none" : string.Join("; ", found);
        }
    }

    protected override void OnEventSourceCreated(EventSource eventSource)
    {
        if (eventSource.Name == Runtime)
            EnableEvents(eventSource, EventLevel.Informational, Collections);
    }

    protected override void OnEventWritten(EventWrittenEventArgs eventData)
    {
        lock (_lock)
        {
            if (eventData.EventName is { } name && name.StartsWith("GCSuspendEEBegin", StringComparison.Ordinal))
                (_suspended, _kind) = (eventData.TimeStamp, "a background collection's steps");
            else if (eventData.EventName?.StartsWith("GCStart", StringComparison.Ordinal) == true)
                _kind = Kind(eventData);
            else if (eventData.EventName?.StartsWith("GCRestartEEEnd", StringComparison.Ordinal) == true)
                Add((eventData.TimeStamp - _suspended).TotalMilliseconds);
        }
    }

    private static string Kind(EventWrittenEventArgs start)
    {
        object? Value(string name) => start.Payload![start.PayloadNames!.IndexOf(name)];
        bool isBackground = Convert.ToInt32(Value("Type"), CultureInfo.InvariantCulture) == 1;
        return isBackground ? "a background collection's steps" : $"generation {Value("Depth")}";
    }

    private void Add(double milliseconds)
    {
        if (!_pauses.TryGetValue(_kind, out var list))
            _pauses[_kind] = list = [];
        list.Add(milliseconds);
    }
}
