using Vigil.Engine.Features;

namespace Vigil.Engine.Tests.Features;

/// <summary>
/// Features by their definitions, from the plain list of events that have arrived. A window holds the entity's events whose times lie in
/// (t − delay − length, t − delay], t being the event's own time: those that arrived earlier and were not too late, and the event itself
/// when there is no delay. What compares with the past sees every earlier arrival. An event that is dated further ahead of its receipt
/// than clocks differ makes nobody late; it is in the windows of those that come at its time.
/// </summary>
internal sealed class NaiveFeatures(FeatureSpec feature, long lateness)
{
    private readonly Dictionary<string, (List<Event> Arrived, List<Event> Placed)> _entities = [];
    private readonly Dictionary<string, long> _newest = [];
    private readonly long _skew = Math.Min(lateness, 10 * RandomEvents.Second);

    /// <summary>The value and what rounding errors are measured by; null where nothing is promised: windows of events too late.</summary>
    public (double Value, double Size)? Next(Event e)
    {
        if (RandomEvents.Entity(e, feature.Entity) is not { } entity)
            return (double.NaN, 0);
        if (!_entities.TryGetValue(entity, out var known))
            _entities[entity] = known = ([], []);
        bool isFirst = known.Placed.Count == 0;
        long newest = isFirst ? Due(e) : _newest[entity];
        bool isPlaced = e.Time >= Math.Min(newest, e.Received) - lateness;
        _newest[entity] = IsAhead(e) ? newest : Math.Max(newest, e.Time);
        var value = feature.Window.Length is { } length
            ? !isPlaced ? ((double, double)?)null
                : feature.Aggregation == Aggregation.Surge ? Surge(e, known.Arrived, known.Placed, Microseconds(length))
                : Windowed(e, Window(e, known.Placed, length))
            : Past(e, known.Arrived, newest);
        known.Arrived.Add(e);
        if (isPlaced)
            known.Placed.Add(e);
        return value;
    }

    private bool IsAhead(Event e) => e.Received != long.MaxValue && e.Time - _skew > e.Received;

    private long Due(Event e) => IsAhead(e) ? e.Received : e.Time;

    private List<Event> Window(Event e, List<Event> placed, TimeSpan length)
    {
        long delay = Microseconds(feature.Delay), end = e.Time - delay, start = end - Microseconds(length);
        var events = placed.Where(p => p.Time > start && p.Time <= end).ToList();
        return delay == 0 ? [.. events, e] : events;
    }

    // What was placed later than the window begins is not before it; the first arrival is where the pace before begins.
    private (double, double) Surge(Event e, List<Event> arrived, List<Event> placed, long length)
    {
        long start = e.Time - length;
        int inside = placed.Count(p => p.Time > start && p.Time <= e.Time), before = arrived.Count - placed.Count(p => p.Time > start) - 1;
        double known = arrived.Count == 0 ? 0 : start - Due(arrived[0]), all = inside + before;
        if (before < 0 || known <= 0 || all == 0)
            return (0, 0);
        double expected = all * length / (length + known), rest = all - expected;
        double deviance = 2 * ((inside == 0 ? 0 : inside * Math.Log(inside / expected))
            + (before == 0 ? 0 : before * Math.Log(before / rest)));
        return (Math.Sign(inside - expected) * Math.Sqrt(Math.Max(0, deviance)), 1 + all);
    }

    private (double, double) Windowed(Event e, List<Event> events)
    {
        var x = events.Select(p => p.Amount).Where(a => !double.IsNaN(a)).Order().ToList();
        double size = x.Sum(Math.Abs), mean = x.Count == 0 ? double.NaN : x.Sum() / x.Count;
        double std = x.Count < 2 ? double.NaN : Math.Sqrt(x.Sum(v => (v - mean) * (v - mean)) / (x.Count - 1));
        return feature.Aggregation switch
        {
            Aggregation.Count => (events.Count, 0),
            Aggregation.Rate => (events.Count / feature.Window.Length!.Value.TotalHours, 1),
            Aggregation.Distinct => (events.Select(p => p.Shop).Where(s => s is not null).Distinct().Count(), 0),
            Aggregation.Sum => (x.Sum(), size),
            Aggregation.Mean => (mean, size),
            Aggregation.Std => (std, size),
            Aggregation.Zscore when double.IsNaN(e.Amount) => (double.NaN, 0),
            Aggregation.Zscore when x.Count > 1 && x[0] == x[^1] => (1e6 * Math.Sign(e.Amount - x[0]), 0),
            Aggregation.Zscore when std <= 1e-9 * size => (double.NaN, -1),
            Aggregation.Zscore => (Math.Clamp((e.Amount - mean) / std, -1e6, 1e6), Math.Abs(e.Amount / std) + size * size / std / std),
            Aggregation.Min => (x.Count == 0 ? double.NaN : x[0], 0),
            Aggregation.Max => (x.Count == 0 ? double.NaN : x[^1], 0),
            Aggregation.Median => (Percentile(x, 50), size),
            Aggregation.Percentile => (Percentile(x, feature.Percentile), size),
            Aggregation.Risk => (events.Count == 0 ? 0 : (double)events.Count(p => p.Label == 1) / events.Count, 1),
            _ => throw new ArgumentOutOfRangeException(feature.Name),
        };
    }

    private (double, double) Past(Event e, List<Event> arrived, long newest)
    {
        var (median, scale) = Robust(arrived);
        int seen = arrived.Count(p => p.Shop is not null), same = arrived.Count(p => p.Shop == e.Shop);
        return feature.Aggregation switch
        {
            Aggregation.SinceLast => (arrived.Count == 0 ? double.NaN : Math.Max(0, e.Time - newest) / 1e6, 1),
            Aggregation.FirstSeen when feature.Field is null => (arrived.Count == 0 ? 1 : 0, 0),
            Aggregation.FirstSeen => (e.Shop is null || seen == 0 ? double.NaN : same == 0 ? 1 : 0, 0),
            Aggregation.Rarity => (e.Shop is null ? double.NaN : Math.Log((seen + 1) / (same + 1.0)), 1),
            Aggregation.RobustZscore => (Math.Clamp((e.Amount - median) / scale, -1e6, 1e6), 1e6),
            Aggregation.Ratio => (median > 0 ? Math.Clamp(e.Amount / median, -1e6, 1e6) : double.NaN, 1e6),
            _ => throw new ArgumentOutOfRangeException(feature.Name),
        };
    }

    private (double Median, double Scale) Robust(List<Event> arrived)
    {
        var x = arrived.Select(p => p.Amount).Where(a => !double.IsNaN(a)).TakeLast(feature.Window.Last).Order().ToList();
        if (x.Count < 5)
            return (double.NaN, double.NaN);
        double median = Percentile(x, 50), mad = Percentile([.. x.Select(v => Math.Abs(v - median)).Order()], 50);
        return (median, Math.Max(1.4826 * mad, Math.Max(Math.Abs(median) / 20, 1e-9)));
    }

    private static double Percentile(List<double> sorted, double percentile)
    {
        if (sorted.Count == 0)
            return double.NaN;
        double rank = percentile / 100 * (sorted.Count - 1);
        double low = sorted[(int)rank], high = sorted[Math.Min((int)rank + 1, sorted.Count - 1)];
        return low + (rank - (int)rank) * (high - low);
    }

    private static long Microseconds(TimeSpan span) => span.Ticks / TimeSpan.TicksPerMicrosecond;
}
