using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Vigil.Server.Observability;

/// <summary>One instrument as Prometheus sees it: a name, a type and a series for every set of labels. Thread-safe.</summary>
internal sealed class MetricFamily
{
    /// <summary>The most sets of labels of one instrument; further ones are counted as dropped.</summary>
    public const int SeriesLimit = 2_000;

    private static readonly double[] Seconds = [.005, .01, .025, .05, .075, .1, .25, .5, .75, 1, 2.5, 5, 7.5, 10];
    private readonly ConcurrentDictionary<string, MetricSeries> _series = new(StringComparer.Ordinal);
    private readonly bool _adds;
    private long _dropped;

    /// <summary>A family without series.</summary>
    public MetricFamily(Instrument instrument)
    {
        string kind = instrument.GetType().GetGenericTypeDefinition().Name;
        _adds = kind is "Counter`1" or "UpDownCounter`1";
        IsObservable = instrument.IsObservable;
        Type = kind switch { "Histogram`1" => "histogram", "Counter`1" or "ObservableCounter`1" => "counter", _ => "gauge" };
        Bounds = Type == "histogram" ? BoundsOf(instrument) : [];
        Name = PrometheusName.Of(instrument.Name, instrument.Unit, Type == "counter");
        Help = (instrument.Description ?? "").ReplaceLineEndings(" ").Replace("\\", "\\\\", StringComparison.Ordinal);
    }

    /// <summary>As Prometheus has it: <c>http_server_request_duration_seconds</c>.</summary>
    public string Name { get; }

    /// <summary><c>counter</c>, <c>gauge</c> or <c>histogram</c>.</summary>
    public string Type { get; }

    /// <summary>What it is, on one line.</summary>
    public string Help { get; }

    /// <summary>Upper bounds of a histogram's buckets.</summary>
    public double[] Bounds { get; }

    /// <summary>Whether its values are asked for, and not told.</summary>
    public bool IsObservable { get; }

    /// <summary>Sets of labels that were refused.</summary>
    public long Dropped => Interlocked.Read(ref _dropped);

    /// <summary>Its series, by labels.</summary>
    public IEnumerable<KeyValuePair<string, MetricSeries>> Series => _series.OrderBy(s => s.Key, StringComparer.Ordinal);

    /// <summary>Forgets what was observed before: sets of labels that are reported no more disappear.</summary>
    public void BeginObservation() => _series.Clear();

    /// <summary>Takes in a measurement.</summary>
    public void Record(double value, ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        string labels = Labels(tags);
        if (!_series.TryGetValue(labels, out var series))
        {
            if (_series.Count >= SeriesLimit)
            {
                Interlocked.Increment(ref _dropped);
                return;
            }
            series = _series.GetOrAdd(labels, _ => new MetricSeries(Type == "histogram" ? Bounds : null, _adds));
        }
        series.Record(value);
    }

    private static double[] BoundsOf(Instrument instrument) => instrument switch
    {
        Instrument<double> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds],
        Instrument<long> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        Instrument<int> { Advice.HistogramBucketBoundaries: { } bounds } => [.. bounds.Select(b => (double)b)],
        _ => instrument.Unit is "s" or null ? Seconds : [.. Seconds.Select(b => b * 1_000)],
    };

    private static string Labels(ReadOnlySpan<KeyValuePair<string, object?>> tags)
    {
        if (tags.IsEmpty)
            return "";
        var sorted = tags.ToArray();
        Array.Sort(sorted, (a, b) => string.CompareOrdinal(a.Key, b.Key));
        var text = new StringBuilder();
        foreach (var (key, value) in sorted)
        {
            text.Append(text.Length > 0 ? "," : "").Append(PrometheusName.Clean(key)).Append("=\"");
            text.Append(Convert.ToString(value, CultureInfo.InvariantCulture)?
                .Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)
                .Replace("\n", "\\n", StringComparison.Ordinal)).Append('"');
        }
        return text.ToString();
    }
}

/// <summary>What was measured with one set of labels. Thread-safe.</summary>
internal sealed class MetricSeries(double[]? bounds, bool adds)
{
    private readonly Lock _gate = new();
    private readonly long[] _buckets = bounds is null ? [] : new long[bounds.Length + 1];
    private double _value;

    /// <summary>Takes in a measurement.</summary>
    public void Record(double value)
    {
        lock (_gate)
        {
            if (bounds is not null)
                _buckets[Array.BinarySearch(bounds, value) is >= 0 and var at ? at : ~Array.BinarySearch(bounds, value)]++;
            _value = bounds is not null || adds ? _value + value : value;
        }
    }

    /// <summary>The value, or the sum of a histogram, with its buckets.</summary>
    public (double Value, long[] Buckets) Read()
    {
        lock (_gate)
            return (_value, [.. _buckets]);
    }
}
