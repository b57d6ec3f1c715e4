using System.Globalization;

namespace Vigil.Testing;

/// <summary>The ways of writing a number that mean the same.</summary>
internal static class NumberSpellings
{
    private static readonly string[] Groups = [" ", "\u00A0", "\u202F", "\u2009", "'", "’"];

    /// <summary>Each with whether its column has decimal commas; a number of at most two decimals as text.</summary>
    public static IReadOnlyList<(bool HasComma, Func<decimal, string> Write)> All { get; } =
    [
        (false, Plain),
        (false, Grouped),
        (true, n => Swap(Plain(n))),
        (true, n => Swap(Grouped(n))),
        .. Groups.Select(s => (true, (Func<decimal, string>)(n => Swap(Grouped(n)).Replace(".", s, StringComparison.Ordinal)))),
        (false, n => Signed(n, "−", "")), (false, n => Signed(n, "–", "")), (false, n => Signed(n, "", "-")),
        (false, n => Signed(n, "(", ")")), (false, n => Signed(n, "($", ")")), (false, n => Signed(n, "-$", "")),
        (false, n => Signed(n, "$-", "")), (false, n => Signed(n, "EUR -", "")), (false, n => Signed(n, "-", " PLN")),
        (false, n => Signed(n, "", " DR")), (false, n => Signed(n, "- ", "\u00A0€")),
        (false, n => n.ToString("0.################E+00", CultureInfo.InvariantCulture)),
    ];

    private static string Plain(decimal number) => number.ToString("0.00", CultureInfo.InvariantCulture);

    private static string Grouped(decimal number) => number.ToString("#,0.00", CultureInfo.InvariantCulture);

    private static string Signed(decimal number, string before, string behind) =>
        number < 0 ? before + Plain(-number) + behind : Plain(number);

    private static string Swap(string text) => text.Replace(',', '#').Replace('.', ',').Replace('#', '.');
}
