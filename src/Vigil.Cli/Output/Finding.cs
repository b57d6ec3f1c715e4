using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Output;

/// <summary>A decision taken out of its batch, with its explanation, to be shown or written.</summary>
internal sealed record Finding(
    Transaction Transaction, long Sequence, double RawScore, double Risk, Outcome Outcome,
        double[] Features, Explanation Explanation, IReadOnlyList<Reason> Reasons)
{
    public RiskLevel Level => Engine.Scoring.Risk.Level(Risk);

    /// <summary>Copies and explains one row of a scored batch: every group of reasons, with its members where it is to be opened.</summary>
    public static Finding Of(ScoringPipeline pipeline, Reasons reasons, MicroBatch batch, int row, bool opens)
    {
        var explanation = batch.Explain(row);
        var transaction = new Transaction(pipeline.Schema);
        transaction.CopyFrom(batch.Transactions[row]);
        return new Finding(transaction, batch.Sequences[row], batch.RawScores[row], batch.Risks[row], batch.Outcomes[row],
            batch.FeaturesOf(row).ToArray(), explanation,
            opens ? reasons.All(explanation, batch, row) : reasons.Strongest(explanation, batch, row, int.MaxValue));
    }
}
