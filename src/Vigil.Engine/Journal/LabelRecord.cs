using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>
/// A label that arrived after its transaction. It repeats the transaction, so that state can be folded when the decision is gone.
/// </summary>
/// <param name="Decision">The sequence of the decision it belongs to.</param>
/// <param name="IsFraud">What is known; null when what was said before is taken back, so that what came with it counts.</param>
/// <param name="Time">When it became known, in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="By">Who says so.</param>
/// <param name="Model">The model version that decided it.</param>
public sealed record LabelRecord(long Decision, bool? IsFraud, long Time, string By, string Model) : JournalRecord(EntryKind.Label)
{
    private const byte Version = 4, Unbound = 3, OfItsModel = 2, WithoutNote = 1;

    /// <summary>See <see cref="Protection.BoxPlace.Field"/>.</summary>
    public const string Field = "note";

    /// <summary>The definition that says what the transaction's fields are; empty where it is the stream file in the model.</summary>
    public string Definition { get; init; } = "";

    /// <summary>What was known before it: state gives the label to the event that has this one.</summary>
    public bool? Before { get; init; }

    /// <summary>A <see cref="LabelNote"/>, sealed with the entity's data key if the stream has personal fields; empty for none.</summary>
    public byte[] Note { get; init; } = [];

    /// <summary>The transaction as state knows it, in bytes; its own label is what it came with.</summary>
    public ReadOnlyMemory<byte> Transaction { get; init; }

    /// <summary>Whether the note is an <see cref="Protection.EntityBox"/>, as in all but the records of earlier versions.</summary>
    public bool IsBound { get; init; } = true;

    /// <summary>The label as numbers are: 1 for fraud, 0 for legitimate, NaN for unknown.</summary>
    public static double NumberOf(bool? isFraud) => isFraud switch { true => 1, false => 0, null => double.NaN };

    /// <summary>The same with a transaction as state knows it.</summary>
    public LabelRecord Of(Transaction masked)
    {
        var writer = new RecordWriter();
        TransactionBytes.Write(writer, masked);
        return this with { Transaction = writer.ToArray() };
    }

    /// <inheritdoc/>
    public override byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(IsBound ? Version : Unbound);
        writer.Int64(Decision);
        writer.Byte(ByteOf(IsFraud));
        writer.Int64(Time);
        writer.Text(By);
        writer.Text(Model);
        writer.Text(Definition);
        writer.Byte(ByteOf(Before));
        writer.Bytes(Note);
        writer.Raw(Transaction.Span);
        return writer.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LabelRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        byte version = reader.Byte();
        if (version is < WithoutNote or > Version)
            throw new InvalidDataException(
                $"A label has format version {version}; this program reads 1 to {Version}. Use a newer program.");
        var label = new LabelRecord(reader.Int64(), BoolOf(reader.Byte()), reader.Int64(), reader.Text(), reader.Text())
        {
            IsBound = version > Unbound,
        };
        if (version > OfItsModel)
            label = label with { Definition = reader.Text() };
        if (version > WithoutNote)
            label = label with { Before = BoolOf(reader.Byte()), Note = reader.Bytes().ToArray() };
        return label with { Transaction = reader.Rest().ToArray() };
    }

    /// <summary>Reads the transaction, with the label set, into one of the schema that the model was trained with.</summary>
    public void ReadTransaction(Transaction transaction)
    {
        var reader = new RecordReader(Transaction.Span);
        TransactionBytes.Read(ref reader, transaction);
        if (IsFraud is not null)
            transaction.Label = NumberOf(IsFraud);
    }

    private static byte ByteOf(bool? isFraud) => isFraud switch { false => 0, true => 1, null => 2 };

    private static bool? BoolOf(byte value) => value == 2 ? null : value == 1;
}
