using System.Runtime.InteropServices;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>What a number in the journal stands for. The numbers are stored.</summary>
internal enum NameKind
{
    Stream = 1,
    Model = 2,
    Location = 3,
    Currency = 4,
}

/// <summary>
/// The numbers of names, for the writer. What it remembers holds only while its transactions succeed: after a failure it is made anew.
/// </summary>
internal sealed class NameTable(string file, SQLitePCL.sqlite3 database) : IDisposable
{
    // Places may be named freely by who sends transactions; memory for them is bounded.
    private const int Most = 100_000;

    private readonly Dictionary<(NameKind Kind, string Text), long> _known = [];
    private readonly Dictionary<long, long> _decisions = [];
    private readonly Statement _find = new(file, database, "SELECT id FROM name WHERE kind = ?1 AND text = ?2");
    private readonly Statement _add = new(file, database, "INSERT INTO name (kind, text) VALUES (?1, ?2) RETURNING id");
    private readonly Statement _count = new(file, database, "UPDATE name SET decisions = decisions + ?2 WHERE id = ?1");

    /// <summary>The number of a name, which is added when it is new.</summary>
    public long Of(NameKind kind, string text)
    {
        if (_known.TryGetValue((kind, text), out long id))
            return id;
        if (_known.Count >= Most)
            _known.Clear();
        id = _find.Bind(1, (long)kind).Bind(2, text).Number() ?? _add.Bind(1, (long)kind).Bind(2, text).Number()!.Value;
        _known.Add((kind, text), id);
        return id;
    }

    /// <summary>The number of a name, or 0 for none.</summary>
    public long OfAny(NameKind kind, string? text) => text is null ? 0 : Of(kind, text);

    /// <summary>Counts a decision of a stream; written by <see cref="Flush"/>.</summary>
    public void CountDecision(long stream) => CollectionsMarshal.GetValueRefOrAddDefault(_decisions, stream, out _)++;

    /// <summary>Writes the counts.</summary>
    public void Flush()
    {
        foreach (var (stream, count) in _decisions)
            _count.Bind(1, stream).Bind(2, count).Run();
        _decisions.Clear();
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        _find.Dispose();
        _add.Dispose();
        _count.Dispose();
    }
}
