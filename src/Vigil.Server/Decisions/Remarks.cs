using System.Text.Json;

namespace Vigil.Server.Decisions;

/// <summary>What the sender of a transaction should know beside its decision.</summary>
/// <param name="Ignored">Members that mean nothing to the stream.</param>
/// <param name="Notes">How something was understood that could be meant otherwise.</param>
internal sealed record Remarks(IReadOnlyList<string> Ignored, IReadOnlyList<string> Notes)
{
    private static readonly JsonEncodedText IgnoredName = JsonEncodedText.Encode("ignored"), NotesName = JsonEncodedText.Encode("notes");

    /// <summary>Nothing.</summary>
    public static Remarks None { get; } = new([], []);

    /// <summary>Writes <c>ignored</c> and <c>notes</c>, where there are any.</summary>
    public void WriteMembers(Utf8JsonWriter json)
    {
        Write(json, IgnoredName, Ignored);
        Write(json, NotesName, Notes);
    }

    private static void Write(Utf8JsonWriter json, JsonEncodedText name, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
            return;
        json.WriteStartArray(name);
        foreach (string text in texts)
            json.WriteStringValue(text);
        json.WriteEndArray();
    }
}
