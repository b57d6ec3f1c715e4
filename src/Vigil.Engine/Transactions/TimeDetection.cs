using System.Globalization;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>Finds a column's time format by trying the usual ones on samples.</summary>
internal static class TimeDetection
{
    private const int FirstLook = 20;

    private static readonly (string Format, double Low, string Name)[] UnixUnits =
        [("unix", 1e8, "seconds"), ("unix_ms", 1e11, "milliseconds"), ("unix_us", 1e14, "microseconds"), ("unix_ns", 1e17, "nanoseconds")];

    private static readonly string[] Orders =
        ["dd-MM-yyyy", "MM-dd-yyyy", "yyyy-MM-dd", "dd-MM-yy", "MM-dd-yy", "dd-MMM-yyyy", "dd-MMM-yy", "dd-MMMM-yyyy"];

    private static readonly string[] Packed =
        ["yyyyMMdd", "ddMMyyyy", "MMddyyyy", "yyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMddTHHmmss", "yyyyMMddTHHmmssZ",
        "yyyyMMddTHHmmss.fffZ", "yyyyMMddTHHmmss.ffffffZ", "yyyyMMdd HH:mm:ss", "MMM d HH:mm:ss yyyy", "MMM d HH:mm:ss zzz yyyy"];

    // Six digits are a date of each of these, but only one of them has all dates within a few years.
    private static readonly string[] SixDigits = ["yyMMdd", "ddMMyy", "MMddyy"];
    private const long WidestSixDigits = 10 * 366 * CivilTime.MicrosPerDay;

    // With spaces behind the points in Czech and Slovak, a last point in Croatian and Hungarian, units in Japanese and Chinese.
    private static readonly string[] OtherDates =
        ["MMM dd, yyyy", "MMMM dd, yyyy", "dd. MM. yyyy", "dd.MM.yyyy.", "yyyy.MM.dd.", "yyyy. MM. dd.", "yyyy. MM. dd", "yyyy年MM月dd日"];

    private static readonly string[] Clocks =
    [
        "", " HH:mm", " HH:mm:ss", " HH:mm:ss.fff", " HH:mm:ss.ffffff", "THH:mm", "THH:mm:ss", " hh:mm tt", " hh:mm:ss tt", " hh:mm:sstt",
        ":HH:mm:ss", ":HH:mm:ss zzz", " HH:mm:ss zzz", ", HH:mm", ", HH:mm:ss", ", hh:mm tt", ", hh:mm:ss tt",
    ];

    internal static TimeFormat? Detect(IReadOnlyList<string?> samples, double share, TimeZoneInfo? zone)
    {
        var texts = samples.Where(s => !string.IsNullOrWhiteSpace(s)).Select(s => Encoding.UTF8.GetBytes(s!)).ToList();
        if (texts.Count == 0)
            return null;
        int needed = (int)Math.Max(1, Math.Ceiling(share * texts.Count));
        int iso = Fits(texts, null);
        if (iso >= needed)
            return new TimeFormat(null, $"{Share(iso, texts.Count)} ISO 8601", false, iso, texts.Count);
        return Unix(texts, needed) ?? Custom(texts, needed, zone);
    }

    /// <summary>Every format that fits that share of the samples, the usual ones first.</summary>
    internal static IReadOnlyList<string?> Candidates(IReadOnlyList<string> samples, double share)
    {
        var texts = samples.Where(s => !string.IsNullOrWhiteSpace(s)).Select(Encoding.UTF8.GetBytes).ToList();
        int needed = (int)Math.Max(1, Math.Ceiling(share * texts.Count));
        var found = new List<string?>();
        if (Fits(texts, null) >= needed)
            found.Add(null);
        else if (Unix(texts, needed) is { } unix)
            found.Add(unix.Format);
        else
            found.AddRange(Patterns().Where(f => Fits(Look(texts), f) > 0 && Fits(texts, f) >= needed));
        return found;
    }

    private static TimeFormat? Unix(List<byte[]> texts, int needed)
    {
        foreach (var (format, low, name) in UnixUnits)
        {
            int fits = texts.Count(t => NumberParser.TryParse(t, out double x) && x >= low && x < 100 * low);
            fits = Math.Min(fits, fits >= needed ? Fits(texts, format) : 0);
            if (fits >= needed)
                return new TimeFormat(format, $"{Share(fits, texts.Count)} {name} since 1970", false, fits, texts.Count);
        }
        return null;
    }

    private static TimeFormat? Custom(List<byte[]> texts, int needed, TimeZoneInfo? zone)
    {
        string? best = null;
        int bestFits = needed - 1;
        var look = Look(texts);
        if (texts.TrueForAll(t => t.Length == 6 && !t.AsSpan().ContainsAnyExceptInRange((byte)'0', (byte)'9')))
            return Narrowest(texts, needed);
        foreach (string format in Patterns())
        {
            int fits = bestFits < texts.Count && Fits(look, format) > 0 ? Fits(texts, format) : 0;
            if (fits > bestFits)
                (best, bestFits) = (format, fits);
        }
        return best is null ? null : Decide(best, bestFits, texts, zone);
    }

    private static TimeFormat? Narrowest(List<byte[]> texts, int needed)
    {
        var fitting = SixDigits.Where(f => Fits(texts, f) >= needed).Select(f => (Format: f, Span: Span(texts, f))).ToArray();
        if (fitting.Length == 0 || fitting.MinBy(f => f.Span) is not { Span: <= WidestSixDigits, Format: { } format })
            return null;
        int fits = Fits(texts, format);
        string others = fitting.Length > 1 ? ", of those that read them the one with the dates closest together" : "";
        return new TimeFormat(format, $"{Share(fits, texts.Count)} {format}{others}", fitting.Length > 1, fits, texts.Count);
    }

    private static long Span(List<byte[]> texts, string format)
    {
        var times = texts.Select(t => Read(format, t)).OfType<long>().ToArray();
        return times.Max() - times.Min();
    }

    /// <summary>Settles the order of day and month, where the swapped format fits as many samples.</summary>
    private static TimeFormat Decide(string format, int fits, List<byte[]> texts, TimeZoneInfo? zone)
    {
        string share = Share(fits, texts.Count);
        string? rival = Swapped(format);
        if (rival is null)
            return new TimeFormat(format, $"{share} {format}", false, fits, texts.Count);
        int rivalFits = Fits(texts, rival);
        if (rivalFits < fits)
        {
            var proof = texts.First(t => Read(format, t) is not null && Read(rival, t) is null);
            string reason = $"{share} {format}; '{Encoding.UTF8.GetString(proof)}' cannot be {rival}";
            return new TimeFormat(format, reason, false, fits, texts.Count);
        }
        var (order, rivalOrder) = (OrderOf(texts, format, zone), OrderOf(texts, rival, zone));
        string chosen = order == rivalOrder ? Usual(format, rival) : order > rivalOrder ? format : rival;
        string why = order == rivalOrder ? "which is usual with this separator"
            : order == TimeOrder.Rising || rivalOrder == TimeOrder.Rising ? "for then the times never go back"
            : "for then the newest comes first";
        string other = chosen == format ? rival : format;
        return new TimeFormat(chosen, $"{share} both {chosen} and {other}; taken as {chosen}, {why}", true, fits, texts.Count);
    }

    private static string Usual(string first, string second)
    {
        bool isMonthFirst = first.Contains('/', StringComparison.Ordinal);
        return first.StartsWith('M') == isMonthFirst ? first : second;
    }

    private static string? Swapped(string format)
    {
        if (format.Contains("MMM", StringComparison.Ordinal) || format.StartsWith('y'))
            return null;
        int clock = format.IndexOf('y', StringComparison.Ordinal);
        return format[..clock].Replace('d', '#').Replace('M', 'd').Replace('#', 'M') + format[clock..];
    }

    private static TimeOrder OrderOf(List<byte[]> texts, string format, TimeZoneInfo? zone)
    {
        var parser = new TimeParser(format, zone);
        long? last = null;
        bool rises = false, falls = false;
        foreach (byte[] text in texts)
        {
            if (!parser.TryParse(text, out long time))
                continue;
            rises |= time > last;
            falls |= time < last;
            last = time;
        }
        return rises == falls ? TimeOrder.None : rises ? TimeOrder.Rising : TimeOrder.Falling;
    }

    private static IEnumerable<string> Patterns()
    {
        foreach (string strict in Dates().SelectMany(d => Clocks.Select(c => d + c)))
            yield return strict;
        foreach (string strict in Dates().SelectMany(d => Clocks.Select(c => d + c)))
            yield return strict.Replace("dd", "d", StringComparison.Ordinal).Replace("HH", "H", StringComparison.Ordinal)
                .Replace("hh", "h", StringComparison.Ordinal).Replace("MMMM", "#", StringComparison.Ordinal)
                .Replace("MMM", "@", StringComparison.Ordinal).Replace("MM", "M", StringComparison.Ordinal)
                .Replace("@", "MMM", StringComparison.Ordinal).Replace("#", "MMMM", StringComparison.Ordinal);
        foreach (string packed in Packed)
            yield return packed;
    }

    private static IEnumerable<string> Dates()
    {
        foreach (char s in "-/. ")
        {
            foreach (string date in Orders)
                yield return date.Replace('-', s);
        }
        foreach (string date in OtherDates)
            yield return date;
    }

    /// <summary>The first samples and some from everywhere, with which most formats are ruled out.</summary>
    private static List<byte[]> Look(List<byte[]> texts) =>
        [.. texts.Take(FirstLook), .. texts.Skip(FirstLook).Where((_, i) => i % Math.Max(1, texts.Count / FirstLook) == 0)];

    private static long? Read(string? format, byte[] text) => new TimeParser(format).TryParse(text, out long time) ? time : null;

    private static int Fits(List<byte[]> texts, string? format)
    {
        var parser = new TimeParser(format);
        return texts.Count(t => parser.TryParse(t, out _));
    }

    private static string Share(int fits, int count) => fits == count
        ? string.Create(CultureInfo.InvariantCulture, $"all {count} samples read as")
        : string.Create(CultureInfo.InvariantCulture, $"{fits} of {count} samples read as");

    /// <summary>How times follow one another, the likelier the greater.</summary>
    private enum TimeOrder
    {
        None,
        Falling,
        Rising,
    }
}
