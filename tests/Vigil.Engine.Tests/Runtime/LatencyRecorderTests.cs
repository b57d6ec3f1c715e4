using Vigil.Engine.Runtime;

namespace Vigil.Engine.Tests.Runtime;

public class LatencyRecorderTests
{
    [Fact]
    public void Summary_OfKnownLatencies_IsWithinABucket()
    {
        var recorder = new LatencyRecorder(TimeProvider.System);
        for (int i = 1; i <= 1000; i++)
            recorder.Record(i / 10.0, 1);
        var summary = recorder.Summary();

        summary.Count.ShouldBe(1000);
        summary.P50.ShouldBe(50, 3);
        summary.P99.ShouldBe(99, 6);
    }

    [Fact]
    public void Summary_OfNothing_IsUnknown()
    {
        var summary = new LatencyRecorder(TimeProvider.System).Summary();

        (summary.Count, summary.P50).ShouldBe((0, double.NaN));
    }
}
