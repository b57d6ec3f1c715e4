namespace Vigil.Engine.Journal;

/// <summary>The body of a definition's entry: from here on, a stream is served as it says.</summary>
/// <param name="Definition">Its version: twelve hexadecimal digits of a hash of the text.</param>
/// <param name="Text">The stream file, complete.</param>
/// <param name="From">
/// The entry after which the journal was read for the state that it needs; what was before was not kept any more. −1 where the state goes
/// on as it is.
/// </param>
/// <param name="By">Who applied it.</param>
public sealed record DefinitionRecord(string Definition, string Text, long From, string By)
    : JournalRecord(EntryKind.Definition)
{
    /// <summary>The <see cref="From"/> of what goes on with the state that there is.</summary>
    public const long GoesOn = -1;

    /// <inheritdoc/>
    public override byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Byte(1);
        writer.Text(Definition);
        writer.Text(Text);
        writer.Int64(From);
        writer.Text(By);
        return writer.ToArray();
    }

    /// <summary>Reads it.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static DefinitionRecord Decode(ReadOnlySpan<byte> body)
    {
        var reader = new RecordReader(body);
        return reader.Byte() == 1
            ? new DefinitionRecord(reader.Text(), reader.Text(), reader.Int64(), reader.Text())
            : throw new InvalidDataException("A stream definition was written by a newer program: use that one.");
    }
}
