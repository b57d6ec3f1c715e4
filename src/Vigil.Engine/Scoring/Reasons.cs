using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Groups an explanation by what its features say and puts the groups into words.</summary>
public sealed class Reasons
{
    /// <summary>A reason below this many points is not worth a line in a report.</summary>
    public const double LeastPoints = 0.05;

    private readonly IReadOnlyList<FeatureSpec> _features;
    private readonly string? _entity;
    private readonly ReasonText _text;
    private readonly FeatureLabels _shown;
    private readonly string[] _labels;
    private readonly (ReasonGroup Group, int[] Features)[] _groups;

    /// <summary>Reasons for decisions of that pipeline.</summary>
    public Reasons(ScoringPipeline pipeline)
        : this(pipeline.Schema, pipeline.Features,
            pipeline.Model ?? throw new ArgumentException("This pipeline has no model.", nameof(pipeline)))
    {
    }

    /// <summary>Reasons for decisions of that model.</summary>
    public Reasons(TransactionSchema schema, IReadOnlyList<FeatureSpec> features, Model model)
    {
        _features = features;
        _entity = schema.Find(FieldRole.Entity)?.Name;
        var typical = ModelColumns.Spread(ModelColumns.Of(model, features), [.. model.Typical], features.Count, double.NaN);
        (_text, _shown) = (new ReasonText(schema, features, typical), new FeatureLabels(schema, features, typical));
        _labels = [.. Enumerable.Range(0, features.Count).Select(_shown.Label)];
        _groups = [.. Enumerable.Range(0, features.Count)
            .GroupBy(i => ReasonGroups.Of(features[i], schema))
            .OrderBy(g => g.Key)
            .Select(g => (g.Key, g.ToArray()))];
    }

    /// <summary>
    /// Every group, strongest first, with its members: <see cref="Explanation.BasePoints"/> + Σ <see cref="Reason.Points"/> = risk
    /// within 1e-6.
    /// </summary>
    public IReadOnlyList<Reason> All(Explanation explanation, MicroBatch batch, int row) =>
        All(explanation, batch.Transactions[row], batch.FeaturesOf(row), batch.BaselinesOf(row), batch.PreviousPlaceOf(row));

    /// <inheritdoc cref="All(Explanation, MicroBatch, int)"/>
    public IReadOnlyList<Reason> All(
        Explanation explanation, Transaction transaction, ReadOnlySpan<double> features, ReadOnlySpan<double> baselines,
        PreviousPlace? place = null) =>
        Tell(explanation.Points, new ReasonRow(transaction, features, baselines, place), _groups.Length, withMembers: true);

    /// <summary>The first <paramref name="count"/> of <see cref="All(Explanation, MicroBatch, int)"/>, without members.</summary>
    public IReadOnlyList<Reason> Strongest(Explanation explanation, MicroBatch batch, int row, int count = 3) =>
        Strongest(explanation, batch.Transactions[row], batch.FeaturesOf(row), batch.BaselinesOf(row), batch.PreviousPlaceOf(row), count);

    /// <inheritdoc cref="Strongest(Explanation, MicroBatch, int, int)"/>
    public IReadOnlyList<Reason> Strongest(
        Explanation explanation, Transaction transaction, ReadOnlySpan<double> features, ReadOnlySpan<double> baselines,
        PreviousPlace? place = null, int count = 3) =>
        Tell(explanation.Points, new ReasonRow(transaction, features, baselines, place), count, withMembers: false);

    /// <summary>Every column in words: what it is, its value and what is usual in one unit, and the sentence.</summary>
    public IReadOnlyList<FeatureWords> Words(
        Transaction transaction, ReadOnlySpan<double> features, ReadOnlySpan<double> baselines, PreviousPlace? place = null)
    {
        var row = new ReasonRow(transaction, features, baselines, place);
        var words = new FeatureWords[_features.Count];
        for (int i = 0; i < words.Length; i++)
        {
            var (value, entity, peers) = _shown.Shown(i, row);
            words[i] = new FeatureWords(_labels[i], _shown.Unit(i), value, entity, peers, _text.Of(i, row));
        }
        return words;
    }

    private Reason[] Tell(double[] featurePoints, in ReasonRow row, int count, bool withMembers)
    {
        var points = new double[_groups.Length];
        for (int g = 0; g < points.Length; g++)
            foreach (int feature in _groups[g].Features)
                points[g] += featurePoints[feature];
        // The sort is stable: of equal points the group that is named first stands first.
        int[] order = [.. Enumerable.Range(0, points.Length).OrderByDescending(g => points[g]).Take(count)];
        var reasons = new Reason[order.Length];
        for (int i = 0; i < order.Length; i++)
            reasons[i] = Tell(_groups[order[i]], points[order[i]], featurePoints, row, withMembers);
        return reasons;
    }

    private Reason Tell(
        (ReasonGroup Group, int[] Features) group, double points, double[] all, in ReasonRow row, bool withMembers)
    {
        double way = points < 0 ? -1 : 1;
        int[] ranked = [.. group.Features.OrderByDescending(i => way * all[i])];
        int teller = Teller(ranked, way, all, row);
        var members = new ReasonMember[withMembers ? ranked.Length : 0];
        for (int i = 0; i < members.Length; i++)
            members[i] = Member(ranked[i], all[ranked[i]], row);
        return new Reason(
            group.Group, _features[teller].Name, row.Features[teller], row.Baselines[teller], points, _text.Of(teller, row), members);
    }

    private ReasonMember Member(int i, double points, in ReasonRow row) => new(
        _features[i].Name, _labels[i], row.Features[i], row.Baselines[i], points, _text.Of(i, row));

    // Of those that pull hard, the one that knows the entity's own baseline tells an analyst most, then one that knows any baseline.
    private int Teller(int[] ranked, double way, double[] points, in ReasonRow row)
    {
        double enough = way * points[ranked[0]] / 3;
        int any = -1;
        foreach (int i in ranked)
        {
            if (way * points[i] < enough || double.IsNaN(row.Baselines[i]))
                continue;
            if (_features[i].Entity is [var entity] && entity == _entity)
                return i;
            any = any < 0 ? i : any;
        }
        return any < 0 ? ranked[0] : any;
    }
}
