using System.Collections.Immutable;

namespace Vigil.Engine.Evaluation;

/// <summary>
/// The evaluation of the Fraud Detection Handbook: train on 7 days, wait 7 days for their labels, test on 7 days; further folds lie 7
/// days earlier each. Days are UTC.
/// </summary>
/// <remarks>
/// Source: Le Borgne et al., "Reproducible Machine Learning for Credit Card Fraud Detection", 2022, chapters "Validation strategies" and
/// "Performance metrics".
/// </remarks>
/// <param name="Start">First training day of the latest fold.</param>
/// <param name="Folds">How many folds, 1…52.</param>
public sealed record HandbookProtocol(DateOnly Start, int Folds)
{
    /// <summary>Days of training, of waiting, and of testing.</summary>
    public const int PeriodDays = 7;

    /// <summary>Cards that an investigator looks at in a day.</summary>
    public const int CardsPerDay = 100;

    /// <summary>Folds at most: a year.</summary>
    public const int MostFolds = 52;

    /// <summary>The protocol as it is published: four folds, the latest from 2018-07-25.</summary>
    public static readonly HandbookProtocol Default = new(new DateOnly(2018, 7, 25), 4);

    /// <summary>What others have published for these data without use of labels in training (trained on 2018-07-11).</summary>
    public static readonly ImmutableArray<(string Name, Quality Quality)> Published =
    [
        ("autoencoder", new Quality(0.836, 0.180, 0.217)),
        ("isolation forest", new Quality(0.808, 0.164, 0.190)),
    ];

    /// <summary>First day that any fold uses, counted from 1970-01-01.</summary>
    public int FirstDay => TrainingDay(Folds - 1);

    /// <summary>The day after the last that any fold uses.</summary>
    public int EndDay => TestDay(0) + PeriodDays;

    /// <summary>First training day of a fold.</summary>
    public int TrainingDay(int fold) => Start.DayNumber - DateOnly.FromDateTime(DateTime.UnixEpoch).DayNumber - PeriodDays * fold;

    /// <summary>First test day of a fold.</summary>
    public int TestDay(int fold) => TrainingDay(fold) + 2 * PeriodDays;
}
