using Vigil.Engine.Transactions;

namespace Vigil.Files;

/// <summary>
/// Transactions of a source that is not in time order, held in memory and handed out by event time; of equal times in source order.
/// Can be read again and again with <see cref="Rewind"/>.
/// </summary>
public sealed class TimeSortedSource : ITransactionSource
{
    private readonly List<(Transaction Transaction, string File, long Line)> _rows;
    private int _next;

    /// <summary>Reads and sorts the whole source, O(rows) memory; null when it has more than <paramref name="most"/> rows.</summary>
    /// <param name="source">The source; its rejections go where it sends them.</param>
    /// <param name="most">The greatest count of transactions to hold.</param>
    /// <param name="newestFirst">The names of files of which the last row happened first, also among rows of one time.</param>
    /// <param name="progress">Called now and then with the source.</param>
    /// <param name="cancellation">Stops the reading.</param>
    public static TimeSortedSource? TryRead(
        ITransactionSource source, int most, IReadOnlyCollection<string> newestFirst, Action<ITransactionSource>? progress,
        CancellationToken cancellation)
    {
        var rows = new List<(Transaction Transaction, string File, long Line)>();
        for (var transaction = new Transaction(source.Schema); source.Read(transaction); transaction = new Transaction(source.Schema))
        {
            if (rows.Count == most)
                return null;
            rows.Add((transaction, source.File, source.Line));
            if (rows.Count % 1024 != 0)
                continue;
            cancellation.ThrowIfCancellationRequested();
            progress?.Invoke(source);
        }
        Turn(rows, newestFirst);
        return new TimeSortedSource(source.Schema, [.. rows.OrderBy(r => r.Transaction.Time)]);
    }

    private static void Turn(List<(Transaction Transaction, string File, long Line)> rows, IReadOnlyCollection<string> newestFirst)
    {
        int start = 0;
        foreach (var (file, count) in rows.CountBy(r => r.File).ToList())
        {
            if (newestFirst.Contains(file))
                rows.Reverse(start, count);
            start += count;
        }
    }

    private TimeSortedSource(TransactionSchema schema, List<(Transaction Transaction, string File, long Line)> rows)
    {
        Schema = schema;
        _rows = rows;
    }

    /// <inheritdoc/>
    public TransactionSchema Schema { get; }

    /// <inheritdoc/>
    public string File => _next == 0 ? "" : _rows[_next - 1].File;

    /// <inheritdoc/>
    public long Line => _next == 0 ? 0 : _rows[_next - 1].Line;

    /// <inheritdoc/>
    public long Rows => _next;

    /// <inheritdoc/>
    public double Progress => _rows.Count == 0 ? 1 : (double)_next / _rows.Count;

    /// <summary>Starts again with the first transaction.</summary>
    public void Rewind() => _next = 0;

    /// <inheritdoc/>
    public bool Read(Transaction transaction)
    {
        if (_next == _rows.Count)
            return false;
        transaction.CopyFrom(_rows[_next++].Transaction);
        return true;
    }

    /// <inheritdoc/>
    public void Dispose() => _next = _rows.Count;
}
