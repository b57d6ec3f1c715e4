using System.Globalization;

namespace Vigil.Cli.Output;

/// <summary>Lists for people and, one JSON object a line, for machines.</summary>
internal static class TextTable
{
    /// <summary>Prints rows in columns that are as wide as what stands in them.</summary>
    public static void Print(string[] head, IReadOnlyList<string[]> rows)
    {
        string[][] lines = [head, .. rows.Select(r => r.Select(Terminal.Plain).ToArray())];
        int[] widths = [.. head.Select((_, column) => lines.Max(l => l[column].Length))];
        foreach (string[] line in lines)
            Terminal.Print(string.Join("  ", line.Select((text, column) => text.PadRight(widths[column]))).TrimEnd());
    }

    /// <summary>A time in UTC to the second; a dash for none.</summary>
    public static string Time(DateTime? time) => time?.ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture) ?? "-";
}
