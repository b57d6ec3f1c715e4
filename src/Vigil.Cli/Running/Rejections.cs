using Vigil.Engine.Transactions;
using Vigil.Files.Writing;

namespace Vigil.Cli.Running;

/// <summary>The dead-letter file of a run. Safe to call from the reader's and the sequencer's thread.</summary>
internal sealed class Rejections(string path) : IDisposable
{
    private readonly RejectedWriter _writer = new(path);
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

    public void Commit() => _writer.Commit();

    /// <inheritdoc/>
    public void Dispose() => _writer.Dispose();
}
