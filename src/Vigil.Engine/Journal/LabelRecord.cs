using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>The body of a label's entry. It repeats the transaction, so that state can be folded when the decision is gone.</summary>
/// <param name="Decision">The sequence of the decision it belongs to.</param>
/// <param name="IsFraud">What is known.</param>
/// <param name="Time">When it became known, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="By">Who says so.</param>
/// <param name="Model">The model version whose stream file says what the transaction's fields are.</param>
public sealed record LabelRecord(long Decision, bool IsFraud, long Time, string By, string Model)
{
    private const byte Version = 1;

    /// <summary>The bytes, with the transaction as state knows it.</summary>
    public byte[] Encode(Transaction masked)
    {
        var writer = new RecordWriter();
        writer.Byte(Version);
        writer.Int64(Decision);
        writer.Byte(IsFraud ? (byte)1 : (byte)0);
        writer.Int64(Time);
        writer.Text(By);
        writer.Text(Model);
        TransactionBytes.Write(writer, masked);
        return writer.ToArray();
    }

    /// <summary>Reads all but the transaction.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LabelRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        return Begin(ref reader);
    }

    /// <summary>Reads the transaction, with the label set, into one of the schema that the model was trained with.</summary>
    public static void DecodeTransaction(ReadOnlySpan<byte> body, Transaction transaction)
    {
        var reader = new RecordReader(body);
        var label = Begin(ref reader);
        TransactionBytes.Read(ref reader, transaction);
        transaction.Label = label.IsFraud ? 1 : 0;
    }

    private static LabelRecord Begin(ref RecordReader reader)
    {
        if (reader.Byte() is var version && version != Version)
            throw new InvalidDataException($"A label has format version {version}; this program reads {Version}. Use a newer program.");
        return new LabelRecord(reader.Int64(), reader.Byte() == 1, reader.Int64(), reader.Text(), reader.Text());
    }
}
