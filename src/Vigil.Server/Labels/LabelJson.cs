using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Labels;

/// <summary>Labels in bodies and answers.</summary>
internal static class LabelJson
{
    /// <summary>The longest texts that are taken, in characters.</summary>
    public const int LongestType = 60, LongestComment = 2000;

    private static readonly JsonEncodedText Label = JsonEncodedText.Encode("label"), Type = JsonEncodedText.Encode("type"),
        Comment = JsonEncodedText.Encode("comment"), Time = JsonEncodedText.Encode("time"), Recorded = JsonEncodedText.Encode("recorded");

    /// <summary>
    /// The members <c>fraud</c>, <c>type</c> and <c>comment</c> of a body; what they cannot be is noted as errors. <c>fraud</c> as null
    /// takes back what was said.
    /// </summary>
    public static Conclusion Read(BodyMembers members)
    {
        bool? isFraud = members.IsNull("fraud") ? null : LabelText.Read(members);
        string? type = members.Text("type", longest: LongestType);
        if (type is not null && isFraud != true)
            members.Fail("type", FieldText.Show(System.Text.Encoding.UTF8.GetBytes(type)), "a type only together with fraud: true");
        return new Conclusion(isFraud, new LabelNote(type, members.Text("comment", longest: LongestComment)));
    }

    /// <summary>Writes what was said as members of an object.</summary>
    public static void WriteMembers(Utf8JsonWriter json, Conclusion conclusion)
    {
        if (conclusion.IsFraud is { } isFraud)
            json.WriteNumber(Label, isFraud ? 1 : 0);
        else
            json.WriteNull(Label);
        json.WriteString(Type, conclusion.Note.Type);
        json.WriteString(Comment, conclusion.Note.Comment);
    }

    /// <summary>Writes one thing that was said, with who said it and when.</summary>
    public static void Write(Utf8JsonWriter json, LabelFact fact)
    {
        json.WriteStartObject();
        json.WriteNumber("sequence"u8, fact.Sequence);
        WriteMembers(json, fact.Conclusion);
        json.WriteTime(Time, fact.Time);
        json.WriteTime(Recorded, fact.Received);
        json.WriteString("by"u8, fact.By);
        json.WriteEndObject();
    }
}
