using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>The weekday that stands before a date, as in <c>Mon, 01 Jan 2024</c>; it says nothing that the date does not.</summary>
internal static class WeekdayText
{
    private const int ShortLength = 3;
    private static readonly string[] Names = ["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"];

    /// <summary>A text without the English weekday that it begins with, short or long, and the comma or point behind it.</summary>
    public static ReadOnlySpan<byte> Skip(ReadOnlySpan<byte> text)
    {
        if (text.IsEmpty || !char.IsAsciiLetter((char)text[0]))
            return text;
        foreach (string name in Names)
            if (LengthOf(name, text) is > 0 and var length && text[length..].TrimStart(",. "u8) is { IsEmpty: false } rest)
                return rest;
        return text;
    }

    /// <summary>Whether a text begins with a weekday.</summary>
    public static bool IsAtStart(string text) => Skip(Encoding.UTF8.GetBytes(text)).Length < Encoding.UTF8.GetByteCount(text);

    private static int LengthOf(string name, ReadOnlySpan<byte> text)
    {
        int length = 0;
        while (length < text.Length && char.IsAsciiLetter((char)text[length]))
            length++;
        return length == name.Length || length == ShortLength
            ? Ascii.EqualsIgnoreCase(text[..length], name.AsSpan(0, length)) ? length : 0 : 0;
    }
}
