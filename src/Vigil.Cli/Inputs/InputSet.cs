using System.Collections.Immutable;
using System.CommandLine;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;
using Vigil.Files;

namespace Vigil.Cli.Inputs;

/// <summary>The files of a run and the stream that they are read as. Dispose deletes temporary copies.</summary>
internal sealed class InputSet : IDisposable
{
    private readonly FileSet _files;
    private TimeSortedSource? _sorted;

    private InputSet(FileSet files, StreamDefinition stream, ImmutableArray<InferredColumn> columns) =>
        (_files, Stream, Columns) = (files, stream, columns);

    /// <summary>What the rows are.</summary>
    public StreamDefinition Stream { get; }

    /// <summary>What each column was taken for and why.</summary>
    public ImmutableArray<InferredColumn> Columns { get; }

    /// <summary>How many files there are.</summary>
    public int FileCount => _files.Files.Count;

    /// <summary>Finds the files and works out the stream.</summary>
    /// <exception cref="BadInputException">All that is wrong with the arguments, the files or the stream.</exception>
    public static InputSet Open(InputOptions options, ParseResult parsed, CancellationToken cancellation) =>
        Open(parsed.GetValue(options.Files)!, parsed.GetValue(options.Stream) ?? [], options.Roles(parsed), cancellation);

    /// <inheritdoc cref="Open(InputOptions, ParseResult, CancellationToken)"/>
    public static InputSet Open(string[] arguments, string[] streams, RoleOverrides roles, CancellationToken cancellation)
    {
        var draft = LoadDraft(streams);
        var files = Expand(arguments, cancellation);
        try
        {
            var probe = FileProbe.Read(files.Files, out var problems) ?? throw Bad(problems);
            if (probe.Sample.Rows.Count == 0)
                throw new BadInputException(
                    ExitCode.NoTransactions, "there is no row in " + string.Join(", ", arguments) + "; expected at least one transaction");
            draft ??= StreamDraft.Empty with { Name = NameOf(files.Files[0]) };
            var inferred = ColumnInference.Infer(probe.Sample, draft, roles);
            if (inferred.Definition is null || !inferred.Errors.IsEmpty)
                throw new BadInputException(ExitCode.BadInput, inferred.Errors.Select(e => e.ToString()));
            return new InputSet(files, inferred.Definition, inferred.Columns);
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The files of a run whose stream is known from a model.</summary>
    public static InputSet Open(string[] arguments, StreamDefinition stream, CancellationToken cancellation) =>
        new(Expand(arguments, cancellation), stream, []);

    /// <summary>Opens the files for one pass over all rows; sorted ones have been rejected where they had to be.</summary>
    public ITransactionSource OpenSource(Action<Rejection> reject)
    {
        _sorted?.Rewind();
        return _sorted ?? (ITransactionSource)OpenFiles(reject);
    }

    /// <summary>Reads all rows into memory and sorts them by time: from now on every pass sees them so.</summary>
    public void SortByTime(Action<ITransactionSource>? progress, CancellationToken cancellation)
    {
        using var source = OpenFiles(_ => { });
        _sorted = new TimeSortedSource(source, progress, cancellation);
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private FileSource OpenFiles(Action<Rejection> reject) =>
        FileSource.TryOpen(_files.Files, Stream.Schema, reject, out var problems) ?? throw Bad(problems);

    // A stream without a name is called like its first file, without folders and extensions.
    private static string? NameOf(InputFile file) => file.Name == FileSet.StandardInput ? null : Path.GetFileName(file.Name).Split('.')[0];

    private static StreamDraft? LoadDraft(string[] streams)
    {
        if (streams.Length == 0)
            return null;
        var loaded = StreamYaml.LoadFiles(streams);
        return loaded.IsValid ? loaded.Draft : throw new BadInputException(ExitCode.BadInput, loaded.Errors.Select(e => e.ToString()));
    }

    private static FileSet Expand(string[] arguments, CancellationToken cancellation)
    {
        using var standardInput = Console.OpenStandardInput();
        var files = FileSet.Expand(arguments, standardInput, cancellation);
        if (files.Problems.Count == 0)
            return files;
        files.Dispose();
        throw Bad(files.Problems);
    }

    private static BadInputException Bad(IEnumerable<FileProblem> problems) => new(ExitCode.BadInput, problems.Select(p => p.ToString()));
}
