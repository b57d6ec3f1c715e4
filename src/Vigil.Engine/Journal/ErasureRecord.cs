namespace Vigil.Engine.Journal;

/// <summary>The body of an erasure's entry.</summary>
/// <param name="Entity">Keyed hash of the entity.</param>
/// <param name="By">Who asked for it.</param>
public sealed record ErasureRecord(UInt128 Entity, string By) : JournalRecord(EntryKind.Erasure)
{
    /// <inheritdoc/>
    public override byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(1);
        writer.UInt128(Entity);
        writer.Text(By);
        return writer.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static ErasureRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        return reader.Byte() == 1
            ? new ErasureRecord(reader.UInt128(), reader.Text())
            : throw new InvalidDataException("An erasure was written by a newer program: use that one.");
    }
}
