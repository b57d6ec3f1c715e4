using System.Globalization;
using Vigil.Cli.Output;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>
/// Refuses what lies further in the future than times of another zone do: one such event would push everything that comes after it out of
/// its windows, and nothing says when a row was received. Counts, too, what is dated 1970, which a number read in the wrong unit mostly is.
/// </summary>
internal sealed class FutureGuard(TimeProvider time)
{
    private static readonly TimeSpan MostAhead = TimeSpan.FromDays(1);

    private readonly long _latest = (time.GetUtcNow() - DateTimeOffset.UnixEpoch + MostAhead).Ticks / TimeSpan.TicksPerMicrosecond;

    private const long FirstYear = 365L * 24 * 3_600 * 1_000_000;
    private long _count, _early;

    /// <summary>The source without what lies in the future, from its beginning.</summary>
    public ITransactionSource Over(ITransactionSource source, Action<Rejection> reject)
    {
        (_count, _early) = (0, 0);
        return new GuardedSource(this, source, reject);
    }

    /// <summary>What to say about the rows of the last pass.</summary>
    public IEnumerable<string> Warnings
    {
        get
        {
            if (_count > 0)
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{_count:#,0} {(_count == 1 ? "row lies" : "rows lie")} in the future, after {FieldTexts.Time(_latest)}, and "
                    + $"{(_count == 1 ? "is" : "are")} rejected: in the windows they would leave no room for what comes before");
            if (_early > 0)
                yield return string.Create(CultureInfo.InvariantCulture,
                    $"{_early:#,0} {(_early == 1 ? "row is" : "rows are")} dated 1970; a number read in the wrong unit mostly is: state "
                    + $"the time's format: in a stream file, such as unix_ms, excel, or seconds since an unstated beginning");
        }
    }

    private bool Refuses(Transaction transaction)
    {
        _early += transaction.Time is >= 0 and < FirstYear && !transaction.Schema.HasRelativeTime ? 1 : 0;
        return transaction.Time > _latest;
    }

    private Rejection Rejection(ITransactionSource source, long found)
    {
        _count++;
        string name = source.Schema.Find(FieldRole.Time)!.Name;
        string expected = "a time that is not in the future; events are taken up to " + FieldTexts.Time(_latest);
        return new Rejection(source.File, source.Line, [new ColumnError(name, FieldTexts.Time(found), expected)], null);
    }

    private sealed class GuardedSource(FutureGuard guard, ITransactionSource source, Action<Rejection> reject) : ITransactionSource
    {
        public TransactionSchema Schema => source.Schema;

        public string File => source.File;

        public long Line => source.Line;

        public long Rows => source.Rows;

        public double Progress => source.Progress;

        public bool Read(Transaction transaction)
        {
            while (source.Read(transaction))
            {
                if (!guard.Refuses(transaction))
                    return true;
                reject(guard.Rejection(source, transaction.Time));
            }
            return false;
        }

        public void Dispose() => source.Dispose();
    }
}
