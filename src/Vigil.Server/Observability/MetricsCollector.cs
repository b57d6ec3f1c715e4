using System.Collections.Concurrent;
using System.Diagnostics.Metrics;
using System.Globalization;
using System.Text;

namespace Vigil.Server.Observability;

/// <summary>Listens to the instruments of some meters and writes what they measured as Prometheus reads it. Thread-safe.</summary>
public sealed class MetricsCollector : IDisposable
{
    /// <summary>The content type of what <see cref="Write"/> gives.</summary>
    public const string ContentType = "text/plain; version=0.0.4; charset=utf-8";

    private const string Dropped = "vigil_metrics_dropped_total";
    private static readonly string[] Meters =
        ["Vigil", "Microsoft.AspNetCore.Hosting", "Microsoft.AspNetCore.Server.Kestrel", "System.Runtime"];

    private readonly ConcurrentDictionary<Instrument, MetricFamily> _families = new();
    private readonly MeterListener _listener = new();
    private readonly Lock _writing = new();

    /// <summary>Listens from now on.</summary>
    public MetricsCollector()
    {
        _listener.InstrumentPublished = (instrument, listener) =>
        {
            if (Meters.Contains(instrument.Meter.Name) || instrument.Meter.Name.StartsWith("Vigil.", StringComparison.Ordinal))
                listener.EnableMeasurementEvents(instrument, _families.GetOrAdd(instrument, i => new MetricFamily(i)));
        };
        _listener.MeasurementsCompleted = (instrument, _) => _families.TryRemove(instrument, out var _);
        _listener.SetMeasurementEventCallback<byte>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<short>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<int>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<long>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<float>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<double>((_, value, tags, state) => Record(state, value, tags));
        _listener.SetMeasurementEventCallback<decimal>((_, value, tags, state) => Record(state, (double)value, tags));
        _listener.Start();
    }

    /// <summary>Everything that was measured so far.</summary>
    public string Write()
    {
        lock (_writing)
        {
            foreach (var family in _families.Values.Where(f => f.IsObservable))
                family.BeginObservation();
            _listener.RecordObservableInstruments();
            var text = new StringBuilder(16_384);
            foreach (var group in _families.Values.GroupBy(f => f.Name).OrderBy(g => g.Key, StringComparer.Ordinal))
                WriteGroup(text, [.. group]);
            WriteHead(text, Dropped, "Measurements refused because their instrument has too many sets of labels", "counter");
            return WriteLine(text, Dropped, "", _families.Values.Sum(f => f.Dropped)).ToString();
        }
    }

    /// <inheritdoc/>
    public void Dispose() => _listener.Dispose();

    private static void Record(object? state, double value, ReadOnlySpan<KeyValuePair<string, object?>> tags) =>
        (state as MetricFamily)?.Record(value, tags);

    // Several instruments may have one name: of each set of labels, the first counts.
    private static void WriteGroup(StringBuilder text, MetricFamily[] families)
    {
        var all = families.SelectMany(f => f.Series.Select(s => (Family: f, Labels: s.Key, Series: s.Value)))
            .DistinctBy(s => s.Labels).ToArray();
        if (all.Length == 0)
            return;
        WriteHead(text, families[0].Name, families[0].Help, families[0].Type);
        foreach (var (family, labels, series) in all)
        {
            var (value, buckets) = series.Read();
            if (family.Type != "histogram")
                WriteLine(text, family.Name, labels, value);
            else
                WriteHistogram(text, family, labels, value, buckets);
        }
    }

    private static void WriteHistogram(StringBuilder text, MetricFamily family, string labels, double sum, long[] buckets)
    {
        string before = labels.Length > 0 ? labels + "," : "";
        long count = 0;
        for (int i = 0; i < buckets.Length; i++)
        {
            count += buckets[i];
            string bound = i < family.Bounds.Length ? family.Bounds[i].ToString("R", CultureInfo.InvariantCulture) : "+Inf";
            WriteLine(text, family.Name + "_bucket", $"{before}le=\"{bound}\"", count);
        }
        WriteLine(text, family.Name + "_sum", labels, sum);
        WriteLine(text, family.Name + "_count", labels, count);
    }

    private static void WriteHead(StringBuilder text, string name, string help, string type) =>
        text.Append("# HELP ").Append(name).Append(' ').Append(help).Append("\n# TYPE ").Append(name).Append(' ').Append(type).Append('\n');

    private static StringBuilder WriteLine(StringBuilder text, string name, string labels, double value)
    {
        text.Append(name);
        if (labels.Length > 0)
            text.Append('{').Append(labels).Append('}');
        string number = value switch
        {
            double.NaN => "NaN",
            double.PositiveInfinity => "+Inf",
            double.NegativeInfinity => "-Inf",
            _ => value.ToString("R", CultureInfo.InvariantCulture),
        };
        return text.Append(' ').Append(number).Append('\n');
    }
}
