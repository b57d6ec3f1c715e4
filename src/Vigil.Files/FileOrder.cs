using Vigil.Engine.Transactions;

namespace Vigil.Files;

/// <summary>Tells files that are newest first, as banks write their statements.</summary>
public static class FileOrder
{
    /// <summary>Whether the times of a file fall and never rise: its last row happened first. Reads it up to the first rise.</summary>
    /// <param name="file">The file.</param>
    /// <param name="schema">What its rows are.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    public static bool IsNewestFirst(InputFile file, TransactionSchema schema, CancellationToken cancellation = default)
    {
        using var source = FileSource.TryOpen([file], schema, _ => { }, out _, cancellation);
        var transaction = new Transaction(schema);
        long last = long.MaxValue;
        bool falls = false;
        while (source is not null && source.Read(transaction))
        {
            if (transaction.Time > last)
                return false;
            falls |= transaction.Time < last && last < long.MaxValue;
            last = transaction.Time;
        }
        return falls;
    }
}
