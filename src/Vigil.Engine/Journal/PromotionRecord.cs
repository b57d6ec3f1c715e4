namespace Vigil.Engine.Journal;

/// <summary>The body of a promotion's entry.</summary>
/// <param name="Model">The version that scores from here on.</param>
/// <param name="By">Who promoted it.</param>
public sealed record PromotionRecord(string Model, string By) : JournalRecord(EntryKind.Promotion)
{
    /// <inheritdoc/>
    public override byte[] Encode()
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
