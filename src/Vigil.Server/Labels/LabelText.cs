using System.Text;
using System.Text.Json;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Labels;

/// <summary>How labels are written.</summary>
internal static class LabelText
{
    /// <summary>What is taken, in words.</summary>
    public const string Expected = "true, 1 or fraud; false, 0 or legit";

    /// <summary>The member <c>fraud</c> of a body; what it cannot be is noted as an error.</summary>
    public static bool? Read(BodyMembers members)
    {
        var member = members.Find("fraud");
        bool? isFraud = member is (JsonTokenType.True or JsonTokenType.False or JsonTokenType.Number, var value) ? Parse(value.Span) : null;
        if (isFraud is null && members.IsObject)
            members.Fail("fraud", member is { } found ? FieldText.Show(found.Value.Span) : "nothing",
                "true, false, 1 or 0; null takes back what was said before");
        return isFraud;
    }

    /// <summary>A text as it stands in files; null when it is none of those.</summary>
    public static bool? Parse(ReadOnlySpan<byte> utf8)
    {
        var text = utf8.Trim((byte)' ');
        return Is(text, "1") || Is(text, "true") || Is(text, "yes") || Is(text, "fraud") ? true
            : Is(text, "0") || Is(text, "false") || Is(text, "no") || Is(text, "legit") ? false : null;
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => Ascii.EqualsIgnoreCase(text, word);
}
