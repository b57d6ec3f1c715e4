namespace Vigil.Engine.Evaluation;

/// <summary>How well scores rank frauds.</summary>
/// <param name="RocAuc">Area under the ROC curve, 0…1.</param>
/// <param name="AveragePrecision">Average precision, 0…1.</param>
/// <param name="CardPrecision">Card precision at 100 a day, 0…1.</param>
public readonly record struct Quality(double RocAuc, double AveragePrecision, double CardPrecision);

/// <summary>What one scorer reached.</summary>
/// <param name="Name">The ensemble, or the detector that scored alone.</param>
/// <param name="ByFold">Per fold, the latest first.</param>
public sealed record ScorerQuality(string Name, IReadOnlyList<Quality> ByFold)
{
    /// <summary>The mean over folds.</summary>
    public Quality Mean => Over(values => values.Average());

    /// <summary>The standard deviation over folds, of the folds as a population (divided by their count).</summary>
    public Quality StandardDeviation => Over(values => Math.Sqrt(values.Average(v => (v - values.Average()) * (v - values.Average()))));

    private Quality Over(Func<IReadOnlyList<double>, double> summary) => new(
        summary([.. ByFold.Select(q => q.RocAuc)]),
        summary([.. ByFold.Select(q => q.AveragePrecision)]),
        summary([.. ByFold.Select(q => q.CardPrecision)]));
}

/// <summary>What one fold was made of.</summary>
/// <param name="Start">Its first training day.</param>
/// <param name="Training">Transactions trained on.</param>
/// <param name="Tested">Transactions tested on.</param>
/// <param name="Frauds">The frauds among those.</param>
public sealed record FoldSize(DateOnly Start, int Training, int Tested, int Frauds);

/// <summary>The outcome of an evaluation.</summary>
/// <param name="Folds">The folds, the latest first.</param>
/// <param name="Scorers">The ensemble, then each detector alone.</param>
public sealed record EvaluationResult(IReadOnlyList<FoldSize> Folds, IReadOnlyList<ScorerQuality> Scorers);
