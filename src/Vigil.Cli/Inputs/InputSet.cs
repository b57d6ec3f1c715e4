using System.Collections.Immutable;
using System.CommandLine;
using Vigil.Cli.Output;
using Vigil.Cli.Running;
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
    private IReadOnlyList<string> _newestFirst = [];

    private readonly GivenFiles _given;
    private readonly FutureGuard _guard = new(TimeProvider.System);
    private FileSource? _source;

    private InputSet(
        GivenFiles given, FileSet files, StreamDefinition stream, ImmutableArray<InferredColumn> columns, IEnumerable<string> notes) =>
        (_given, _files, Stream, Columns, Notes) = (given, files, stream, columns, [.. notes]);

    /// <summary>What the rows are.</summary>
    public StreamDefinition Stream { get; }

    /// <summary>What each column was taken for and why.</summary>
    public ImmutableArray<InferredColumn> Columns { get; }

    /// <summary>What a user should know about how the files are read, each in a line.</summary>
    public ImmutableArray<string> Notes { get; }

    /// <summary>What the user should know before trusting what was worked out.</summary>
    public ImmutableArray<string> Warnings { get; private init; } = [];

    /// <summary>Values of optional columns that could not be read, and count as missing; of the last pass over the files.</summary>
    public IReadOnlyList<UnreadValue> Unread => _source?.Unread ?? [];

    /// <summary>What to say about the times of the last pass over the files.</summary>
    public IEnumerable<string> TimeWarnings => _guard.Warnings;

    /// <summary>How many files there are.</summary>
    public int FileCount => _files.Files.Count;

    /// <summary>Where the files are.</summary>
    public IEnumerable<string> Paths => _files.Files.Select(f => f.Path);

    /// <summary>Finds the files and works out the stream.</summary>
    /// <param name="options">The options.</param>
    /// <param name="parsed">Their values.</param>
    /// <param name="outputs">What must not be among the files.</param>
    /// <param name="cancellation">Stops the run.</param>
    /// <exception cref="BadInputException">All that is wrong with the arguments, the files or the stream.</exception>
    public static InputSet Open(InputOptions options, ParseResult parsed, OutputPaths outputs, CancellationToken cancellation) =>
        Open(GivenFiles.Of(parsed, parsed.GetValue(options.Files)!), parsed.GetValue(options.Stream) ?? [], options.Roles(parsed), outputs,
            cancellation);

    /// <inheritdoc cref="Open(InputOptions, ParseResult, OutputPaths, CancellationToken)"/>
    public static InputSet Open(
        GivenFiles given, string[] streams, RoleOverrides roles, OutputPaths outputs, CancellationToken cancellation)
    {
        var draft = LoadDraft(streams);
        var files = given.Expand(cancellation);
        try
        {
            outputs.MustDifferFrom(files.Files.Select(f => f.Path).Concat(streams));
            var probe = FileProbe.Read(files.Files, out var problems, cancellation) ?? throw given.Bad(problems);
            if (probe.Sample.Rows.Count == 0)
                throw NoRows(files, outputs.Rejected, cancellation);
            draft ??= StreamDraft.Empty with { Name = NameOf(files.Files[0]) };
            var survey = probe.Survey(files.Files, cancellation);
            var inferred = ColumnInference.Infer(probe.Sample, draft, roles, survey);
            if (inferred.Definition is null || !inferred.Errors.IsEmpty)
                throw new BadInputException(ExitCode.BadInput, inferred.Errors.Select(e => e.ToString()));
            return new InputSet(given, files, inferred.Definition, inferred.Columns, NotesOf(files, probe))
            {
                Warnings = inferred.Warnings,
            };
        }
        catch
        {
            files.Dispose();
            throw;
        }
    }

    /// <summary>The files of a run whose stream is known from a model.</summary>
    public static InputSet Open(GivenFiles given, StreamDefinition stream, CancellationToken cancellation)
    {
        var files = given.Expand(cancellation);
        return new InputSet(given, files, stream, [], files.Notes);
    }

    /// <summary>Opens the files for one pass over all rows; sorted ones have been rejected where they had to be.</summary>
    public ITransactionSource OpenSource(Action<Rejection> reject, CancellationToken cancellation)
    {
        _sorted?.Rewind();
        return _sorted ?? OpenFiles(reject, cancellation);
    }

    /// <summary>Whether every pass from now on sees the rows in the order that they will have, sorted or not.</summary>
    public bool IsOrderFinal { get; private set; }

    /// <summary>The names of the files that are newest first; each is read up to the first row that is not.</summary>
    public IReadOnlyList<string> FindNewestFirst(CancellationToken cancellation) =>
        _newestFirst = [.. _files.Files.Where(f => FileOrder.IsNewestFirst(f, Stream.Schema, cancellation)).Select(f => f.Name)];

    /// <summary>Reads all rows into memory and sorts them by time, unless there are too many; other rows are rejected here.</summary>
    /// <returns>Whether they are sorted.</returns>
    public bool TrySortByTime(int most, Action<Rejection> reject, Action<ITransactionSource>? progress, CancellationToken cancellation)
    {
        IsOrderFinal = true;
        using var source = OpenFiles(reject, cancellation);
        _sorted = TimeSortedSource.TryRead(source, most, _newestFirst, progress, cancellation);
        return _sorted is not null;
    }

    /// <inheritdoc/>
    public void Dispose() => _files.Dispose();

    private ITransactionSource OpenFiles(Action<Rejection> reject, CancellationToken cancellation)
    {
        _source = FileSource.TryOpen(_files.Files, Stream.Schema, reject, out var problems, cancellation) ?? throw _given.Bad(problems);
        return _guard.Over(_source, reject);
    }

    // A stream without a name is called like its first file, without folders and extensions.
    private static string? NameOf(InputFile file) =>
        file.Name == FileSet.StandardInputName ? null : Path.GetFileName(file.Name).Split('.')[0];

    private static StreamDraft? LoadDraft(string[] streams)
    {
        if (streams.Length == 0)
            return null;
        var loaded = StreamYaml.LoadFiles(streams);
        return loaded.IsValid ? loaded.Draft : throw new BadInputException(ExitCode.BadInput, loaded.Errors.Select(e => e.ToString()));
    }

    private static IEnumerable<string> NotesOf(FileSet files, FileProbe probe) =>
        files.Notes.Concat(probe.Files.SelectMany(f => f.Notes.Select(n => $"{f.File.Name}: {n}")));

    private static BadInputException NoRows(FileSet files, string? rejected, CancellationToken cancellation)
    {
        using var rejections = rejected is null ? null : new Rejections(rejected);
        if (rejections is not null)
            BadRows.Reject(files.Files, rejections.Add, cancellation);
        return rejections is { Count: > 0 } ? rejections.NothingLeft() : new BadInputException(ExitCode.NoTransactions,
            files.Files.Select(f => $"{f.Name}: no row that can be read; expected at least one transaction"));
    }
}
