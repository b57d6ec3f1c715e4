using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>A compiled custom time format. Immutable.</summary>
/// <remarks>Tokens d dd M MM MMM MMMM yy yyyy H HH h hh m mm s ss f…fffffffff tt zzz; anything else stands for itself.</remarks>
internal sealed class TimePattern
{
    private const string Tokens = "dMyHhmsftz";
    private static readonly string[] Months =
        ["january", "february", "march", "april", "may", "june", "july", "august", "september", "october", "november", "december"];

    private readonly (char Token, int Count, byte Literal)[] _parts;

    private TimePattern((char, int, byte)[] parts) => _parts = parts;

    /// <summary>Compiles a format, or says what is wrong with it.</summary>
    internal static TimePattern? TryCompile(string format, out string problem)
    {
        var parts = new List<(char Token, int Count, byte Literal)>();
        for (int i = 0; i < format.Length;)
            i = format[i] switch
            {
                '\'' or '"' or '\\' => AddQuoted(format, i, parts),
                _ when Tokens.Contains(format[i], StringComparison.Ordinal) => AddToken(format, i, parts),
                'Z' => AddZone(i, parts),
                _ => AddLiteral(format, i, parts),
            };
        problem = Problem(parts);
        return problem.Length == 0 ? new TimePattern([.. parts]) : null;
    }

    /// <summary>Reads a whole text; see <see cref="IsoTime.TryParse"/> for the results.</summary>
    internal bool TryParse(ReadOnlySpan<byte> text, out long micros, out bool hasZone)
    {
        var found = new TimeParts { Half = -1 };
        micros = 0;
        hasZone = false;
        int at = 0;
        foreach (var (token, count, literal) in _parts)
        {
            if (token == '\0' ? at >= text.Length || text[at++] != literal : !Take(token, count, text, ref at, ref found))
                return false;
            hasZone |= token == 'z';
        }
        if (at != text.Length || (found.Half >= 0 && found.Hour is < 1 or > 12))
            return false;
        int hour = found.Half < 0 ? found.Hour : found.Hour % 12 + 12 * found.Half;
        bool isValid = CivilTime.TryCompose(
            found.Year, found.Month, found.Day, hour, found.Minute, found.Second, found.Micro, out micros);
        micros -= found.Offset;
        return isValid;
    }

    private static bool Take(char token, int count, ReadOnlySpan<byte> text, ref int at, ref TimeParts found) => token switch
    {
        'y' when count == 2 => TakeNumber(text, ref at, 2, 2, out found.Year) && (found.Year += found.Year < 50 ? 2000 : 1900) > 0,
        'y' => TakeNumber(text, ref at, 4, 4, out found.Year),
        'M' when count >= 3 => TakeMonth(text, ref at, count == 3, out found.Month),
        'M' => TakeNumber(text, ref at, count, 2, out found.Month),
        'd' => TakeNumber(text, ref at, count, 2, out found.Day),
        'H' or 'h' => TakeNumber(text, ref at, count, 2, out found.Hour),
        'm' => TakeNumber(text, ref at, count, 2, out found.Minute),
        's' => TakeNumber(text, ref at, count, 2, out found.Second),
        'f' => TakeNumber(text, ref at, count, count, out int digits) && (found.Micro = (int)(digits * Math.Pow(10, 6 - count))) >= 0,
        't' => TakeHalf(text, ref at, out found.Half),
        _ => TakeZone(text, ref at, out found.Offset),
    };

    private static bool TakeNumber(ReadOnlySpan<byte> text, ref int at, int least, int most, out int value)
    {
        value = 0;
        int start = at;
        for (; at < text.Length && at - start < most && (uint)(text[at] - '0') <= 9; at++)
            value = value * 10 + text[at] - '0';
        return at - start >= least;
    }

    private static bool TakeMonth(ReadOnlySpan<byte> text, ref int at, bool isShort, out int month)
    {
        for (month = 1; month <= 12; month++)
        {
            var name = isShort ? Months[month - 1].AsSpan(0, 3) : Months[month - 1];
            if (text.Length - at < name.Length || !Ascii.EqualsIgnoreCase(text.Slice(at, name.Length), name))
                continue;
            at += name.Length;
            return true;
        }
        return false;
    }

    private static bool TakeHalf(ReadOnlySpan<byte> text, ref int at, out int half)
    {
        half = 0;
        if (text.Length - at < 2 || (text[at + 1] | 0x20) != 'm' || (text[at] | 0x20) is not ('a' or 'p'))
            return false;
        half = (text[at] | 0x20) == 'p' ? 1 : 0;
        at += 2;
        return true;
    }

    private static bool TakeZone(ReadOnlySpan<byte> text, ref int at, out long offset)
    {
        var rest = text[at..];
        int end = rest.IndexOf((byte)' ');
        rest = end < 0 ? rest : rest[..end];
        at += rest.Length;
        return CivilTime.TryZone(rest, out offset);
    }

    private static int AddToken(string format, int at, List<(char, int, byte)> parts)
    {
        int end = at;
        while (end < format.Length && format[end] == format[at])
            end++;
        parts.Add((format[at], end - at, 0));
        return end;
    }

    private static int AddZone(int at, List<(char, int, byte)> parts)
    {
        parts.Add(('z', 3, 0));
        return at + 1;
    }

    private static int AddLiteral(string format, int at, List<(char, int, byte)> parts)
    {
        int length = char.IsHighSurrogate(format[at]) && at + 1 < format.Length ? 2 : 1;
        foreach (byte b in Encoding.UTF8.GetBytes(format.Substring(at, length)))
            parts.Add(('\0', 1, b));
        return at + length;
    }

    private static int AddQuoted(string format, int at, List<(char, int, byte)> parts)
    {
        if (format[at] == '\\')
            return at + 1 < format.Length ? AddLiteral(format, at + 1, parts) : format.Length;
        int close = format.IndexOf(format[at], at + 1);
        close = close < 0 ? format.Length : close;
        for (int i = at + 1; i < close;)
            i = AddLiteral(format, i, parts);
        return close + 1;
    }

    private static string Problem(List<(char Token, int Count, byte Literal)> parts)
    {
        foreach (var (token, count, _) in parts)
            if (!IsKnown(token, count))
                return $"'{new string(token, count)}' is not a part of a time format";
        foreach (char needed in "yMd")
            if (!parts.Exists(p => p.Token == needed))
                return $"the part '{needed}' is missing";
        var repeated = parts.Where(p => p.Token != '\0').GroupBy(p => char.ToLowerInvariant(p.Token) == 'h' ? 'h' : p.Token)
            .FirstOrDefault(g => g.Count() > 1);
        if (repeated is not null)
            return $"the part '{repeated.Key}' occurs twice";
        if (parts.Exists(p => p.Token == 'h') != parts.Exists(p => p.Token == 't'))
            return "'h' (hour 1 to 12) and 'tt' (AM or PM) go together; use 'H' for hours 0 to 23";
        int zone = parts.FindIndex(p => p.Token == 'z');
        return zone >= 0 && zone != parts.Count - 1 && parts[zone + 1] is not ('\0', _, (byte)' ')
            ? "the zone must come last, or before a space" : "";
    }

    private static bool IsKnown(char token, int count) => token switch
    {
        'd' or 'H' or 'h' or 'm' or 's' => count <= 2,
        'M' => count <= 4,
        'y' => count is 2 or 4,
        'f' => count <= 9,
        't' => count == 2,
        'z' => count == 3,
        _ => true,
    };

    private record struct TimeParts
    {
        internal int Year, Month, Day, Hour, Minute, Second, Micro, Half;
        internal long Offset;
    }
}
