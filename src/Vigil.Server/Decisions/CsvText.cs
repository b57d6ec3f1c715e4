using System.Buffers;
using System.Text;

namespace Vigil.Server.Decisions;

/// <summary>Texts in CSV files that spreadsheets show as text, whatever they hold.</summary>
internal static class CsvText
{
    private static readonly SearchValues<char> Quoted = SearchValues.Create(",\"\r\n");

    /// <summary>Appends a field. What a spreadsheet would take for a formula gets an apostrophe before it (OWASP, CSV injection).</summary>
    public static StringBuilder Append(StringBuilder line, string text)
    {
        bool isFormula = text.Length > 0 && text[0] is '=' or '+' or '-' or '@' or '\t' or '\r' or '\n';
        bool isQuoted = isFormula || text.AsSpan().ContainsAny(Quoted);
        if (!isQuoted)
            return line.Append(text);
        return line.Append('"').Append(isFormula ? "'" : "").Append(text.Replace("\"", "\"\"", StringComparison.Ordinal)).Append('"');
    }

    /// <inheritdoc cref="Append(StringBuilder, string)"/>
    public static StringBuilder Append(StringBuilder line, ReadOnlySpan<byte> utf8) => Append(line, Encoding.UTF8.GetString(utf8));
}
