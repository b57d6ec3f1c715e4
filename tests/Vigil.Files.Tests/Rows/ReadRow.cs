using System.Text;
using Vigil.Files.Rows;

namespace Vigil.Files.Tests.Rows;

/// <summary>A row as a test sees it: the line, then the fields, or what was found instead and the raw text.</summary>
internal sealed record ReadRow(long Line, string? Found, string Raw, string[] Fields)
{
    internal static List<ReadRow> All(IRowReader reader)
    {
        var rows = new List<ReadRow>();
        while (reader.Read() is var kind and not RowKind.End)
            rows.Add(kind == RowKind.Bad
                ? new ReadRow(reader.Line, reader.Found, Encoding.UTF8.GetString(reader.Raw), [])
                : new ReadRow(reader.Line, null, Encoding.UTF8.GetString(reader.Raw),
                    [.. Enumerable.Range(0, reader.Columns.Count).Select(i => Encoding.UTF8.GetString(reader.Field(i)))]));
        return rows;
    }

    public override string ToString() => Found is null ? $"{Line}: {string.Join('|', Fields)}" : $"{Line}! {Found}";
}
