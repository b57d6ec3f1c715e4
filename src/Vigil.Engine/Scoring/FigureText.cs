using System.Globalization;

namespace Vigil.Engine.Scoring;

/// <summary>
/// How numbers are written for people: one rounding for one number, in reasons, reports and the console alike. Thousands separated by
/// commas, a true minus sign, never an exponent with an e.
/// </summary>
public static class FigureText
{
    /// <summary>Seconds of a day.</summary>
    internal const double SecondsPerDay = 86_400;

    private const double SecondsPerMinute = 60, SecondsPerHour = 3600;
    private const double Largest = 1e15, Least = 1e-6;

    private static readonly HashSet<string> Whole = ["BIF", "CLP", "DJF", "GNF", "ISK", "JPY", "KMF", "KRW", "PYG", "RWF", "UGX", "VND",
        "VUV", "XAF", "XOF", "XPF"];

    private static readonly HashSet<string> Thousandths = ["BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"];

    /// <summary>
    /// Whole numbers as they are, others from 1 with two decimals, smaller ones with three digits; beyond 10¹⁵ and below 10⁻⁶ as a power of
    /// ten.
    /// </summary>
    public static string Number(double value)
    {
        double size = Math.Abs(value);
        return size switch
        {
            double.NaN => "unknown",
            >= Largest or (< Least and > 0) => Power(value),
            _ when value == Math.Truncate(value) => Format(value, "#,0"),
            >= 1 => Format(value, "#,0.00"),
            _ => Digits(value),
        };
    }

    /// <summary>An amount with the decimals of its currency (two, where it is not known) and the currency behind it.</summary>
    public static string Amount(double value, string currency = "")
    {
        double size = Math.Abs(value);
        string format = Whole.Contains(currency) ? "#,0" : Thousandths.Contains(currency) ? "#,0.000" : "#,0.00";
        double least = Whole.Contains(currency) ? 0.5 : Thousandths.Contains(currency) ? 0.0005 : 0.005;
        string number = double.IsNaN(value) || size >= Largest || (size < least && size > 0) ? Number(value) : Format(value, format);
        return currency.Length == 0 ? number : $"{number} {currency}";
    }

    /// <summary>A risk of 0…100 with one decimal; a risk below 100 never reads 100.0.</summary>
    public static string Risk(double risk) => Format(risk < 100 ? Math.Min(risk, 99.9) : risk, "0.0");

    /// <summary>Points of risk with their sign and one decimal.</summary>
    public static string Points(double points) =>
        Math.Abs(points) < 0.05 ? "0.0" : (points > 0 ? "+" : "") + Format(points, "0.0");

    /// <summary>A share of 0…1 in percent.</summary>
    public static string Percent(double share) =>
        double.IsNaN(share) ? "unknown" : share is > 0 and < 0.001 ? "less than 0.1 %" : Format(share * 100, "0.#") + " %";

    /// <summary>A length of time in its largest unit: 45 seconds, 3.5 hours, 3 days.</summary>
    public static string Elapsed(double seconds) => seconds switch
    {
        double.NaN => "unknown",
        < SecondsPerMinute => Count(Tenths(seconds), "second"),
        < SecondsPerHour => Count(Tenths(seconds / SecondsPerMinute), "minute"),
        <= 2 * SecondsPerDay => Count(Tenths(seconds / SecondsPerHour), "hour"),
        _ => Count(Tenths(seconds / SecondsPerDay), "day"),
    };

    /// <summary>A window's length: 30 s, 15 min, 24 h, 7 days.</summary>
    public static string Span(TimeSpan span) => span.TotalSeconds switch
    {
        < SecondsPerMinute => $"{Tenths(span.TotalSeconds)} s",
        < SecondsPerHour => $"{Tenths(span.TotalMinutes)} min",
        <= 2 * SecondsPerDay => $"{Tenths(span.TotalHours)} h",
        _ => $"{Tenths(span.TotalDays)} days",
    };

    /// <summary>Kilometres: whole from ten on, with one decimal below.</summary>
    public static string Kilometres(double kilometres) =>
        double.IsNaN(kilometres) ? "unknown" : Format(kilometres, kilometres >= 10 ? "#,0" : "0.#") + " km";

    /// <summary>Kilometres per hour, whole; what nothing reaches is not written out.</summary>
    public static string Speed(double kilometresPerHour) => kilometresPerHour switch
    {
        double.NaN => "unknown",
        > 10_000 => "more than 10,000 km/h",
        _ => Format(kilometresPerHour, "#,0") + " km/h",
    };

    /// <summary>A count and what is counted: 1 transaction, 2.5 merchants.</summary>
    public static string Count(double count, string word) => Count(Number(count), word);

    private static string Count(string count, string word) => $"{count} {(count == "1" ? word : Plural(word))}";

    /// <summary>What a pace gives, with one decimal.</summary>
    public static string Pace(double count) =>
        count is > 0 and < 0.05 ? "less than 0.1" : Number(count < 1e6 ? Math.Round(count, 1) : count);

    /// <summary>More than one of it.</summary>
    public static string Plural(string word) => word switch
    {
        [.., 's' or 'x'] or [.., 'c' or 's', 'h'] => word + "es",
        [.., not ('a' or 'e' or 'i' or 'o' or 'u'), 'y'] => word[..^1] + "ies",
        _ => word + "s",
    };

    private static string Tenths(double value) => Format(value, value >= 10 ? "#,0" : "#,0.#");

    // Three digits: 0.123, 0.0431, 0.000542.
    private static string Digits(double value)
    {
        int decimals = Math.Min(15, 2 - (int)Math.Floor(Math.Log10(Math.Abs(value))));
        return Format(value, "0." + new string('#', decimals));
    }

    private static string Power(double value)
    {
        if (double.IsInfinity(value))
            return value > 0 ? "∞" : "−∞";
        string[] parts = value.ToString("0.##e0", CultureInfo.InvariantCulture).Split('e');
        string exponent = string.Concat(parts[1].Select(c => c == '-' ? '⁻' : "⁰¹²³⁴⁵⁶⁷⁸⁹"[c - '0']));
        return $"{parts[0].Replace('-', '−')} × 10{exponent}";
    }

    private static string Format(double value, string format)
    {
        string text = value.ToString(format, CultureInfo.InvariantCulture);
        return text.StartsWith('-') ? (text.AsSpan(1).IndexOfAnyInRange('1', '9') < 0 ? text[1..] : '−' + text[1..]) : text;
    }
}
