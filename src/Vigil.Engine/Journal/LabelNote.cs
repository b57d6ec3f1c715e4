namespace Vigil.Engine.Journal;

/// <summary>What somebody adds to a label: which kind of fraud, and why. It may name people, so it is sealed as they are.</summary>
/// <param name="Type">The kind of fraud, such as <c>stolen card</c>; null for none.</param>
/// <param name="Comment">In the analyst's words; null for none.</param>
public sealed record LabelNote(string? Type, string? Comment)
{
    /// <summary>Nothing added.</summary>
    public static LabelNote None { get; } = new(null, null);

    /// <summary>Whether nothing is added.</summary>
    public bool IsEmpty => Type is null && Comment is null;

    /// <summary>The bytes of it.</summary>
    public byte[] Encode()
    {
        var writer = new RecordWriter();
        writer.Text(Type ?? "");
        writer.Text(Comment ?? "");
        return writer.ToArray();
    }

    /// <summary>Reads what <see cref="Encode"/> wrote.</summary>
    /// <exception cref="InvalidDataException">It is damaged.</exception>
    public static LabelNote Decode(ReadOnlySpan<byte> bytes)
    {
        var reader = new RecordReader(bytes);
        string type = reader.Text(), comment = reader.Text();
        return new LabelNote(type.Length > 0 ? type : null, comment.Length > 0 ? comment : null);
    }
}
