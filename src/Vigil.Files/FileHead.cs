using System.IO.Compression;
using System.Text;

namespace Vigil.Files;

/// <summary>Tells a file's format from its first bytes, and from its name only where they leave it open.</summary>
internal static class FileHead
{
    private const int HeadLength = 4096;

    internal static bool IsGzip(ReadOnlySpan<byte> head) => head is [0x1F, 0x8B, ..];

    /// <summary>Looks at a stream that can seek.</summary>
    /// <exception cref="InvalidDataException">It is gzip, and damaged.</exception>
    internal static (FileFormat Format, bool IsCompressed, FileProblem? Problem) Look(Stream file, string name)
    {
        var head = ReadHead(file);
        bool isGzip = IsGzip(head);
        if (isGzip)
        {
            file.Position = 0;
            using var content = new GZipStream(file, CompressionMode.Decompress, leaveOpen: true);
            head = ReadHead(content);
        }
        return (Format(head, name), isGzip, Problem(head, name, isGzip));
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
            return text[0] == '{' ? FileFormat.JsonLines : FileFormat.Csv;
        return name.Contains(".json", StringComparison.OrdinalIgnoreCase) || name.Contains(".ndjson", StringComparison.OrdinalIgnoreCase)
            ? FileFormat.JsonLines
            : FileFormat.Csv;
    }

    private static ReadOnlySpan<byte> Text(ReadOnlySpan<byte> head)
    {
        if (head.StartsWith(Encoding.UTF8.Preamble))
            head = head[Encoding.UTF8.Preamble.Length..];
        return head.TrimStart(" \t\r\n"u8);
    }

    /// <summary>Latin letters in UTF-16 are bytes of which every other one is zero.</summary>
    private static bool IsUtf16(ReadOnlySpan<byte> head)
    {
        Span<int> zeros = stackalloc int[2];
        for (int i = 0; i < head.Length; i++)
            zeros[i % 2] += head[i] == 0 ? 1 : 0;
        return head.Length >= 4 && Math.Max(zeros[0], zeros[1]) > head.Length * 0.4 && Math.Min(zeros[0], zeros[1]) < head.Length * 0.05;
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
        if (head is [0xFF, 0xFE, ..] or [0xFE, 0xFF, ..])
            return new FileProblem(name, "text in UTF-16", "text in UTF-8; convert it: iconv -f UTF-16 -t UTF-8");
        if (IsUtf16(head))
            return new FileProblem(name, "text in UTF-16, without the mark that says so",
                "text in UTF-8; convert it: iconv -f UTF-16LE -t UTF-8, or UTF-16BE");
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
        if (Text(head)[0] == '[')
            return new FileProblem(name, "a JSON array", "one JSON object per line; convert it: jq -c '.[]'");
        return null;
    }
}
