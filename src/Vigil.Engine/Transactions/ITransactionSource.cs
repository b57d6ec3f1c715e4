namespace Vigil.Engine.Transactions;

/// <summary>A finite or endless sequence of transactions (port). Not thread-safe.</summary>
public interface ITransactionSource : IDisposable
{
    /// <summary>The fields that every transaction has.</summary>
    TransactionSchema Schema { get; }

    /// <summary>The name of the file or stream that the last row came from, as the user gave it.</summary>
    string File { get; }

    /// <summary>The line on which the last row starts, from 1; for Parquet the row number.</summary>
    long Line { get; }

    /// <summary>Rows behind us, good or rejected.</summary>
    long Rows { get; }

    /// <summary>The share of the source that is behind us, 0…1; 0 where the end is not known.</summary>
    double Progress { get; }

    /// <summary>Fills <paramref name="transaction"/> with the next good row; bad rows before it are rejected on the way.</summary>
    /// <returns>False at the end.</returns>
    bool Read(Transaction transaction);
}
