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
            inputs, rejections, terminal, reject => Offer(inputs, options, reject, terminal, cancellation), r => r.Pipeline, cancellation);
        if (trainer.Rows > 0)
            return (trainer.Fit(StreamTemplate.Write(inputs.Stream with { Model = options })), pipeline);
        rejections.Commit();
        throw new BadInputException(ExitCode.NoTransactions,
            $"none of {rejections.Count:#,0} rows is a transaction; "
                + $"{rejections.Path} says why for each, for instance: {Describe(rejections)}");
    }

    private static (ScoringPipeline Pipeline, ModelTrainer Trainer) Offer(
        InputSet inputs, ModelOptions options, Action<Rejection> reject, Terminal terminal, CancellationToken cancellation)
    {
        var pipeline = new ScoringPipeline(inputs.Stream.Schema, inputs.Stream.Features);
        var trainer = new ModelTrainer(inputs.Stream.Schema, pipeline.Features, options);
        using var source = inputs.OpenSource(reject);
        RunProgress.Show(terminal, "Learning", TimeProvider.System, progress =>
            new Pass(pipeline, source, reject) { Progress = progress }.Run(batch =>
            {
                for (int row = 0; row < batch.Count; row++)
                    trainer.Offer(batch.FeaturesOf(row), batch.Transactions[row].Time);
            }, cancellation));
        return (pipeline, trainer);
    }

    private static string Describe(Rejections rejections)
    {
        if (rejections.First is not [var first, ..])
            return "the files are empty";
        var error = first.Errors[0];
        return $"{first.File} line {first.Line}, {(error.Column is null ? "" : $"column {error.Column}, ")}"
            + $"found {error.Found}, expected {error.Expected}";
    }
}
