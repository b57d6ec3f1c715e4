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

/// <summary>Gives its bytes out in pieces of a few bytes, as a slow pipe does.</summary>
internal sealed class TricklingStream(byte[] bytes, int seed) : MemoryStream(bytes)
{
    private readonly Random _random = new(seed);

    public override int Read(byte[] buffer, int offset, int count) => base.Read(buffer, offset, Math.Min(count, _random.Next(1, 8)));
}
