namespace Vigil.Engine.Journal;

/// <summary>The body of a promotion's entry.</summary>
/// <param name="Model">The version that scores from here on.</param>
/// <param name="By">Who promoted it.</param>
public sealed record PromotionRecord(string Model, string By) : JournalRecord(EntryKind.Promotion)
{
    private const byte Version = 2, WithoutDefinition = 1;

    /// <summary>The definition that the stream is served with from here on; empty where it is the stream file in the model.</summary>
    public string Definition { get; init; } = "";

    /// <summary>See <see cref="DefinitionRecord.From"/>.</summary>
    public long From { get; init; } = DefinitionRecord.GoesOn;

    /// <inheritdoc/>
    public override byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(Version);
        writer.Text(Model);
        writer.Text(By);
        writer.Text(Definition);
        writer.Int64(From);
        return writer.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static PromotionRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        byte version = reader.Byte();
        if (version is < WithoutDefinition or > Version)
            throw new InvalidDataException("A promotion was written by a newer program: use that one.");
        var record = new PromotionRecord(reader.Text(), reader.Text());
        return version == WithoutDefinition ? record : record with { Definition = reader.Text(), From = reader.Int64() };
    }
}
