using System.Globalization;
using Vigil.Engine.Features;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Time spans and windows as the stream file spells them: <c>90s</c>, <c>15m</c>, <c>1h</c>, <c>7d</c>, <c>2w</c>,
/// <c>last64</c>.</summary>
internal static class Spans
{
    /// <summary>The longest span.</summary>
    public static readonly TimeSpan Longest = TimeSpan.FromDays(3_650);

    /// <summary>The most previous values a window of the kind "last N" may hold.</summary>
    public const int MostLast = 65_536;

    /// <summary>The pattern of a span, for the JSON Schema.</summary>
    public const string Pattern = "^[0-9]+(s|m|h|d|w)$";

    /// <summary>The pattern of a window, for the JSON Schema.</summary>
    public const string WindowPattern = "^([1-9][0-9]*(s|m|h|d|w)|last[1-9][0-9]*)$";

    private const string Prefix = "last";

    /// <summary>A span of 0 to ten years.</summary>
    public static bool TryParse(string text, out TimeSpan span)
    {
        span = default;
        if (text.Length < 2 || !TryCount(text[..^1], out int count))
            return false;
        long? seconds = text[^1] switch { 's' => 1, 'm' => 60, 'h' => 3_600, 'd' => 86_400, 'w' => 604_800, _ => null };
        if (seconds is null || count * seconds > (long)Longest.TotalSeconds)
            return false;
        span = TimeSpan.FromSeconds(count * seconds.Value);
        return true;
    }

    /// <summary>A window: a span above 0, or "last N" with N of 2 to 65,536.</summary>
    public static bool TryParseWindow(string text, out Window window)
    {
        window = Window.None;
        if (text.StartsWith(Prefix, StringComparison.Ordinal) && TryCount(text[Prefix.Length..], out int last)
            && last is >= 2 and <= MostLast)
            window = Window.LastOf(last);
        else if (TryParse(text, out var span) && span > TimeSpan.Zero)
            window = Window.Of(span);
        return window != Window.None;
    }

    private static bool TryCount(string digits, out int count) =>
        int.TryParse(digits, NumberStyles.None, CultureInfo.InvariantCulture, out count);
}
