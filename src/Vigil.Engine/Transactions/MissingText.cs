using System.Buffers;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>The words with which programs write that there is no value.</summary>
public static class MissingText
{
    private const int Longest = 9;

    private static readonly string[] Words =
        ["null", "(null)", "none", "nan", "n/a", "#n/a", "n.a.", "nil", "<na>", "#null!", "undefined", "\\n", "-", "--", "—", "–"];

    private static readonly string[] NumberWords = ["na", "inf", "+inf", "-inf", "infinity", "-infinity", "∞", "-∞", "#nv", "?", "."];
    private static readonly SearchValues<byte> Beginnings = SearchValues.Create([.. "nNuU(<#\\-"u8, 0xE2]);
    private static readonly byte[][] Texts = [.. Words.Select(Encoding.UTF8.GetBytes)];
    private static readonly byte[][] NumberTexts = [.. NumberWords.Select(Encoding.UTF8.GetBytes)];

    /// <summary>Whether a text is one of the words for nothing: NULL, NA, N/A, #N/A, None, nil, NaN, <c>\N</c>, a dash; in any case, but
    /// <c>NA</c>, which in small letters can be a word. Allocates nothing.</summary>
    public static bool Is(ReadOnlySpan<byte> utf8)
    {
        if (!utf8.IsEmpty && utf8[0] != ' ' && !Beginnings.Contains(utf8[0]))
            return false;
        utf8 = utf8.Trim((byte)' ');
        return utf8.IsEmpty || (utf8.Length <= Longest && (utf8.SequenceEqual("NA"u8) || IsOneOf(utf8, Texts)));
    }

    /// <summary>The same where a number is expected: infinities in addition, and NA in any case.</summary>
    public static bool IsNumber(ReadOnlySpan<byte> utf8) =>
        Is(utf8) || (utf8.Trim((byte)' ') is { Length: <= Longest + 1 } text && IsOneOf(text, NumberTexts));

    private static bool IsOneOf(ReadOnlySpan<byte> text, byte[][] words)
    {
        foreach (byte[] word in words)
            if (text.SequenceEqual(word) || Ascii.EqualsIgnoreCase(text, word))
                return true;
        return false;
    }
}
