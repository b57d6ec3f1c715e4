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
        ["yyyyMMdd", "yyyyMMddHHmm", "yyyyMMddHHmmss", "yyyyMMddTHHmmss", "yyyyMMddTHHmmssZ", "yyyyMMdd HH:mm:ss",
        "MMM d HH:mm:ss yyyy"];

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
        foreach (string format in Patterns())
        {
            int fits = bestFits < texts.Count && Fits(look, format) > 0 ? Fits(texts, format) : 0;
            if (fits > bestFits)
                (best, bestFits) = (format, fits);
        }
        return best is null ? null : Decide(best, bestFits, texts, zone);
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
        bool isOrdered = IsOrdered(texts, format, zone), isRivalOrdered = IsOrdered(texts, rival, zone);
        string chosen = isOrdered == isRivalOrdered ? Usual(format, rival) : isOrdered ? format : rival;
        string why = isOrdered == isRivalOrdered ? "which is usual with this separator" : "for then the times never go back";
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

    private static bool IsOrdered(List<byte[]> texts, string format, TimeZoneInfo? zone)
    {
        var parser = new TimeParser(format, zone);
        long last = long.MinValue, first = long.MaxValue;
        foreach (byte[] text in texts)
        {
            if (!parser.TryParse(text, out long time))
                continue;
            if (time < last)
                return false;
            first = Math.Min(first, time);
            last = time;
        }
        return last > first;
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
        yield return "MMM dd, yyyy";
        yield return "MMMM dd, yyyy";
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
}
