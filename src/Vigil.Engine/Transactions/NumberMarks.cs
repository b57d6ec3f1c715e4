using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>What stands around the digits of a number: signs, a currency, parentheses, CR or DR.</summary>
internal ref struct NumberMarks
{
    private int _signs, _currencies;
    private bool _isNegative, _isBroken;

    /// <summary>Whether they make sense together.</summary>
    public readonly bool IsValid => !_isBroken && _signs <= 1 && _currencies <= 1;

    /// <summary>Whether they make the number negative.</summary>
    public readonly bool IsNegative => _isNegative;

    /// <summary>The currency's sign or code as it stands; empty without one.</summary>
    public ReadOnlySpan<byte> Currency { get; private set; }

    /// <summary>Takes everything away but digits and what stands between them.</summary>
    public ReadOnlySpan<byte> Strip(ReadOnlySpan<byte> text)
    {
        while (!text.IsEmpty && (TakeFirst(ref text) || TakeLast(ref text)))
        {
        }
        return text;
    }

    private bool TakeFirst(ref ReadOnlySpan<byte> text)
    {
        if ((uint)(text[0] - '0') <= 9)
            return false;
        if (text[0] == '(')
            return TakeParentheses(ref text);
        int size = SpaceAt(text);
        if (size == 0 && (size = SignAt(text)) > 0)
            Sign(text[0] != '+');
        else if (size == 0 && (size = CurrencySigns.LengthAtStart(text)) > 0)
            Money(text[..size]);
        text = text[size..];
        return size > 0;
    }

    private bool TakeLast(ref ReadOnlySpan<byte> text)
    {
        if ((uint)(text[^1] - '0') <= 9)
            return false;
        int size = SpaceBefore(text);
        if (size == 0 && (size = SignBefore(text)) > 0)
            Sign(text[^1] != '+');
        else if (size == 0 && (size = SideBefore(text)) > 0)
            _isNegative |= (text[^2] | 0x20) == 'd';
        else if (size == 0 && (size = CurrencySigns.LengthAtEnd(text)) > 0)
            Money(text[^size..]);
        text = text[..^size];
        return size > 0;
    }

    /// <summary>Parentheses around all that is left; inside them there is no second sign.</summary>
    private bool TakeParentheses(ref ReadOnlySpan<byte> text)
    {
        int close = text.LastIndexOf((byte)')');
        var rest = close < 0 ? default : text[(close + 1)..];
        var inside = close < 0 ? default : text[1..close];
        var behind = Strip(rest);
        _isBroken |= close < 0 || !behind.IsEmpty || inside.Contains((byte)'(');
        _isNegative = true;
        text = inside;
        return true;
    }

    private void Sign(bool isNegative)
    {
        _signs++;
        _isNegative |= isNegative;
    }

    private void Money(ReadOnlySpan<byte> sign)
    {
        _currencies++;
        Currency = sign;
    }

    private static int SpaceAt(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)' ' or (byte)'\t', ..] => 1,
        [0xC2, 0xA0, ..] => 2,
        [0xE2, 0x80, 0xAF or 0x89, ..] => 3,
        _ => 0,
    };

    private static int SpaceBefore(ReadOnlySpan<byte> text) => text switch
    {
        [.., (byte)' ' or (byte)'\t'] => 1,
        [.., 0xC2, 0xA0] => 2,
        [.., 0xE2, 0x80, 0xAF or 0x89] => 3,
        _ => 0,
    };

    // U+2212 minus, U+2013 en dash, U+2012 figure dash, U+2011 and U+2010 hyphens, U+FF0D full-width, U+FE63 small.
    private static int SignAt(ReadOnlySpan<byte> text) => text switch
    {
        [(byte)'-' or (byte)'+', ..] => 1,
        [0xE2, 0x88, 0x92, ..] or [0xE2, 0x80, >= 0x90 and <= 0x93, ..] or [0xEF, 0xBC, 0x8D, ..] or [0xEF, 0xB9, 0xA3, ..] => 3,
        _ => 0,
    };

    private static int SignBefore(ReadOnlySpan<byte> text) => text switch
    {
        [.., (byte)'-' or (byte)'+'] => 1,
        [.., _, _, _] => SignAt(text[^3..]) == 3 ? 3 : 0,
        _ => 0,
    };

    /// <summary>CR or DR, which bank statements write behind money that comes in or goes out.</summary>
    private static int SideBefore(ReadOnlySpan<byte> text) =>
        text.Length > 2 && !char.IsAsciiLetter((char)text[^3])
        && (Ascii.EqualsIgnoreCase(text[^2..], "CR"u8) || Ascii.EqualsIgnoreCase(text[^2..], "DR"u8)) ? 2 : 0;
}
