using System.Diagnostics.Metrics;

namespace Vigil.Engine.Runtime;

/// <summary>What the service measures of itself, under the meter that its options name; units as OpenTelemetry names them.</summary>
internal sealed class ServiceMetrics : IDisposable
{
    private readonly Meter _meter;

    public ServiceMetrics(string meter, Func<int> queueDepth, Func<long> sequence, Func<IEnumerable<Measurement<long>>> projectionLag)
    {
        _meter = new Meter(meter);
        _meter.CreateObservableGauge(
            "vigil.projection.lag", projectionLag, "{entry}", "Journal entries that a projection has not taken in, by projection");
        _meter.CreateObservableGauge("vigil.queue.depth", queueDepth, "{transaction}", "Transactions that wait for a decision");
        _meter.CreateObservableGauge("vigil.journal.sequence", sequence, "{entry}", "The last journal entry on disk");
        Decisions = _meter.CreateCounter<long>("vigil.decisions", "{decision}", "Decisions on disk, by stream and decision");
        Duplicates = _meter.CreateCounter<long>("vigil.duplicates", "{transaction}", "Transactions that had been decided before");
        Conflicts = _meter.CreateCounter<long>(
            "vigil.conflicts", "{transaction}", "Transactions refused because their identifier was decided with other content");
        MissingEntities = _meter.CreateCounter<long>("vigil.missing_entities", "{transaction}", "Decisions without an entity, by stream");
        LateEvents = _meter.CreateCounter<long>("vigil.late_events", "{transaction}",
            "Transactions older than their entity's newest, by stream and whether the windows still took them in");
        Refused = _meter.CreateCounter<long>("vigil.refused", "{transaction}", "Transactions refused because the queue was full");
        Faults = _meter.CreateCounter<long>("vigil.storage.faults", "{fault}", "Times that the store failed");
        double[] seconds = [.0005, .001, .002, .005, .01, .02, .05, .1, .2, .5, 1, 2, 5];
        Duration = _meter.CreateHistogram("vigil.decision.duration", "s", "From submission to durable answer",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = seconds });
        Commit = _meter.CreateHistogram("vigil.journal.commit.duration", "s", "One group commit",
            advice: new InstrumentAdvice<double> { HistogramBucketBoundaries = seconds });
        CommitSize = _meter.CreateHistogram("vigil.journal.commit.size", "{entry}", "Entries of one group commit",
            advice: new InstrumentAdvice<int> { HistogramBucketBoundaries = [1, 2, 5, 10, 20, 50, 100, 200, 500, 1000, 2000, 5000] });
    }

    public Counter<long> Decisions { get; }

    public Counter<long> Duplicates { get; }

    public Counter<long> Conflicts { get; }

    public Counter<long> MissingEntities { get; }

    public Counter<long> LateEvents { get; }

    public Counter<long> Refused { get; }

    public Counter<long> Faults { get; }

    public Histogram<double> Duration { get; }

    public Histogram<double> Commit { get; }

    public Histogram<int> CommitSize { get; }

    public void Dispose() => _meter.Dispose();
}
