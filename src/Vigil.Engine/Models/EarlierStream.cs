namespace Vigil.Engine.Models;

/// <summary>
/// Completes the stream's text in a model of an older program, where default features were remarks: with today's defaults, or today's
/// meaning of a feature, the model would decide otherwise than it did.
/// </summary>
internal static class EarlierStream
{
    private const int FirstFormat = 1;
    private const string Remark = "# ", Features = Remark + "features:", Entry = Remark + "  - ", Advice = Remark + "These are the default";

    /// <summary>The text with all features that the model was trained with, and what they mean.</summary>
    public static string Complete(string text, int format)
    {
        string complete = text.Split('\n').Contains(Features) ? string.Join('\n', Stated(text)) : text;
        return format == FirstFormat ? complete.TrimEnd('\n') + "\nedition: 1\n" : complete;
    }

    private static IEnumerable<string> Stated(string text) =>
        from line in text.Split('\n')
        where !line.StartsWith(Advice, StringComparison.Ordinal)
        select line == Features || line.StartsWith(Entry, StringComparison.Ordinal) ? line[Remark.Length..] : line;
}
