using System.Diagnostics.Metrics;
using Vigil.Server.Observability;

namespace Vigil.Server.Tests.Observability;

public sealed class MetricsCollectorTests : IDisposable
{
    private readonly Meter _meter = new("Vigil.Tests");
    private readonly MetricsCollector _metrics = new();

    [Fact]
    public void Write_Counter_AddsUpPerSetOfLabels()
    {
        var counter = _meter.CreateCounter<long>("vigil.tests.things", "{thing}", "Things\nof tests");

        counter.Add(2, new KeyValuePair<string, object?>("kind", "a\"b\\c"));
        counter.Add(3, new KeyValuePair<string, object?>("kind", "a\"b\\c"));
        counter.Add(1);

        string text = _metrics.Write();
        text.ShouldContain("# HELP vigil_tests_things_total Things of tests\n# TYPE vigil_tests_things_total counter\n");
        text.ShouldContain("\nvigil_tests_things_total 1\n");
        text.ShouldContain("\nvigil_tests_things_total{kind=\"a\\\"b\\\\c\"} 5\n");
    }

    [Fact]
    public void Write_Histogram_HasCumulativeBucketsWithTheBoundIncluded()
    {
        var histogram = _meter.CreateHistogram<double>("vigil.tests.duration", "s", null, null,
            new InstrumentAdvice<double> { HistogramBucketBoundaries = [0.1, 1] });

        foreach (double value in (double[])[0.05, 0.1, 0.5, 7])
            histogram.Record(value);

        _metrics.Write().ShouldContain("""
            # TYPE vigil_tests_duration_seconds histogram
            vigil_tests_duration_seconds_bucket{le="0.1"} 2
            vigil_tests_duration_seconds_bucket{le="1"} 3
            vigil_tests_duration_seconds_bucket{le="+Inf"} 4
            vigil_tests_duration_seconds_sum 7.65
            vigil_tests_duration_seconds_count 4

            """);
    }

    [Fact]
    public void Write_Observable_ForgetsLabelsThatAreReportedNoMore()
    {
        string[] labels = ["old"];
        _meter.CreateObservableGauge("vigil.tests.depth",
            () => labels.Select(l => new Measurement<int>(1, new KeyValuePair<string, object?>("of", l))));
        _metrics.Write().ShouldContain("vigil_tests_depth{of=\"old\"} 1\n");

        labels = ["new"];

        string text = _metrics.Write();
        text.ShouldContain("vigil_tests_depth{of=\"new\"} 1\n");
        text.ShouldNotContain("of=\"old\"");
    }

    [Fact]
    public void Write_TooManySetsOfLabels_AreCountedAndNotKept()
    {
        var counter = _meter.CreateCounter<int>("vigil.tests.flood");

        for (int i = 0; i < MetricFamily.SeriesLimit + 5; i++)
            counter.Add(1, new KeyValuePair<string, object?>("i", i));

        string text = _metrics.Write();
        text.Split('\n').Count(l => l.StartsWith("vigil_tests_flood_total{", StringComparison.Ordinal)).ShouldBe(MetricFamily.SeriesLimit);
        text.ShouldContain("vigil_metrics_dropped_total 5\n");
    }

    [Fact]
    public void Write_OtherMeters_AreLeftOut()
    {
        using var other = new Meter("Somebody.Else");
        other.CreateCounter<int>("somebody.else.count").Add(1);

        _metrics.Write().ShouldNotContain("somebody");
    }

    [Theory]
    [InlineData("http.server.request.duration", "s", false, "http_server_request_duration_seconds")]
    [InlineData("vigil.decisions", "{decision}", true, "vigil_decisions_total")]
    [InlineData("dotnet.gc.heap.total_allocated", "By", true, "dotnet_gc_heap_total_allocated_bytes_total")]
    [InlineData("queue_bytes", "By", false, "queue_bytes")]
    [InlineData("2nd.thing", null, false, "_2nd_thing")]
    public void Of_Name_FollowsTheConvention(string name, string? unit, bool isCounter, string expected) =>
        PrometheusName.Of(name, unit, isCounter).ShouldBe(expected);

    public void Dispose()
    {
        _metrics.Dispose();
        _meter.Dispose();
    }
}
