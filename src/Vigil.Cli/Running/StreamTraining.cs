using Vigil.Cli.Inputs;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>A pass over all rows that trains a model on them; rows that cannot be read are rejected here.</summary>
internal static class StreamTraining
{
    /// <returns>The model, and the pipeline whose state has seen every row.</returns>
    /// <exception cref="BadInputException">No row is a transaction.</exception>
    public static (Model Model, ScoringPipeline Pipeline) Run(
        InputSet inputs, ModelOptions options, Rejections rejections, Terminal terminal, CancellationToken cancellation)
    {
        var (pipeline, trainer) = TimeOrder.Run(
            inputs, rejections, terminal, () => Offer(inputs, options, rejections.Add, terminal, cancellation), cancellation);
        if (trainer.Rows > 0)
            return (trainer.Fit(StreamTemplate.WriteForModel(inputs.Stream with { Model = options })), pipeline);
        throw rejections.Count > 0 ? rejections.NothingLeft() : new BadInputException(ExitCode.NoTransactions, "the files have no rows");
    }

    private static (ScoringPipeline Pipeline, ModelTrainer Trainer) Offer(
        InputSet inputs, ModelOptions options, Action<Rejection> reject, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = new ScoringPipeline(inputs.Stream.Schema, inputs.Stream.Features);
        var trainer = new ModelTrainer(inputs.Stream.Schema, pipeline.Features, options);
        using var source = inputs.OpenSource(reject, cancellation);
        RunProgress.Show(terminal, "Learning", TimeProvider.System, progress =>
            new Pass(pipeline, source, reject) { Progress = progress, StopsWhenTooLate = !inputs.IsOrderFinal }.Run(batch =>
            {
                for (int row = 0; row < batch.Count; row++)
                    trainer.Offer(batch.Transactions[row], batch.FeaturesOf(row));
            }, cancellation));
        return (pipeline, trainer);
    }
}
