namespace Vigil.Engine.Journal;

/// <summary>The body of a promotion's entry.</summary>
/// <param name="Model">The version that scores from here on.</param>
/// <param name="By">Who promoted it.</param>
public sealed record PromotionRecord(string Model, string By)
{
    /// <summary>The bytes.</summary>
    public byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(1);
        writer.Text(Model);
        writer.Text(By);
        return writer.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PromotionRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        return reader.Byte() == 1
            ? new PromotionRecord(reader.Text(), reader.Text())
            : throw new InvalidDataException("A promotion was written by a newer program: use that one.");
    }
}

/// <summary>The body of an erasure's entry.</summary>
/// <param name="Entity">Keyed hash of the entity.</param>
/// <param name="By">Who asked for it.</param>
public sealed record ErasureRecord(UInt128 Entity, string By)
{
    /// <summary>The bytes.</summary>
    public byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(1);
        writer.UInt128(Entity);
        writer.Text(By);
        return writer.ToArray();
    }
}
