namespace Vigil.Engine.Transactions;

/// <summary>A finite or endless sequence of transactions (port). Not thread-safe.</summary>
public interface ITransactionSource : IDisposable
{
    /// <summary>The fields that every transaction has.</summary>
    TransactionSchema Schema { get; }

    /// <summary>Fills <paramref name="transaction"/> with the next good row; bad rows before it are rejected on the way.</summary>
    /// <returns>False at the end.</returns>
    bool Read(Transaction transaction);
}
