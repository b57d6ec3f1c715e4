using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>
/// The body of a decision's entry: the transaction as state may know it, the sealed personal fields, the feature row and what came of it.
/// Written and read to the bit; a missing number is any NaN.
/// </summary>
public sealed record DecisionRecord() : JournalRecord(EntryKind.Decision)
{
    private const byte Version = 4, Unbound = 3, OfItsModel = 2, WithoutPlace = 1;

    /// <summary>See <see cref="Protection.BoxPlace.Field"/>.</summary>
    public const string Field = "decision";

    [ThreadStatic]
    private static RecordWriter? t_writer;

    /// <summary>The model version that scored it.</summary>
    public required string Model { get; init; }

    /// <summary>The definition that says what the fields and columns are; empty where it is the stream file in the model.</summary>
    public required string Definition { get; init; }

    /// <summary>What was decided.</summary>
    public required Outcome Outcome { get; init; }

    /// <summary>In log-odds.</summary>
    public required double RawScore { get; init; }

    /// <summary>The policy's thresholds at that time.</summary>
    public required Policy Policy { get; init; }

    /// <summary>The feature row.</summary>
    public required double[] Features { get; init; }

    /// <summary>What is usual beside each feature.</summary>
    public required double[] Baselines { get; init; }

    /// <summary>Contributions in log-odds, or empty where they are not stored.</summary>
    public required double[] Contributions { get; init; }

    /// <summary>Keyed hash of the entity; 0 for none.</summary>
    public required UInt128 Entity { get; init; }

    /// <summary>The sealed personal fields; empty where the stream has none.</summary>
    public required byte[] Sealed { get; init; }

    /// <summary>Whether they are an <see cref="Protection.EntityBox"/>, as in all but the records of earlier versions.</summary>
    public bool IsBound { get; init; }

    /// <summary>Where the entity was before; null where that is not known, as in records of the first version.</summary>
    public PreviousPlace? Place { get; init; }

    /// <summary>The transaction as state knows it.</summary>
    public required Transaction Transaction { get; init; }

    /// <summary>From receipt to decision, in milliseconds; NaN when nobody measured it.</summary>
    public float Delay { get; init; } = float.NaN;

    /// <inheritdoc/>
    public override byte[] Encode() => Encode(
        (IsBound ? Version : Unbound, Model, Definition), Transaction, (Outcome, RawScore, Policy), Features, Baselines, Contributions,
        Entity, Sealed, Place, Delay);

    /// <summary>The bytes of a record.</summary>
    /// <param name="masked">The transaction with hashes in place of personal values.</param>
    /// <param name="model">The version.</param>
    /// <param name="batch">The scored batch.</param>
    /// <param name="row">Its row.</param>
    /// <param name="contributions">Contributions to store, or empty.</param>
    /// <param name="entity">Keyed hash of the entity.</param>
    /// <param name="box">Sealed personal fields.</param>
    /// <param name="delay">See <see cref="Delay"/>.</param>
    /// <param name="definition">See <see cref="Definition"/>.</param>
    public static byte[] Encode(
        Transaction masked, string model, MicroBatch batch, int row, ReadOnlySpan<double> contributions, UInt128 entity,
        ReadOnlySpan<byte> box, double delay, string definition = "") => Encode(
            (Version, model, definition), masked, (batch.Outcomes[row], batch.RawScores[row], batch.Snapshot!.Policy),
            batch.FeaturesOf(row),
            batch.BaselinesOf(row), contributions, entity, box, batch.PreviousPlaceOf(row), (float)delay);

    /// <summary>What a record names, without reading the rest.</summary>
    public static (string Model, string Definition) NamesOf(ReadOnlySpan<byte> body) => Begin(body, out _);

    /// <summary>Reads only the transaction, into one of the schema that it was decided with.</summary>
    public static void DecodeTransaction(ReadOnlySpan<byte> body, Transaction transaction)
    {
        Begin(body, out var reader);
        TransactionBytes.Read(ref reader, transaction);
    }

    /// <summary>Reads what a decision is found by, and nothing else: the transaction, into one of the schema that it was decided with.
    /// </summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static (Outcome Outcome, double RawScore, UInt128 Entity, float Delay) DecodeOutline(
        ReadOnlySpan<byte> body, Transaction transaction)
    {
        Begin(body, out var reader);
        TransactionBytes.Read(ref reader, transaction);
        var outcome = (Outcome)reader.Byte();
        double rawScore = reader.Number();
        reader.Number();
        reader.Number();
        for (int rows = 0; rows < 3; rows++)
            reader.SkipNumbers();
        var entity = reader.UInt128();
        reader.Bytes();
        if (body[0] > WithoutPlace && reader.Byte() == 1)
        {
            reader.Int64();
            reader.Number();
            reader.Bytes();
        }
        return (outcome, rawScore, entity, body[0] > OfItsModel ? reader.Single() : float.NaN);
    }

    /// <summary>Reads all of it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static DecisionRecord Decode(ReadOnlySpan<byte> body, Transaction transaction)
    {
        var (model, definition) = Begin(body, out var reader);
        bool hasPlace = body[0] > WithoutPlace, hasDelay = body[0] > OfItsModel;
        TransactionBytes.Read(ref reader, transaction);
        return new DecisionRecord
        {
            Model = model,
            Transaction = transaction,
            Definition = definition,
            Outcome = (Outcome)reader.Byte(),
            RawScore = reader.Number(),
            Policy = new Policy(reader.Number(), reader.Number()),
            Features = reader.Numbers(),
            Baselines = reader.Numbers(),
            Contributions = reader.Numbers(),
            Entity = reader.UInt128(),
            Sealed = reader.Bytes().ToArray(),
            IsBound = body[0] > Unbound,
            Place = hasPlace && reader.Byte() == 1 ? new PreviousPlace(reader.Int64(), reader.Number(), reader.Text()) : null,
            Delay = hasDelay ? reader.Single() : float.NaN,
        };
    }

    private static byte[] Encode(
        (byte Version, string Model, string Definition) names, Transaction masked,
        (Outcome Outcome, double RawScore, Policy Policy) decided, ReadOnlySpan<double> features, ReadOnlySpan<double> baselines,
        ReadOnlySpan<double> contributions, UInt128 entity, ReadOnlySpan<byte> box, PreviousPlace? place,
        float delay)
    {
        var writer = t_writer ??= new RecordWriter();
        writer.Clear();
        writer.Byte(names.Version);
        writer.Text(names.Model);
        writer.Text(names.Definition);
        TransactionBytes.Write(writer, masked);
        writer.Byte((byte)decided.Outcome);
        writer.Number(decided.RawScore);
        writer.Number(decided.Policy.Review);
        writer.Number(decided.Policy.Block);
        writer.Numbers(features);
        writer.Numbers(baselines);
        writer.Numbers(contributions);
        writer.UInt128(entity);
        writer.Bytes(box);
        WritePlace(writer, place);
        writer.Single(delay);
        return writer.ToArray();
    }

    private static void WritePlace(RecordWriter writer, PreviousPlace? place)
    {
        writer.Byte(place is null ? (byte)0 : (byte)1);
        if (place is null)
            return;
        writer.Int64(place.Time);
        writer.Number(place.Kilometres);
        writer.Text(place.Name);
    }

    private static (string Model, string Definition) Begin(ReadOnlySpan<byte> body, out RecordReader reader)
    {
        reader = new RecordReader(body);
        byte version = reader.Byte();
        if (version is < WithoutPlace or > Version)
            throw new InvalidDataException($"A decision has format version {version}; this program reads {Version}. Use a newer program.");
        return (reader.Text(), version > OfItsModel ? reader.Text() : "");
    }
}
