using System.IO.Compression;
using System.Text;

namespace Vigil.Files;

/// <summary>What a look at a file showed.</summary>
/// <param name="Format">The format of its rows.</param>
/// <param name="IsCompressed">Whether it is gzip outside.</param>
/// <param name="Encoding">The encoding of its text.</param>
/// <param name="Problem">Why it cannot be used, or null.</param>
internal sealed record LookedAt(FileFormat Format, bool IsCompressed, TextEncoding Encoding, FileProblem? Problem);

/// <summary>Tells a file's format from its first bytes, and from its name only where they leave it open.</summary>
internal static class FileHead
{
    private const int HeadLength = 4096;

    internal static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    /// <summary>Looks at a stream that can seek; at text down to its end, for its encoding.</summary>
    /// <exception cref="InvalidDataException">It is gzip, and damaged.</exception>
    internal static LookedAt Look(Stream file, string name, CancellationToken cancellation)
    {
        var head = ReadHead(file);
        bool isGzip = IsGzip(head);
        if (isGzip)
        {
            using var content = Unpack(file);
            head = ReadHead(content);
        }
        var encoding = Utf16Of(head) ?? TextEncoding.Utf8;
        head = TextEncodings.AsUtf8(head, encoding);
        var format = Format(head, name);
        var problem = Problem(head, name, isGzip);
        if (problem is null && format != FileFormat.Parquet && encoding == TextEncoding.Utf8)
        {
            using var content = isGzip ? Unpack(file) : file;
            file.Position = 0;
            if (Scan(content, cancellation) is { } found)
                encoding = found;
            else
                problem = new FileProblem(name, "text that is neither in UTF-8 nor in Windows-1252",
                    $"text in UTF-8; convert it: iconv -f ENCODING -t UTF-8 {name} (ENCODING: WINDOWS-1251, SHIFT_JIS, GB18030, …)");
        }
        return new LookedAt(format, isGzip, encoding, problem);
    }

    private static GZipStream Unpack(Stream file)
    {
        file.Position = 0;
        return new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
    }

    /// <summary>Damage far inside is found by the reader, row by row.</summary>
    private static TextEncoding? Scan(Stream content, CancellationToken cancellation)
    {
        try
        {
            return TextScan.Of(content, cancellation);
        }
        catch (InvalidDataException)
        {
            return TextEncoding.Utf8;
        }
    }

    private static byte[] ReadHead(Stream stream)
    {
        byte[] head = new byte[HeadLength];
        return head[..stream.ReadAtLeast(head, HeadLength, throwOnEndOfStream: false)];
    }

    private static FileFormat Format(ReadOnlySpan<byte> head, string name)
    {
        if (head.StartsWith("PAR1"u8))
            return FileFormat.Parquet;
        var text = Text(head);
        if (!text.IsEmpty)
            return IsJson(text) ? FileFormat.JsonLines : FileFormat.Csv;
        return name.Contains(".json", StringComparison.OrdinalIgnoreCase) || name.Contains(".ndjson", StringComparison.OrdinalIgnoreCase)
            ? FileFormat.JsonLines
            : FileFormat.Csv;
    }

    /// <summary>An object or an array; a name in brackets, as databases write it, is neither.</summary>
    private static bool IsJson(ReadOnlySpan<byte> text) =>
        text[0] == '{' || (text[0] == '[' && (text[1..].TrimStart(" \t\r\n"u8) is []
            or [(byte)'{' or (byte)'[' or (byte)']' or (byte)'"' or (byte)'-' or (>= (byte)'0' and <= (byte)'9'), ..]));

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[Encoding.UTF8.Preamble.Length..];
        return head.TrimStart(" \t\r\n"u8);
    }

    /// <summary>UTF-16 has a mark that says so, or Latin letters, which are bytes of which every other one is zero.</summary>
    private static TextEncoding? Utf16Of(ReadOnlySpan<byte> head)
    {
        if (head is [0xFF, 0xFE, 0, 0, ..])
            return null;
        if (head is [0xFF, 0xFE, ..])
            return TextEncoding.Utf16LittleEndian;
        if (head is [0xFE, 0xFF, ..])
            return TextEncoding.Utf16BigEndian;
        Span<int> zeros = stackalloc int[2];
        for (int i = 0; i < head.Length; i++)
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        int most = zeros[0] > zeros[1] ? 0 : 1;
        if (head.Length < 4 || zeros[most] <= head.Length * 0.4 || zeros[1 - most] >= head.Length * 0.05)
            return null;
        return most == 0 ? TextEncoding.Utf16BigEndian : TextEncoding.Utf16LittleEndian;
    }

    /// <summary>Control characters all over; a few may be damage in a text, and many may follow upon a header that is sound.</summary>
    private static bool IsBinary(ReadOnlySpan<byte> head) =>
        Controls(head[..Math.Min(head.Length, 64)]) > 0 && Controls(head) > head.Length * 0.05;

    private static int Controls(ReadOnlySpan<byte> bytes)
    {
        int count = 0;
        foreach (byte b in bytes)
            count += b is < 0x20 and not ((byte)'\t' or (byte)'\n' or (byte)'\r' or 0x1B) ? 1 : 0;
        return count;
    }

    private static FileProblem? Problem(ReadOnlySpan<byte> head, string name, bool isGzip)
    {
        const string expected = "CSV, JSON lines (both also as .gz) or Parquet";
        if (Text(head).IsEmpty)
            return head.Length == HeadLength ? null
                : new FileProblem(name, "the file is empty", "a header line that names the columns, and rows");
        if (head is [0xFF, 0xFE, 0, 0, ..] or [0, 0, 0xFE, 0xFF, ..])
            return new FileProblem(name, "text in UTF-32", $"text in UTF-8; convert it: iconv -f UTF-32 -t UTF-8 {name}");
        if (head is [(byte)'P', (byte)'K', 3, 4, ..])
            return new FileProblem(name, "a ZIP archive or an Excel workbook", expected + "; unpack it, or save the sheet as CSV");
        if (head is [0x28, 0xB5, 0x2F, 0xFD, ..] or [(byte)'B', (byte)'Z', (byte)'h', ..] or [0xFD, (byte)'7', (byte)'z', ..])
            return new FileProblem(name, "a compression other than gzip", expected + "; decompress it first");
        if (head.StartsWith("PAR1"u8) && isGzip)
            return new FileProblem(name, "Parquet inside gzip", expected + "; decompress it first: gunzip");
        if (head.StartsWith("%PDF"u8))
            return new FileProblem(name, "a PDF", expected + "; export the table as CSV");
        if (head is [0xD0, 0xCF, 0x11, 0xE0, ..])
            return new FileProblem(name, "an Office document of the old kind", expected + "; save the sheet as CSV");
        if (!head.StartsWith("PAR1"u8) && IsBinary(head))
            return new FileProblem(name, "binary data, not text", expected);
        return null;
    }
}
