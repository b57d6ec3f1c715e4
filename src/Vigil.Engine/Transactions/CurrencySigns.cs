using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>How currencies are written beside numbers, and which one each stands for.</summary>
internal static class CurrencySigns
{
    private const int CodeLength = 3, LongestSign = 5;

    private static readonly HashSet<string> Codes =
    [
        .. """
        AED AFN ALL AMD ANG AOA ARS AUD AWG AZN BAM BBD BDT BGN BHD BIF BMD BND BOB BRL BSD BTN BWP BYN BZD CAD CDF CHF CLF CLP CNY COP CRC
        CUP CVE CZK DJF DKK DOP DZD EGP ERN ETB EUR FJD FKP GBP GEL GHS GIP GMD GNF GTQ GYD HKD HNL HRK HTG HUF IDR ILS INR IQD IRR ISK JMD
        JOD JPY KES KGS KHR KMF KPW KRW KWD KYD KZT LAK LBP LKR LRD LSL LYD MAD MDL MGA MKD MMK MNT MOP MRU MUR MVR MWK MXN MYR MZN NAD NGN
        NIO NOK NPR NZD OMR PAB PEN PGK PHP PKR PLN PYG QAR RON RSD RUB RWF SAR SBD SCR SDG SEK SGD SHP SLE SOS SRD SSP STN SVC SYP SZL THB
        TJS TMT TND TOP TRY TTD TWD TZS UAH UGX USD UYU UZS VED VES VND VUV WST XAF XAG XAU XCD XOF XPF YER ZAR ZMW ZWL CNH BTC ETH XRP
        """.Split((char[]?)null, StringSplitOptions.RemoveEmptyEntries),
    ];

    // What a sign stands for where it stands for one currency; the dollar for the one that it stands for mostly.
    private static readonly Dictionary<string, string> Signs = new(StringComparer.Ordinal)
    {
        ["$"] = "USD", ["US$"] = "USD", ["€"] = "EUR", ["£"] = "GBP", ["¥"] = "JPY", ["￥"] = "JPY", ["₹"] = "INR", ["Rs"] = "INR",
        ["Rs."] = "INR", ["₽"] = "RUB", ["₺"] = "TRY", ["₩"] = "KRW", ["₪"] = "ILS", ["₫"] = "VND", ["₴"] = "UAH", ["₦"] = "NGN",
        ["฿"] = "THB", ["₱"] = "PHP", ["zł"] = "PLN", ["Kč"] = "CZK", ["Ft"] = "HUF", ["R$"] = "BRL", ["A$"] = "AUD", ["AU$"] = "AUD",
        ["C$"] = "CAD", ["CA$"] = "CAD", ["NZ$"] = "NZD", ["HK$"] = "HKD", ["S$"] = "SGD", ["MX$"] = "MXN", ["Fr."] = "CHF",
        ["SFr."] = "CHF",
        ["kr"] = "", ["kr."] = "", ["Kr"] = "", ["R"] = "ZAR", ["лв"] = "BGN", ["лв."] = "BGN", ["руб"] = "RUB", ["руб."] = "RUB",
        ["lei"] = "RON", ["TL"] = "TRY", ["грн"] = "UAH", ["грн."] = "UAH", ["р."] = "RUB", ["₸"] = "KZT", ["S/"] = "PEN", ["S/."] = "PEN",
        ["RM"] = "MYR", ["Rp"] = "IDR", ["Rp."] = "IDR", ["NT$"] = "TWD", ["RMB"] = "CNY", ["元"] = "CNY", ["円"] = "JPY", ["원"] = "KRW",
        ["Euro"] = "EUR", ["euro"] = "EUR", ["EURO"] = "EUR", ["din."] = "RSD", ["дин."] = "RSD",
        ["USDT"] = "", ["USDC"] = "",
    };

    private static readonly byte[][] BySize =
        [.. Codes.Concat(Signs.Keys).Select(Encoding.UTF8.GetBytes).OrderByDescending(s => s.Length)];

    /// <summary>The bytes of the currency that a text begins with; 0 without one.</summary>
    public static int LengthAtStart(ReadOnlySpan<byte> text)
    {
        if (!MayBegin(text[0]))
            return 0;
        foreach (byte[] sign in BySize)
            if (text.StartsWith(sign) && !(IsLetter(sign[^1]) && text.Length > sign.Length && IsLetter(text[sign.Length])))
                return sign.Length;
        return Sign(Rune.DecodeFromUtf8(text, out var rune, out int size), rune, size);
    }

    /// <summary>The bytes of the currency that a text ends with; 0 without one.</summary>
    public static int LengthAtEnd(ReadOnlySpan<byte> text)
    {
        if (!MayBegin(text[^1]) && text[^1] != '.')
            return 0;
        foreach (byte[] sign in BySize)
            if (text.EndsWith(sign) && !(IsLetter(sign[0]) && text.Length > sign.Length && IsLetter(text[^(sign.Length + 1)])))
                return sign.Length;
        return Sign(Rune.DecodeLastFromUtf8(text, out var rune, out int size), rune, size);
    }

    /// <summary>The ISO code of a sign or code; null where it stands for more than one currency, or none that is known.</summary>
    public static string? CodeOf(ReadOnlySpan<byte> sign)
    {
        string text = Encoding.UTF8.GetString(sign);
        return Codes.Contains(text) ? text : Signs.TryGetValue(text, out string? code) && code.Length == CodeLength ? code : null;
    }

    /// <summary>Whether a text is a code such as EUR.</summary>
    public static bool IsCode(string text) => text.Length == CodeLength && text.All(char.IsAsciiLetterUpper);

    /// <summary>The code that a column's name has in it, as in <c>Amount (EUR)</c> or <c>Betrag (€)</c>; null without one.</summary>
    public static string? CodeInName(string name)
    {
        foreach (string part in name.Split([' ', '(', ')', '[', ']', ',', '/', '_', '-', ':', ';'], StringSplitOptions.RemoveEmptyEntries))
            if (part.Length <= LongestSign && part is not ("ALL" or "TOP" or "R" or "RM")
                && CodeOf(Encoding.UTF8.GetBytes(part)) is { } code)
                return code;
        return null;
    }

    private static int Sign(OperationStatus status, Rune rune, int size) =>
        status == OperationStatus.Done && Rune.GetUnicodeCategory(rune) == UnicodeCategory.CurrencySymbol ? size : 0;

    private static bool MayBegin(byte first) => first >= 0x80 || first == '$' || char.IsAsciiLetter((char)first);

    private static bool IsLetter(byte b) => b >= 0x80 || char.IsAsciiLetter((char)b);
}
