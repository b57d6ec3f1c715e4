using Vigil.Engine.Transactions;

namespace Vigil.Files.Rows;

/// <summary>What a field looks like when nothing is known about its column yet.</summary>
internal enum FieldShape
{
    /// <summary>Nothing, or a word for nothing.</summary>
    Empty,

    /// <summary>Words, as a column's name or a merchant.</summary>
    Words,

    /// <summary>A number in any usual spelling, with a currency or without.</summary>
    Number,

    /// <summary>A date or a time of day in any usual spelling.</summary>
    Time,
}

/// <summary>Tells shapes apart, to find the line that names the columns; how numbers are spelt is settled only behind it.</summary>
internal static class FieldShapes
{
    private const int LongestName = 64;

    internal static FieldShape Of(ReadOnlySpan<byte> field)
    {
        var text = field.Trim(" \t"u8);
        if (MissingText.IsNumber(text))
            return FieldShape.Empty;
        int digits = 0, letters = 0, joints = 0;
        bool hasGap = false;
        for (int i = 0; i < text.Length; i++)
        {
            byte b = text[i];
            if (IsDigit(b))
                digits++;
            else if (char.IsAsciiLetter((char)b) || (b >= 0xC0 && !IsSign(text[i..])))
                letters++;
            else if (b < 0xC0 && b >= 0x80)
                continue;
            else
            {
                hasGap |= letters > 0 && digits == 0;
                joints += IsJoint(text, i) ? b == ':' ? 2 : 1 : 0;
            }
        }
        bool startsWithLetter = char.IsAsciiLetter((char)text[0]) || (text[0] >= 0xC0 && !IsSign(text));
        if (digits == 0 || letters > digits || text.Length > LongestName || (startsWithLetter && !hasGap))
            return FieldShape.Words;
        return joints > 1 ? FieldShape.Time : FieldShape.Number;
    }

    private static bool IsDigit(byte b) => b is >= (byte)'0' and <= (byte)'9';

    /// <summary>What stands between the parts of a date or a time of day.</summary>
    private static bool IsJoint(ReadOnlySpan<byte> text, int at) =>
        text[at] is (byte)'/' or (byte)'-' or (byte)'.' or (byte)':'
        && at > 0 && at + 1 < text.Length && IsDigit(text[at - 1]) && IsDigit(text[at + 1]);

    /// <summary>Currency signs, no-break spaces and the typographic minus are no letters.</summary>
    private static bool IsSign(ReadOnlySpan<byte> text) =>
        text is [0xC2, < 0xAA or > 0xBA, ..] or [0xE2, 0x80 or 0x82 or 0x88, ..];
}
