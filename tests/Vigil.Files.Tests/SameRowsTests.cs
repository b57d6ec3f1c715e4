using System.IO.Compression;
using System.Text;
using System.Text.Json;
using Vigil.Files.Rows;
using Vigil.Files.Tests.Rows;
using Vigil.Testing;

namespace Vigil.Files.Tests;

/// <summary>However programs write the same table, the same rows are read: over every example and every case.</summary>
public sealed class SameRowsTests
{
    private const int MostRows = 400;
    private const string Preamble =
        "Account statement\n\nAccount:,A1,EUR\nPeriod:,01/01/2024,31/12/2024\nBalance,,,,,,\"1,000.00\"\n\n";
    private static readonly Encoding Western = CodePagesEncodingProvider.Instance.GetEncoding(
        1252, EncoderFallback.ExceptionFallback, DecoderFallback.ExceptionFallback)!;

    public static TheoryData<string> Files() =>
    [
        .. Directory.GetFiles(Cases.Folder, "*.csv").Concat(Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.csv"))
            .Select(f => Path.GetRelativePath(Repository.Root, f)).Where(f => !f.Contains("13-headerless")).Order(StringComparer.Ordinal),
    ];

    [Theory]
    [MemberData(nameof(Files))]
    public void Read_TheSameTableWrittenOtherwise_GivesTheSameRows(string file)
    {
        var (columns, rows, _) = Read(File.ReadAllBytes(Path.Combine(Repository.Root, file)), "x.csv");
        rows.Count.ShouldBeGreaterThan(2);
        foreach (var (name, content, rejected) in Variants(columns, rows))
        {
            var again = Read(content, name);
            again.Columns.Take(columns.Length).ShouldBe(columns, name);
            again.Columns.Length.ShouldBeLessThanOrEqualTo(columns.Length + 1, name);
            again.Rows.Take(rows.Count).Select(r => string.Join('\0', r.Take(columns.Length)))
                .ShouldBe(rows.Select(r => string.Join('\0', r)), name);
            again.Rejected.ShouldBe(rejected, name);
        }
    }

    private static IEnumerable<(string Name, byte[] Content, int Rejected)> Variants(string[] columns, List<string[]> rows)
    {
        foreach (char delimiter in ",;\t|")
            yield return ($"delimiter {delimiter}", Utf8(Text(columns, rows, delimiter)), 0);
        string plain = Text(columns, rows, ',');
        yield return ("line ends and mark", [.. Encoding.UTF8.Preamble, .. Utf8(Text(columns, rows, ';', "\r\n"))], 0);
        yield return ("sep", Utf8("sep=|\r\n" + Text(columns, rows, '|')), 0);
        yield return ("preamble", Utf8(Preamble + plain), 0);
        yield return ("wide preamble", Utf8(string.Join(',', Enumerable.Repeat("part of it", 40)) + "\n" + plain), 0);
        yield return ("footer", Utf8(plain + "*** END ***\n"), 1);
        yield return ("header again", Utf8(plain + Line(columns, ',') + "\n"), 1);
        yield return ("trailing in rows", Utf8(Line(columns, ',') + "\n" + string.Concat(rows.Select(r => Line(r, ',') + ",\n"))), 0);
        yield return ("trailing in header", Utf8(Line(columns, ',') + ",\n" + string.Concat(rows.Select(r => Line(r, ',') + "\n"))), 0);
        yield return ("short rows", Utf8(Text(columns, [.. rows.Select(Short)], ',')), 0);
        yield return ("UTF-16", [.. Encoding.Unicode.Preamble, .. Encoding.Unicode.GetBytes(plain)], 0);
        var high = Encoding.BigEndianUnicode;
        yield return ("UTF-16 of the other order", [.. high.Preamble, .. high.GetBytes(plain)], 0);
        if (TryWestern(plain) is { } western)
            yield return ("Windows-1252", western, 0);
        yield return ("gzip.gz", Gzip(Utf8(plain)), 0);
        string[] objects = [.. rows.Select(r => Object(columns, r))];
        yield return ("lines.jsonl", Utf8(string.Join('\n', objects)), 0);
        yield return ("array.json", Utf8("[\n" + string.Join(",\n", objects) + "\n]"), 0);
        yield return ("answer.json", Utf8("{\"account\":\"A1\",\"data\":{\"items\":[" + string.Join(',', objects) + "]}}"), 0);
    }

    private static (string[] Columns, List<string[]> Rows, int Rejected) Read(byte[] content, string name)
    {
        using var folder = new TemporaryFolder();
        using var set = TemporaryFolder.Expand([folder.Write(name.Replace(' ', '-').Replace('|', 'p'), content)]);
        set.Problems.ShouldBeEmpty(name);
        using var reader = RowReaders.TryOpen(set.Files.Single(), null, out var problem, TestContext.Current.CancellationToken);
        problem.ShouldBeNull(name);
        var all = ReadRow.All(reader!).Take(MostRows + 10).ToList();
        var rows = all.Where(r => r.Found is null).Select(r => r.Fields).Take(MostRows);
        return ([.. reader!.Columns], [.. rows], all.Count(r => r.Found is not null));
    }

    private static string Text(string[] columns, List<string[]> rows, char delimiter, string end = "\n") =>
        string.Concat(rows.Prepend(columns).Select(r => Line(r, delimiter) + end));

    private static string Line(string[] fields, char delimiter) => string.Join(delimiter, fields.Select(f => Quote(f, delimiter)));

    private static string Quote(string field, char delimiter) => field.AsSpan().ContainsAny([delimiter, '"', '\n', '\r'])
        ? "\"" + field.Replace("\"", "\"\"", StringComparison.Ordinal) + "\"" : field;

    /// <summary>Without the last fields where they are empty, but never down to one.</summary>
    private static string[] Short(string[] fields)
    {
        int last = Array.FindLastIndex(fields, f => f.Length > 0);
        return fields[..Math.Max(2, last + 1)];
    }

    private static string Object(string[] columns, string[] fields) =>
        JsonSerializer.Serialize(columns.Zip(fields).ToDictionary(f => f.First, f => f.Second.Length == 0 ? null : f.Second));

    private static byte[] Utf8(string text) => Encoding.UTF8.GetBytes(text);

    private static byte[]? TryWestern(string text)
    {
        try
        {
            return Western.GetBytes(text);
        }
        catch (EncoderFallbackException)
        {
            return null;
        }
    }

    private static byte[] Gzip(byte[] content)
    {
        using var packed = new MemoryStream();
        using (var gzip = new GZipStream(packed, CompressionLevel.Fastest, leaveOpen: true))
            gzip.Write(content);
        return packed.ToArray();
    }
}
