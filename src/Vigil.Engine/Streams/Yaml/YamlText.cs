using System.Globalization;
using System.Text;

namespace Vigil.Engine.Streams.Yaml;

/// <summary>Writes single YAML values.</summary>
internal static class YamlText
{
    private static readonly HashSet<string> Reserved =
        new(StringComparer.OrdinalIgnoreCase) { "true", "false", "null", "yes", "no", "on", "off", "y", "n", "nan", "inf" };

    /// <summary>A text: plain where every YAML reader takes it for the text it is, else in double quotes.</summary>
    public static string Quote(string text)
    {
        bool isPlain = text.Length > 0 && !char.IsAsciiDigit(text[0]) && text[0] != '-' && text[^1] != ' ' && text[0] != ' '
            && !Reserved.Contains(text)
            && text.All(c => char.IsAsciiLetterOrDigit(c) || c is '_' or ' ' or '-' or '/' or '.');
        return isPlain && text[0] is not '.' and not '/' ? text : "\"" + string.Concat(text.EnumerateRunes().Select(Escape)) + "\"";
    }

    /// <summary>Several texts in brackets; one without.</summary>
    public static string Quote(IReadOnlyList<string> texts) =>
        texts.Count == 1 ? Quote(texts[0]) : "[" + string.Join(", ", texts.Select(Quote)) + "]";

    /// <summary>A number so that it reads back as the same.</summary>
    public static string Number(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    /// <summary>A remark in one line.</summary>
    public static string Remark(string text) =>
        string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' or '\uFEFF' || char.IsSurrogate(c) ? ' ' : c));

    /// <summary>Whether a name can stand in a stream file.</summary>
    public static bool IsName(string text) =>
        text.Length is >= 1 and <= 256 && !string.IsNullOrWhiteSpace(text) && !text.Any(char.IsControl)
        && text.EnumerateRunes().All(r => r != Rune.ReplacementChar) && text != "*";

    private static string Escape(Rune rune)
    {
        if (rune.Value is '"' or '\\')
            return "\\" + rune;
        bool isSafe = rune.IsAscii ? rune.Value >= ' ' && rune.Value != 0x7F : Rune.IsLetter(rune) && rune.IsBmp;
        return isSafe ? rune.ToString() : string.Create(CultureInfo.InvariantCulture, $"\\U{rune.Value:X8}");
    }
}
