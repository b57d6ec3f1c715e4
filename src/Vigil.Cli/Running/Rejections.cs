using System.Globalization;
using Vigil.Engine.Transactions;
using Vigil.Files.Writing;

namespace Vigil.Cli.Running;

/// <summary>The dead-letter file of a run. Safe to call from the reader's and the sequencer's thread.</summary>
internal sealed class Rejections(string path) : IDisposable
{
    private RejectedWriter _writer = new(path);
    private readonly Lock _lock = new();

    /// <summary>Where the rows are.</summary>
    public string Path => path;

    /// <summary>How many there are.</summary>
    public long Count => _writer.Count;

    /// <summary>The first few, for the summary.</summary>
    public List<Rejection> First { get; } = [];

    public void Add(Rejection rejection)
    {
        lock (_lock)
        {
            _writer.Write(rejection);
            if (First.Count < 3)
                First.Add(rejection);
        }
    }

    /// <summary>Forgets all of them: the files are read from the start.</summary>
    public void Clear()
    {
        _writer.Dispose();
        _writer = new RejectedWriter(path);
        First.Clear();
    }

    /// <summary>What to say when every row was rejected; the file is written.</summary>
    public BadInputException NothingLeft()
    {
        Commit();
        return new BadInputException(ExitCode.NoTransactions, string.Create(CultureInfo.InvariantCulture,
            $"none of {Count:#,0} {(Count == 1 ? "row" : "rows")} is a transaction; {Path} says why for each, "
            + $"for instance: {Describe(First[0])}"));
    }

    private static string Describe(Rejection rejection)
    {
        var error = rejection.Errors[0];
        string column = error.Column is null ? "" : $", column {error.Column}";
        string found = error.Found.Length == 0 ? "nothing" : error.Found;
        return $"{rejection.File} line {rejection.Line}{column}: found {found}, expected {error.Expected}";
    }

    public void Commit() => _writer.Commit();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
