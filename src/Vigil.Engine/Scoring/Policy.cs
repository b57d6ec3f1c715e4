using Vigil.Engine.Models;

namespace Vigil.Engine.Scoring;

/// <summary>What is to be done with a transaction.</summary>
public enum Outcome
{
    /// <summary>Let it pass.</summary>
    Approve,

    /// <summary>Have an analyst look at it.</summary>
    Review,

    /// <summary>Stop it.</summary>
    Block,
}

/// <summary>The risks from which a transaction is reviewed and blocked. Immutable.</summary>
/// <param name="Review">Risk from which it is reviewed.</param>
/// <param name="Block">Risk from which it is blocked.</param>
public sealed record Policy(double Review, double Block)
{
    /// <summary>
    /// Resolves options against a model: a contamination or a daily alert budget becomes the risk that this share of the training
    /// transactions exceeded; what is above <see cref="PolicyOptions.Block"/> as well is blocked.
    /// </summary>
    public static Policy Resolve(PolicyOptions options, Model model)
    {
        double? share = options.Contamination ?? options.DailyAlerts / model.Training.PerDay;
        double review = share is { } s ? Risk.Of(model.Scores.ScoreAt(Math.Min(s, 1))) : options.Review;
        return new Policy(review, Math.Max(review, options.Block));
    }

    /// <summary>The outcome of a risk.</summary>
    public Outcome Decide(double risk) => risk >= Block ? Outcome.Block : risk >= Review ? Outcome.Review : Outcome.Approve;
}
