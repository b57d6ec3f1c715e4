using System.Collections.Immutable;
using Vigil.Detection;
using Vigil.Detection.Ensembles;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Models;

/// <summary>Trains a model on the feature rows of past transactions: offer every row, then fit.</summary>
public sealed class ModelTrainer
{
    /// <summary>The share of transactions that are expected to be anomalous, where the raw score is 0 and the risk 50.</summary>
    public const double Prior = 0.01;

    private readonly TransactionSchema _schema;
    private readonly ImmutableArray<FeatureSpec> _features;
    private readonly ModelOptions _options;
    private readonly RowSample _sample;
    private readonly FieldVariety _variety;
    private long _from = long.MaxValue, _to = long.MinValue;

    /// <summary>A trainer that has seen nothing.</summary>
    public ModelTrainer(TransactionSchema schema, ImmutableArray<FeatureSpec> features, ModelOptions options)
    {
        (_schema, _features, _options) = (schema, features, options);
        _sample = new RowSample(features.Length, options.Seed);
        _variety = new FieldVariety(schema);
    }

    /// <summary>Rows offered.</summary>
    public long Rows => _sample.Offered;

    /// <summary>Offers a transaction and its feature row.</summary>
    public void Offer(Transaction transaction, ReadOnlySpan<double> features)
    {
        _variety.Offer(transaction);
        Offer(features, transaction.Time, transaction.Label);
    }

    /// <summary>
    /// Offers the feature row of one transaction that is not at hand, and its event time in microseconds. Fields of one value are not
    /// found out this way.
    /// </summary>
    public void Offer(ReadOnlySpan<double> features, long time) => Offer(features, time, double.NaN);

    private void Offer(ReadOnlySpan<double> features, long time, double label)
    {
        _sample.Offer(features, time, label);
        (_from, _to) = (Math.Min(_from, time), Math.Max(_to, time));
    }

    /// <summary>Fits the model on the sample of all offered rows. The same rows and seed give the same bits.</summary>
    /// <param name="stream">The stream's YAML text, kept in the model.</param>
    /// <exception cref="InvalidOperationException">No row was offered.</exception>
    public Model Fit(string stream)
    {
        if (_sample.Count == 0)
            throw new InvalidOperationException("There is no transaction to train on.");
        int width = _features.Length;
        double[] rows = _sample.Rows.ToArray();
        double[] typical = [.. Enumerable.Range(0, width).Select(column => Median(rows, width, column))];
        bool[] silent = SilentColumns.Find(rows, _features, _schema, _variety);
        var roles = FeatureRoles.Of(_features, _schema).Select((role, i) => silent[i] ? new ColumnRole(Tail.None, 0) : role)
            .ToImmutableArray();
        var preprocessor = Preprocessor.Fit(rows, width, _options.Preprocessing, Shapes(roles, silent, typical));
        preprocessor.Apply(rows);
        var set = new TrainingSet(rows, width)
        {
            Labels = _sample.Labels.ToArray(), Times = _sample.Times.ToArray(), Roles = roles,
        };
        var ensemble = AdditiveEnsemble.Fit(set, [.. _options.Detectors.Select(d => (d.Options, d.Weight))], Prior, _options.Seed);
        double[] scores = new double[set.Count];
        ensemble.Score(rows, ensemble.Trace(set), scores);
        var training = new TrainingSummary(_sample.Offered, _from, _to, _options.Seed);
        return new Model(
            stream, [.. _features.Select(f => f.Name)], preprocessor, ensemble, typical, ScoreDistribution.Fit(scores), training);
    }

    private ColumnShape[] Shapes(ImmutableArray<ColumnRole> roles, bool[] silent, double[] typical) =>
        [.. roles.Select((role, i) => Shape(_features[i], silent[i] ? ColumnSide.Neither : SideOf(_features[i], role), typical[i]))];

    private ColumnShape Shape(FeatureSpec feature, ColumnSide side, double typical)
    {
        bool isRatio = feature.Aggregation == Aggregation.Multiple;
        return new ColumnShape(
            side, feature.Aggregation == Aggregation.Surge ? PaceChange.Ordinary : isRatio ? Usual.DeviationOf(typical) : typical,
            FeatureRoles.IsSize(feature.Aggregation) ? RecurrenceOf(feature.Field) : -1, isRatio);
    }

    // What is not suspicious is as good as the usual, also beside other values: few payments, short known ones, the first ones. Sizes are
    // an exception, for baselines from few values are no further from the first sizes than from others.
    private static ColumnSide SideOf(FeatureSpec feature, ColumnRole role) => role.Tail switch
    {
        _ when feature.Aggregation is Aggregation.Deviation => ColumnSide.Known,
        Tail.Upper => ColumnSide.Upper,
        Tail.Lower => ColumnSide.Lower,
        _ => ColumnSide.Both,
    };

    private int RecurrenceOf(string? field)
    {
        for (int i = 0; i < _features.Length; i++)
            if (_features[i].Aggregation == Aggregation.Recurrence && _features[i].Field == field)
                return i;
        return -1;
    }

    private static double Median(double[] rows, int width, int column)
    {
        var known = new List<double>();
        for (int i = column; i < rows.Length; i += width)
            if (!double.IsNaN(rows[i]))
                known.Add(rows[i]);
        known.Sort();
        return known.Count == 0 ? double.NaN : known[known.Count / 2];
    }
}
