using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Chooses the strongest reasons of an explanation and puts them into words.</summary>
public sealed class Reasons
{
    /// <summary>A reason below this many points is not worth a sentence.</summary>
    public const double LeastPoints = 0.05;

    private readonly IReadOnlyList<FeatureSpec> _features;
    private readonly Model _model;
    private readonly string? _entity;
    private readonly ReasonText _text;
    private readonly (Topic, string, string)[] _topics;

    /// <summary>Reasons for decisions of that pipeline.</summary>
    public Reasons(ScoringPipeline pipeline)
        : this(pipeline.Schema, pipeline.Features,
            pipeline.Model ?? throw new ArgumentException("This pipeline has no model.", nameof(pipeline)))
    {
    }

    /// <summary>Reasons for decisions of that model.</summary>
    public Reasons(TransactionSchema schema, IReadOnlyList<FeatureSpec> features, Model model)
    {
        (_features, _model) = (features, model);
        _entity = schema.Find(FieldRole.Entity)?.Name;
        _text = new ReasonText(schema);
        _topics = [.. _features.Select(TopicOf)];
    }

    // Features that tell an analyst the same thing make one reason, told by the strongest of them.
    private enum Topic
    {
        Value,
        Pace,
        Novelty,
        Risk,
        Travel,
        Clock,
    }

    /// <summary>The strongest reasons for the score, strongest first; features that say the same are one reason.</summary>
    public IReadOnlyList<Reason> Strongest(Explanation explanation, MicroBatch batch, int row, int count = 3) =>
        Strongest(explanation, batch.Transactions[row], batch.FeaturesOf(row).ToArray(), batch.BaselinesOf(row).ToArray(), count);

    /// <inheritdoc cref="Strongest(Explanation, MicroBatch, int, int)"/>
    public IReadOnlyList<Reason> Strongest(
        Explanation explanation, Transaction transaction, double[] features, double[] baselines, int count = 3)
    {
        return [.. Enumerable.Range(0, _topics.Length)
            .GroupBy(i => _topics[i])
            .Select(topic => Tell(topic, explanation, transaction, features, baselines))
            .Where(reason => reason.Points >= LeastPoints)
            .OrderByDescending(reason => reason.Points)
            .Take(count)];
    }

    /// <summary>The sentence for one feature.</summary>
    public string TextOf(int feature, Transaction transaction, double value, double baseline) =>
        _text.Of(_features[feature], value, baseline, _model.Typical[feature], transaction);

    private Reason Tell(
        IEnumerable<int> topic, Explanation explanation, Transaction transaction, double[] features, double[] baselines)
    {
        var ranked = topic.OrderByDescending(i => explanation.Points[i]).ToList();
        int strongest = Teller(ranked, explanation.Points, baselines);
        double value = features[strongest], baseline = baselines[strongest];
        string text = TextOf(strongest, transaction, value, baseline);
        return new Reason(_features[strongest].Name, value, baseline, ranked.Sum(i => explanation.Points[i]), text);
    }

    // Of those that pull hard, the one that knows the entity's own baseline tells an analyst most, then one that knows any baseline.
    private int Teller(List<int> ranked, double[] points, double[] baselines)
    {
        double enough = points[ranked[0]] / 3;
        var telling = ranked.FindAll(i => points[i] >= enough && !double.IsNaN(baselines[i]));
        int own = telling.FindIndex(i => _features[i].Entity is [var entity] && entity == _entity);
        return own >= 0 ? telling[own] : telling.Count > 0 ? telling[0] : ranked[0];
    }

    private static (Topic, string, string) TopicOf(FeatureSpec feature) => feature.Aggregation switch
    {
        Aggregation.Count or Aggregation.Rate or Aggregation.SinceLast => (Topic.Pace, "", Key(feature)),
        Aggregation.Distinct => (Topic.Pace, feature.Field!, Key(feature)),
        Aggregation.FirstSeen or Aggregation.Rarity => (Topic.Novelty, feature.Field ?? "", ""),
        Aggregation.Risk => (Topic.Risk, "", Key(feature)),
        Aggregation.Distance or Aggregation.Speed => (Topic.Travel, "", Key(feature)),
        Aggregation.HourSin or Aggregation.HourCos or Aggregation.Night => (Topic.Clock, "hour", ""),
        Aggregation.Weekend or Aggregation.DaySin or Aggregation.DayCos => (Topic.Clock, "day", ""),
        // The value itself, how far it is from the usual, and what it does to the sums and means of its windows.
        _ => (Topic.Value, feature.Field!, ""),
    };

    private static string Key(FeatureSpec feature) => string.Join('+', feature.Entity);
}
