using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>
/// Transactions of one definition in bytes, as a program sends past ones to a running service: what was read from files, to the bit,
/// whatever the spelling of the files was.
/// </summary>
public static class TransactionPortion
{
    private const byte Version = 1;

    /// <summary>The bytes of some transactions.</summary>
    public static byte[] Write(IReadOnlyCollection<Transaction> transactions)
    {
        var writer = new RecordWriter();
        writer.Byte(Version);
        writer.Integer((ulong)transactions.Count);
        foreach (var transaction in transactions)
            TransactionBytes.Write(writer, transaction);
        return writer.ToArray();
    }

    /// <summary>Reads them.</summary>
    /// <param name="bytes">What <see cref="Write"/> gave.</param>
    /// <param name="next">Gives the transaction to be filled, of the same definition.</param>
    /// <exception cref="InvalidDataException">They are damaged, of another definition, or hold what is no value.</exception>
    public static void Read(ReadOnlySpan<byte> bytes, Func<Transaction> next)
    {
        try
        {
            var reader = new RecordReader(bytes);
            if (reader.Byte() != Version)
                throw new InvalidDataException("The portion was written by another version of Vigil: use the same one on both sides.");
            for (ulong count = reader.Integer(); count > 0; count--)
            {
                var transaction = next();
                TransactionBytes.Read(ref reader, transaction);
                Check(transaction);
            }
        }
        catch (Exception e) when (e is IndexOutOfRangeException or ArgumentException or OverflowException)
        {
            throw new InvalidDataException("The portion is damaged: send it again.", e);
        }
    }

    private static void Check(Transaction transaction)
    {
        if (Array.Exists(transaction.Numbers, double.IsInfinity) || !(double.IsNaN(transaction.Label) || transaction.Label is 0 or 1))
            throw new InvalidDataException("The portion holds a number or a label that is none.");
    }
}
