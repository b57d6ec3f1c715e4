using System.Collections.Immutable;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Files;

namespace Vigil.Cli.Inputs;

/// <summary>What checking a stream, and the files that it must fit, gave.</summary>
/// <param name="Streams">The stream files.</param>
/// <param name="Definition">The stream as far as it is complete: its files say all of it, or the data completed it.</param>
/// <param name="Errors">Everything that is wrong.</param>
internal sealed record StreamCheck(string[] Streams, StreamDefinition? Definition, ImmutableArray<StreamError> Errors)
{
    /// <summary>Checks the stream, then whether each of the data files has its columns.</summary>
    public static StreamCheck Run(string[] streams, string[] data, CancellationToken cancellation)
    {
        var load = StreamYaml.LoadFiles(streams);
        if (data.Length == 0)
            return new StreamCheck(streams, load.Definition, load.Errors);
        using var input = Console.OpenStandardInput();
        using var files = FileSet.Expand(data, input, cancellation: cancellation);
        var errors = load.Errors.AddRange(files.Problems.Select(Error));
        var definition = load.Definition;
        // File by file: together, one file's columns would make up for what another lacks.
        foreach (var file in files.Files)
        {
            var probe = FileProbe.Read([file], out var problems, cancellation);
            errors = errors.AddRange(problems.Select(Error));
            if (probe is null || !load.IsValid)
                continue;
            var fit = ColumnInference.Infer(probe.Sample, load.Draft);
            definition ??= fit.Definition;
            errors = errors.AddRange(fit.Errors.Select(e => e with { Expected = $"{e.Expected} (in {file.Name})" }));
        }
        return new StreamCheck(streams, definition, errors);
    }

    private static StreamError Error(FileProblem problem) => new(problem.File, 0, 0, "", problem.Found, problem.Expected);
}
