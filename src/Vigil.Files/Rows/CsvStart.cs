using System.Text;

namespace Vigil.Files.Rows;

/// <summary>What may stand before the first record of a file: a byte-order mark, blank lines, a line that states the delimiter.</summary>
internal static class CsvStart
{
    /// <summary>Reads the beginning of the file and takes that from it.</summary>
    /// <param name="buffer">The file.</param>
    /// <param name="delimiter">The delimiter that a line such as <c>sep=;</c> states, as spreadsheets write it; 0 without one.</param>
    /// <returns>The line that is next, from 1.</returns>
    internal static long Take(RowBuffer buffer, out byte delimiter)
    {
        buffer.FillWhole();
        if (buffer.Unread.StartsWith(Encoding.UTF8.Preamble))
            buffer.Take(Encoding.UTF8.Preamble.Length);
        long line = TakeBlank(buffer, 1);
        int end = buffer.Unread.IndexOfAny((byte)'\n', (byte)'\r');
        delimiter = Stated(end < 0 ? buffer.Unread : buffer.Unread[..end]);
        if (delimiter == 0)
            return line;
        buffer.SkipLine();
        return TakeBlank(buffer, line + 1);
    }

    private static long TakeBlank(RowBuffer buffer, long line)
    {
        while (!buffer.Unread.IsEmpty && buffer.Unread[0] is (byte)'\n' or (byte)'\r')
        {
            buffer.TakeLineEnd();
            line++;
            if (buffer.Unread.IsEmpty && !buffer.IsComplete)
                buffer.Fill();
        }
        return line;
    }

    private static byte Stated(ReadOnlySpan<byte> line)
    {
        var text = line.Trim(" \""u8);
        if (text.Length < 5 || !Ascii.EqualsIgnoreCase(text[..4], "sep="u8))
            return 0;
        var rest = text[4..];
        byte stated = rest.StartsWith("\\t"u8) ? (byte)'\t' : rest[0];
        bool isAlone = rest.StartsWith("\\t"u8) ? rest.Length == 2 : rest.Trim(rest[0]).IsEmpty;
        return isAlone && !char.IsAsciiLetterOrDigit((char)stated) && stated is not (byte)'"' and < 0x80 ? stated : (byte)0;
    }
}
