using System.Collections.Immutable;
using Vigil.Engine.Transactions;
using Vigil.Files.Rows;

namespace Vigil.Files;

/// <summary>Transactions from files, one file after the other; their columns find the schema's fields by name. Not thread-safe.</summary>
/// <remarks>
/// Every row becomes a transaction or exactly one <see cref="Rejection"/>. A file that turns out damaged is rejected from there on, and the
/// next one is read. Allocates nothing per good row.
/// </remarks>
public sealed class FileSource : ITransactionSource
{
    private readonly Queue<InputFile> _waiting;
    private readonly Action<Rejection> _reject;
    private readonly CancellationToken _cancellation;
    private readonly TransactionParser _parser;
    private readonly string[] _names;
    private readonly int[] _columns;
    private IRowReader? _reader;
    private long _bytesBefore;
    private long _length;

    private FileSource(IReadOnlyList<InputFile> files, TransactionSchema schema, Action<Rejection> reject, CancellationToken cancellation)
    {
        _cancellation = cancellation;
        Schema = schema;
        _reject = reject;
        _parser = new TransactionParser(schema) { IsTolerant = true };
        _waiting = new Queue<InputFile>(files);
        _names = [.. schema.Columns];
        _columns = new int[_names.Length];
        TotalBytes = files.Sum(f => f.Length);
    }

    /// <inheritdoc/>
    public TransactionSchema Schema { get; }

    /// <inheritdoc/>
    public string File { get; private set; } = "";

    /// <inheritdoc/>
    public long Line => _reader?.Line ?? 0;

    /// <inheritdoc/>
    public long Rows => Accepted + Rejected;

    /// <inheritdoc/>
    public double Progress => TotalBytes == 0 ? 0 : (double)BytesRead / TotalBytes;

    /// <summary>How many rows became transactions.</summary>
    public long Accepted { get; private set; }

    /// <summary>How many rows were rejected.</summary>
    public long Rejected { get; private set; }

    /// <summary>The values so far that could not be read and count as missing.</summary>
    public IReadOnlyList<UnreadValue> Unread => _parser.Unread;

    /// <summary>Bytes behind us, as stored, in all files.</summary>
    public long BytesRead => _bytesBefore + (_reader?.BytesRead ?? 0);

    /// <summary>The files' sizes as stored, added up; 0 for a stream.</summary>
    public long TotalBytes { get; }

    /// <summary>Checks every file's header first, so that all problems are told at once.</summary>
    /// <param name="files">The files, read in this order.</param>
    /// <param name="schema">What to make of the rows.</param>
    /// <param name="reject">Called for every row that is no transaction.</param>
    /// <param name="problems">Why there is no source: a file that cannot be read, or that lacks required columns.</param>
    /// <param name="cancellation">Ends a read that is under way with <see cref="OperationCanceledException"/>.</param>
    /// <returns>The source, or null when there are problems.</returns>
    public static FileSource? TryOpen(
        IReadOnlyList<InputFile> files, TransactionSchema schema, Action<Rejection> reject, out IReadOnlyList<FileProblem> problems,
        CancellationToken cancellation = default)
    {
        problems = [.. files.Select(f => Check(f, schema)).OfType<FileProblem>()];
        return problems.Count == 0 ? new FileSource(files, schema, reject, cancellation) : null;
    }

    /// <summary>Reads JSON lines as they come, each as soon as its line is complete. Disposing closes the stream.</summary>
    /// <param name="stream">A pipe, standard input, or any other stream.</param>
    /// <param name="name">The name in rejections.</param>
    /// <param name="schema">What to make of the objects.</param>
    /// <param name="reject">Called for every line that is no transaction.</param>
    public static FileSource OfJsonLines(Stream stream, string name, TransactionSchema schema, Action<Rejection> reject)
    {
        var source = new FileSource([], schema, reject, CancellationToken.None) { File = name };
        source.Use(new JsonLinesRowReader(stream, stream, source._names));
        return source;
    }

    /// <inheritdoc/>
    public bool Read(Transaction transaction)
    {
        while (_reader is not null || OpenNext())
        {
            _cancellation.ThrowIfCancellationRequested();
            switch (Next())
            {
                case RowKind.End:
                    CloseFile();
                    break;
                case RowKind.Bad:
                    Reject([new ColumnError(null, _reader!.Found, _reader.Expected)]);
                    break;
                default:
                    if (Fill(transaction))
                        return true;
                    Reject([.. _parser.Errors]);
                    break;
            }
        }
        return false;
    }

    /// <inheritdoc/>
    public void Dispose() => _reader?.Dispose();

    private static FileProblem? Check(InputFile file, TransactionSchema schema)
    {
        using var reader = RowReaders.TryOpen(file, [], out var problem);
        if (reader is null || file.Format == FileFormat.JsonLines)
            return problem;
        string names = string.Join(", ", schema.Missing([.. reader.Columns]).Select(n => $"'{n}'"));
        return names.Length == 0 ? null
            : new FileProblem(
                file.Name, $"no column {names}; its columns are {string.Join(", ", reader.Columns)}", "those columns in every file");
    }

    /// <summary>The reader's next row; a file that cannot be read on is rejected as its own last row.</summary>
    private RowKind Next()
    {
        try
        {
            return _reader!.Read();
        }
        catch (Exception e) when (e is IOException or InvalidDataException)
        {
            Rejected++;
            var error = new ColumnError(null, "damaged from here: " + e.Message, "a whole file");
            _reject(new Rejection(File, _reader!.Line + 1, [error], null));
            return RowKind.End;
        }
    }

    private bool OpenNext()
    {
        if (!_waiting.TryDequeue(out var file))
            return false;
        File = file.Name;
        _length = file.Length;
        if (RowReaders.TryOpen(file, _names, out var problem, _cancellation) is { } reader)
            Use(reader);
        else
        {
            Rejected++;
            _reject(new Rejection(File, 1, [new ColumnError(null, problem!.Found, problem.Expected)], null));
        }
        return _reader is not null || OpenNext();
    }

    private void Use(IRowReader reader)
    {
        _reader = reader;
        var columns = reader.Columns.ToList();
        for (int i = 0; i < _names.Length; i++)
            _columns[i] = columns.IndexOf(_names[i]);
    }

    private void CloseFile()
    {
        _reader!.Dispose();
        _reader = null;
        _bytesBefore += _length;
    }

    private bool Fill(Transaction transaction)
    {
        _parser.Start(transaction);
        for (int i = 0; i < _columns.Length; i++)
            if (_columns[i] >= 0)
                _parser.Set(i, _reader!.Field(_columns[i]), _reader.IsNumber(_columns[i]));
        if (!_parser.Finish())
            return false;
        Accepted++;
        return true;
    }

    private void Reject(ImmutableArray<ColumnError> errors)
    {
        Rejected++;
        string? raw = _reader!.HasRaw ? FieldText.Show(_reader.Raw, RowLimits.Raw, escapeControls: false) : null;
        _reject(new Rejection(File, _reader.Line, errors, raw));
    }
}
