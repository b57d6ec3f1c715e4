using System.Collections.Immutable;
using System.Text;
using Vigil.Detection;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Evaluation;

/// <summary>
/// Runs the handbook's protocol: offer every transaction in order, with the features that the scoring pipeline computed for it, then run.
/// Keeps the feature rows of the days that the folds use (some 100 MB for the default).
/// </summary>
public sealed class HandbookEvaluation
{
    private readonly HandbookProtocol _protocol;
    private readonly TransactionSchema _schema;
    private readonly ImmutableArray<FeatureSpec> _features;
    private readonly EvaluationDay[] _days;
    private readonly Dictionary<string, long> _customers = [];
    private readonly int _customerSlot;

    /// <summary>An evaluation that has seen nothing.</summary>
    /// <exception cref="InvalidDataException">The stream has no entity or no label.</exception>
    public HandbookEvaluation(HandbookProtocol protocol, TransactionSchema schema, ImmutableArray<FeatureSpec> features)
    {
        ArgumentOutOfRangeException.ThrowIfLessThan(protocol.Folds, 1);
        ArgumentOutOfRangeException.ThrowIfGreaterThan(protocol.Folds, HandbookProtocol.MostFolds);
        (_protocol, _schema, _features) = (protocol, schema, features);
        Require(FieldRole.Entity);
        Require(FieldRole.Label);
        _customerSlot = schema.Slot(FieldRole.Entity);
        _days = [.. Enumerable.Range(0, protocol.EndDay - protocol.FirstDay).Select(_ => new EvaluationDay(features.Length))];
    }

    /// <summary>Offers a transaction of a batch whose features have been computed.</summary>
    public void Offer(MicroBatch batch, int row)
    {
        var transaction = batch.Transactions[row];
        long day = Math.DivRem(transaction.Time, TimeSpan.MicrosecondsPerDay).Quotient - _protocol.FirstDay;
        if (day < 0 || day >= _days.Length || double.IsNaN(transaction.Label))
            return;
        string name = Encoding.UTF8.GetString(transaction.Text(_customerSlot));
        if (!_customers.TryGetValue(name, out long customer))
            _customers.Add(name, customer = _customers.Count);
        _days[day].Add(batch.FeaturesOf(row), transaction.Label != 0, customer);
    }

    /// <summary>Trains and tests every fold.</summary>
    /// <param name="options">The model to train. The same rows and options give the same result, to the bit.</param>
    /// <param name="cancellation">Looked at between folds.</param>
    /// <exception cref="InvalidDataException">A fold has no training rows, or its test rows are not of both kinds.</exception>
    public EvaluationResult Run(ModelOptions options, CancellationToken cancellation = default)
    {
        var sizes = new List<FoldSize>();
        var scorers = new List<ScorerQuality>();
        for (int fold = 0; fold < _protocol.Folds; fold++)
        {
            cancellation.ThrowIfCancellationRequested();
            int training = _protocol.TrainingDay(fold) - _protocol.FirstDay;
            var test = TestSet.Of(_days, training);
            var start = _protocol.Start.AddDays(-HandbookProtocol.PeriodDays * fold);
            var size = new FoldSize(start, TrainingRows(training), test.Count, test.FraudCount);
            Check(size);
            sizes.Add(size);
            Rate(Train(training, options), test, scorers);
        }
        return new EvaluationResult(sizes, scorers);
    }

    private static void Rate(Model model, TestSet test, List<ScorerQuality> scorers)
    {
        model.Preprocessor.Apply(test.Rows);
        double[] scores = new double[test.Count], traces = model.Ensemble.Trace(new TrainingSet(test.Rows, model.Features.Length));
        model.Ensemble.Score(test.Rows, traces, scores);
        Add("ensemble", test.Rate(scores), scorers);
        foreach (var member in model.Ensemble.Members)
        {
            member.Score(test.Rows, traces, scores);
            Add(member.Detector.Name, test.Rate(scores), scorers);
        }
    }

    private static void Add(string name, Quality quality, List<ScorerQuality> scorers)
    {
        int index = scorers.FindIndex(s => s.Name == name);
        if (index < 0)
            scorers.Add(new ScorerQuality(name, [quality]));
        else
            scorers[index] = scorers[index] with { ByFold = [.. scorers[index].ByFold, quality] };
    }

    private Model Train(int first, ModelOptions options)
    {
        var trainer = new ModelTrainer(_schema, _features, options);
        for (int day = first; day < first + HandbookProtocol.PeriodDays; day++)
            for (int row = 0; row < _days[day].Count; row++)
                trainer.Offer(_days[day].Row(row), (_protocol.FirstDay + day) * TimeSpan.MicrosecondsPerDay);
        return trainer.Fit("");
    }

    private int TrainingRows(int first) => _days.Skip(first).Take(HandbookProtocol.PeriodDays).Sum(d => d.Count);

    private static void Check(FoldSize size)
    {
        const string Remedy = "give files of these days, or another --start or --folds.";
        string fold = $"The fold that trains from {size.Start:yyyy-MM-dd}";
        if (size.Training == 0)
            throw new InvalidDataException($"{fold} has no labelled transaction to train on: {Remedy}");
        if (size.Frauds == 0 || size.Frauds == size.Tested)
        {
            string found = $"{fold} has {size.Frauds} frauds among {size.Tested} labelled transactions to test on";
            throw new InvalidDataException($"{found}, where some of either kind are expected: {Remedy}");
        }
    }

    private void Require(FieldRole role)
    {
        if (_schema.IndexOf(role) < 0)
            throw new InvalidDataException(
                $"The protocol needs a column with the role {role.ToString().ToLowerInvariant()}, and this stream has none.");
    }
}
