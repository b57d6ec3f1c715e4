namespace Vigil.Engine.Transactions;

/// <summary>Reads numbers as people and programs write them: thousands, decimal commas, currencies, parentheses, dashes.</summary>
/// <remarks>
/// What cannot be told from a single number, whether a comma or a point is the decimal one, is a property of the column: a field's format.
/// Everything else is read in either: thousands by the other of the two, by a space of any width or an apostrophe, Indian groups
/// (1,00,000); a currency's sign or ISO code before or behind; a minus before, behind, typographic or as parentheses; CR and DR behind;
/// exponents. A plain number costs what <see cref="NumberParser"/> costs; nothing is allocated.
/// </remarks>
public static class NumberText
{
    /// <summary>The format of a field with a decimal comma.</summary>
    public const string DecimalComma = "1.234,56";

    /// <summary>The format of a field with a decimal point; the same as none.</summary>
    public const string DecimalPoint = "1,234.56";

    private const int Longest = 96;

    /// <summary>What <see cref="TryRead"/> takes, in words.</summary>
    public static string Expected(bool hasComma) => hasComma
        ? "a number from -1e27 to 1e27 such as 1.919,11 or -5,00 EUR, with a decimal comma (format: 1.234,56)"
        : "a number from -1e27 to 1e27 such as 1919.11, 1,919.11 or $-5.00, with a decimal point (another: format: 1.234,56)";

    /// <summary>Reads a number, or a word for a missing one: true with NaN.</summary>
    /// <param name="utf8">The text.</param>
    /// <param name="hasComma">Whether the decimals follow a comma.</param>
    /// <param name="value">The number.</param>
    public static bool TryRead(ReadOnlySpan<byte> utf8, bool hasComma, out double value)
    {
        if (NumberParser.TryPlain(utf8, out value) && !(hasComma && utf8.Contains((byte)'.')))
            return true;
        value = double.NaN;
        if (MissingText.IsNumber(utf8))
            return true;
        if (utf8.Length > Longest)
            return false;
        Span<byte> digits = stackalloc byte[Longest + 1];
        var mark = new NumberMarks();
        var core = mark.Strip(utf8);
        if (core.IsEmpty || !mark.IsValid || !TryNormalize(core, hasComma ? (byte)',' : (byte)'.', digits, out int length)
            || !NumberParser.TryParse(digits[..length], out value))
        {
            value = double.NaN;
            return false;
        }
        value = mark.IsNegative ? -value : value;
        return true;
    }

    /// <summary>The currency that a number is written with, as ISO 4217 has it, or null.</summary>
    public static string? CurrencyOf(ReadOnlySpan<byte> utf8)
    {
        var mark = new NumberMarks();
        return mark.Strip(utf8).IsEmpty || mark.Currency.IsEmpty ? null : CurrencySigns.CodeOf(mark.Currency);
    }

    /// <summary>Digits with a point of what has groups and another decimal sign; false where the groups are none.</summary>
    private static bool TryNormalize(ReadOnlySpan<byte> text, byte point, Span<byte> output, out int length)
    {
        length = 0;
        int exponent = text.IndexOfAny((byte)'e', (byte)'E');
        var tail = exponent < 0 ? default : text[exponent..];
        var number = exponent < 0 ? text : text[..exponent];
        int at = number.IndexOf(point);
        var whole = at < 0 ? number : number[..at];
        var decimals = at < 0 ? default : number[(at + 1)..];
        if (decimals.ContainsAnyExceptInRange((byte)'0', (byte)'9') || !TryGroups(whole, point, output, ref length)
            || whole.Length + decimals.Length == 0)
            return false;
        if (!decimals.IsEmpty)
        {
            output[length++] = (byte)'.';
            decimals.CopyTo(output[length..]);
            length += decimals.Length;
        }
        tail.CopyTo(output[length..]);
        length += tail.Length;
        return true;
    }

    /// <summary>Whole digits, or groups of three behind one to three, or Indian ones of two with the last of three.</summary>
    private static bool TryGroups(ReadOnlySpan<byte> text, byte point, Span<byte> output, ref int length)
    {
        int group = 0, groups = 0;
        bool hasPairs = false;
        ReadOnlySpan<byte> separator = default;
        while (!text.IsEmpty)
        {
            if ((uint)(text[0] - '0') <= 9)
            {
                output[length++] = text[0];
                text = text[1..];
                group++;
                continue;
            }
            var sign = Separator(text, point);
            bool isFirst = groups == 0;
            if (sign.IsEmpty || (!isFirst && !sign.SequenceEqual(separator)) || group is 0 or > 3 || (!isFirst && group == 1))
                return false;
            hasPairs |= !isFirst && group == 2;
            if (isFirst && output[length - group] == '0')
                return false;
            separator = sign;
            text = text[sign.Length..];
            (groups, group) = (groups + 1, 0);
        }
        return groups == 0 || (group == 3 && (!hasPairs || separator.SequenceEqual(","u8)));
    }

    private static ReadOnlySpan<byte> Separator(ReadOnlySpan<byte> text, byte point) => text switch
    {
        [(byte)',' or (byte)'.' or (byte)' ' or (byte)'\'', ..] when text[0] != point => text[..1],
        [0xC2, 0xA0, ..] => text[..2],
        [0xE2, 0x80, 0xAF or 0x89 or 0x99, ..] => text[..3],
        _ => default,
    };
}
