using System.Buffers.Text;
using System.Globalization;

namespace Vigil.Engine.Transactions;

/// <summary>
/// One text for equal JSON numbers: 70012, 70012.0 and 7.0012e4 name one customer. It is exact, whatever the count of digits, and a number
/// field reads the same bits from it. Allocates nothing.
/// </summary>
public static class JsonNumber
{
    /// <summary>How many bytes longer than the number its text can be.</summary>
    public const int Growth = MostZeros + 24;

    // A longer run of zeros than any amount or identifier has; beyond it the exponent stays one.
    private const int MostZeros = 40;
    private const int ExponentDigits = 9;

    /// <summary>Whether the number is written as <see cref="Write"/> writes it.</summary>
    /// <param name="number">A number as JSON has it.</param>
    public static bool IsPlain(ReadOnlySpan<byte> number) =>
        number.IndexOfAny((byte)'e', (byte)'E') < 0
        && (number.Contains((byte)'.') ? number[^1] != '0' : !number.SequenceEqual("-0"u8));

    /// <summary>Writes digits without an exponent and without zeros that say nothing.</summary>
    /// <param name="number">A number as JSON has it.</param>
    /// <param name="target">At least <see cref="Growth"/> bytes longer than the number.</param>
    /// <returns>The length of the text.</returns>
    public static int Write(ReadOnlySpan<byte> number, Span<byte> target)
    {
        int mark = number.IndexOfAny((byte)'e', (byte)'E');
        var written = mark < 0 ? default : number[(mark + 1)..].TrimStart((byte)'+');
        int exponent = 0;
        bool isTaken = mark < 0
            || (written.Length <= ExponentDigits && Utf8Parser.TryParse(written, out exponent, out int used) && used == written.Length);
        if (IsPlain(number) || !isTaken)
        {
            number.CopyTo(target);
            return number.Length;
        }
        bool isNegative = number[0] == '-';
        var mantissa = number[(isNegative ? 1 : 0)..(mark < 0 ? number.Length : mark)];
        int length = Digits(mantissa, target[1..], ref exponent);
        if (length == 0)
        {
            target[0] = (byte)'0';
            return 1;
        }
        if (!isNegative)
            target.Slice(1, length).CopyTo(target);
        else
            target[0] = (byte)'-';
        int start = isNegative ? 1 : 0;
        return start + Place(target[start..], length, exponent);
    }

    /// <summary>Collects the digits without zeros before and behind; the exponent becomes that of the last digit.</summary>
    private static int Digits(ReadOnlySpan<byte> mantissa, Span<byte> digits, ref int exponent)
    {
        int length = 0, point = mantissa.IndexOf((byte)'.');
        exponent -= point < 0 ? 0 : mantissa.Length - point - 1;
        foreach (byte b in mantissa)
            if (b != '.' && (length > 0 || b != '0'))
                digits[length++] = b;
        for (; length > 0 && digits[length - 1] == '0'; length--)
            exponent++;
        return length;
    }

    /// <summary>Puts point and zeros where the exponent says.</summary>
    private static int Place(Span<byte> text, int length, int exponent)
    {
        if (exponent >= 0 && exponent <= MostZeros)
        {
            text.Slice(length, exponent).Fill((byte)'0');
            return length + exponent;
        }
        int whole = length + exponent;
        if (exponent < 0 && whole > 0)
        {
            text[whole..length].CopyTo(text[(whole + 1)..]);
            text[whole] = (byte)'.';
            return length + 1;
        }
        if (exponent < 0 && -whole < MostZeros)
        {
            int shift = 2 - whole;
            text[..length].CopyTo(text[shift..]);
            text[..shift].Fill((byte)'0');
            text[1] = (byte)'.';
            return length + shift;
        }
        text[length] = (byte)'e';
        exponent.TryFormat(text[(length + 1)..], out int count, default, CultureInfo.InvariantCulture);
        return length + 1 + count;
    }
}
