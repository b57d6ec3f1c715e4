using Vigil.Engine.Features;

namespace Vigil.Engine.Tests.Features;

/// <summary>
/// Features of sizes by their definitions, from the plain list of events that have arrived: of the same entity and sign, and of all with
/// that sign as their peers.
/// </summary>
internal sealed class NaiveSizes(FeatureSpec feature, int ownLast, long lateness)
{
    private const long Day = 86_400 * RandomEvents.Second;

    private readonly List<(Event Event, string? Entity)> _arrived = [];
    private readonly Dictionary<(string, int), List<Event>> _placed = [];
    private readonly Dictionary<(string, int), List<Event>> _unusual = [];

    /// <summary>The value; null where nothing is promised: windows of events too late.</summary>
    public double? Next(Event e)
    {
        string? entity = RandomEvents.Entity(e, feature.Entity);
        if (entity is null || double.IsNaN(e.Amount) || e.Amount == 0)
        {
            if (!double.IsNaN(e.Amount))
                _arrived.Add((e, entity));
            return double.NaN;
        }
        var key = (entity, Math.Sign(e.Amount));
        var placed = At(_placed, key);
        bool isPlaced = placed.Count == 0 || e.Time >= placed.Max(p => p.Time) - lateness;
        double? value = feature.Window.Length is { } length && !isPlaced ? null : Value(e, key, placed);
        _arrived.Add((e, entity));
        if (isPlaced)
            placed.Add(e);
        return value;
    }

    private double Value(Event e, (string Entity, int Sign) key, List<Event> placed)
    {
        double x = Math.Abs(e.Amount);
        var (centre, spread, count) = Usual(e, key.Entity);
        return feature.Aggregation switch
        {
            Aggregation.Deviation => Math.Clamp((Math.Log(x) - centre) / spread, -1e6, 1e6),
            Aggregation.Multiple => Math.Min(x / Math.Exp(centre), 1e6),
            Aggregation.Known => count,
            Aggregation.OthersSum => Others(e, placed).Sum / Math.Exp(centre),
            Aggregation.OthersMean => Others(e, placed) is var (sum, n) && n > 0 ? sum / n / Math.Exp(centre) : double.NaN,
            Aggregation.Recurrence => Recurrence(e, key, centre),
            _ => throw new ArgumentOutOfRangeException(feature.Name),
        };
    }

    private (double Centre, double Spread, int Count) Usual(Event e, string entity)
    {
        var alike = _arrived.Where(a => Math.Sign(a.Event.Amount) == Math.Sign(e.Amount)).ToList();
        var (peerCount, peerMedian, peerSpread) = Robust(alike.Select(a => a.Event), 256);
        double priorVariance = 0.75 * 0.75;
        (double Centre, double Variance) peers = peerCount == 0 ? (double.NaN, priorVariance)
            : (peerMedian, (4 * priorVariance + peerCount * peerSpread * peerSpread) / (4 + peerCount) * (1 + 1.0 / peerCount));
        if (feature.Entity is ["*"])
            return (peers.Centre, Math.Sqrt(peers.Variance), peerCount);
        var (n, median, spread) = Robust(alike.Where(a => a.Entity == entity).Select(a => a.Event), ownLast);
        if (n == 0)
            return (peers.Centre, Math.Sqrt(peers.Variance), 0);
        double gap = median - peers.Centre;
        double variance = (4 * peers.Variance + n * spread * spread + n / (n + 1.0) * gap * gap) / (4 + n);
        return ((peers.Centre + n * median) / (1 + n), Math.Sqrt(variance * (1 + 1.0 / (n + 1))), n);
    }

    private (double Sum, int Count) Others(Event e, List<Event> placed)
    {
        long length = feature.Window.Length!.Value.Ticks / TimeSpan.TicksPerMicrosecond;
        var others = placed.Where(p => p.Time > e.Time - length && p.Time <= e.Time).Select(p => Math.Abs(p.Amount)).ToList();
        return (Math.Min(others.Sum(), others.Count * Math.Abs(e.Amount)), others.Count);
    }

    private double Recurrence(Event e, (string, int) key, double centre)
    {
        double x = Math.Abs(e.Amount);
        if (Math.Log(x) < centre + Math.Log(2))
            return 0;
        var remembered = At(_unusual, key);
        double most = new[] { (7.0, 1.25), (14, 1.75), (365.25 / 12, 4), (365.25 / 4, 7) }.Max(rhythm => Enumerable.Range(1, 3).TakeWhile(
            step => remembered.TakeLast(32).Any(p => Math.Abs(p.Time - e.Time + (long)(step * rhythm.Item1 * Day)) <= rhythm.Item2 * Day
                && p.Shop == e.Shop && Math.Abs(Math.Log(Math.Abs(p.Amount) / x)) <= (e.Shop is null ? 0.05 : 0.2))).Count());
        remembered.Add(e);
        return most;
    }

    private static (int Count, double Median, double Spread) Robust(IEnumerable<Event> events, int last)
    {
        var x = events.Select(e => Math.Log(Math.Abs(e.Amount))).TakeLast(last).Order().ToList();
        if (x.Count == 0)
            return (0, double.NaN, double.NaN);
        double median = Median(x);
        return (x.Count, median, 1.4826 * Median([.. x.Select(v => Math.Abs(v - median)).Order()]));
    }

    private static double Median(List<double> x) => (x[(x.Count - 1) / 2] + x[x.Count / 2]) / 2;

    private static List<Event> At(Dictionary<(string, int), List<Event>> lists, (string, int) key)
    {
        if (!lists.TryGetValue(key, out var list))
            lists[key] = list = [];
        return list;
    }
}
