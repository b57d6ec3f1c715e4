using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Engine.Scoring;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>What <c>/detect-anomalies</c> asks for.</summary>
/// <param name="Query">Reviewed and blocked decisions in that time.</param>
/// <param name="From">In microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="To">Excluded.</param>
internal sealed record AnomalyRequest(DecisionQuery Query, long From, long To)
{
    private const string Expected = "a date such as 2025-06-22, or a time";

    /// <summary>Reads it; both times are required.</summary>
    public static AnomalyRequest Read(QueryReader reader, ScoringService service)
    {
        long? from = reader.Time("from"), to = reader.Time("to", includesDay: true);
        if (reader.Text("from") is null)
            reader.Fail("from", "nothing", Expected);
        if (reader.Text("to") is null)
            reader.Fail("to", "nothing", Expected);
        string? stream = reader.Text("stream");
        if (stream is not null && service.Find(stream) is null && service.State.Phase == ServicePhase.Ready)
            reader.Fail("stream", stream, "one of " + string.Join(", ", service.Streams.Select(s => s.Name)));
        var filter = new DecisionFilter
        {
            Stream = stream, From = from, To = to, MinRisk = reader.Number("min_risk", 0, 100), Outcomes = [Outcome.Review, Outcome.Block],
        };
        return new AnomalyRequest(new DecisionQuery(filter, null), from ?? 0, to ?? 0);
    }
}
