using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Scoring;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>What the same hours of earlier weeks had: what is usual for a time, as far as the history reaches.</summary>
internal sealed class UsualVolume
{
    private const int Weeks = 4;
    private readonly List<OverviewSpan> _spans = [];
    private readonly Dictionary<long, long[]> _alerts = [];
    private readonly long[] _outcomes = new long[3];
    private readonly OverviewSpan _span;

    private UsualVolume(OverviewSpan span) => _span = span;

    /// <summary>Looks it up.</summary>
    public static async ValueTask<UsualVolume> OfAsync(
        IDecisionQuery decisions, string? stream, OverviewSpan span, long now, CancellationToken cancellation)
    {
        var usual = new UsualVolume(span);
        if (await decisions.EarliestAsync(stream, cancellation) is not { } earliest)
            return usual;
        foreach (var week in span.EarlierWeeks(now, earliest, Weeks))
        {
            usual._spans.Add(week);
            foreach (var point in await decisions.VolumeAsync(stream, week.From, week.To, span.StepMinutes, cancellation))
                usual.Add(point, span.From - week.From);
        }
        return usual;
    }

    /// <summary>Writes <c>usual</c>: counts per week, and which weeks; null where no whole one was seen.</summary>
    public void Write(Utf8JsonWriter json)
    {
        if (_spans.Count == 0)
        {
            json.WriteNull("usual"u8);
            return;
        }
        json.WriteStartObject("usual"u8);
        json.WriteNumber("weeks"u8, _spans.Count);
        json.WriteString("from"u8, TimeText.Of(_spans[^1].From));
        // Of a time that is not over, as much as has passed of it.
        json.WriteString("until"u8, TimeText.Of(Until));
        json.WriteNumber("decisions"u8, PerWeek(_outcomes.Sum()));
        json.WriteNumber("review"u8, PerWeek(_outcomes[(int)Outcome.Review]));
        json.WriteNumber("block"u8, PerWeek(_outcomes[(int)Outcome.Block]));
        json.WriteEndObject();
    }

    /// <summary>Writes what is usual in a step, or nulls, as of all that is to come.</summary>
    public void WritePoint(Utf8JsonWriter json, long time)
    {
        bool isKnown = _spans.Count > 0 && time < Until;
        long[]? sums = _alerts.GetValueOrDefault(time);
        Write("usual_decisions", sums?[0]);
        Write("usual_alerts", sums?[1]);

        void Write(string name, long? sum) =>
            json.WriteNumberOrNull(JsonEncodedText.Encode(name), isKnown ? PerWeek(sum ?? 0) : double.NaN);
    }

    private long Until => _spans[0].To + (_span.From - _spans[0].From);

    private void Add(VolumePoint point, long shift)
    {
        for (int i = 0; i < _outcomes.Length; i++)
            _outcomes[i] += point.Outcomes[i];
        if (!_alerts.TryGetValue(point.Time + shift, out long[]? sums))
            _alerts.Add(point.Time + shift, sums = new long[2]);
        sums[0] += point.Outcomes.Sum();
        sums[1] += point.Outcomes[(int)Outcome.Review] + point.Outcomes[(int)Outcome.Block];
    }

    private double PerWeek(long sum) => (double)sum / _spans.Count;
}
