using System.Buffers;
using System.Globalization;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>Turns bytes that may be anything into text that can be shown and stored.</summary>
public static class FieldText
{
    /// <summary>At most <paramref name="limit"/> characters, cut ones replaced by "…"; bytes that are not UTF-8 as <c>\xHH</c>.</summary>
    /// <param name="utf8">The bytes.</param>
    /// <param name="limit">The greatest length of the result in UTF-16 units.</param>
    /// <param name="escapeControls">Whether control characters too are written as <c>\xHH</c>, so that the result fits on one line.</param>
    public static string Show(ReadOnlySpan<byte> utf8, int limit = 200, bool escapeControls = true)
    {
        var text = new StringBuilder(Math.Min(utf8.Length, limit));
        Span<char> units = stackalloc char[2];
        while (!utf8.IsEmpty)
        {
            bool isValid = Rune.DecodeFromUtf8(utf8, out var rune, out int size) == OperationStatus.Done;
            int before = text.Length;
            if (isValid && !(escapeControls && Rune.IsControl(rune)))
                text.Append(units[..rune.EncodeToUtf16(units)]);
            else
                foreach (byte b in utf8[..size])
                    text.Append("\\x").Append(b.ToString("X2", CultureInfo.InvariantCulture));
            utf8 = utf8[size..];
            if (text.Length < limit || (text.Length == limit && utf8.IsEmpty))
                continue;
            text.Length = before;
            return text.Append('…').ToString();
        }
        return text.ToString();
    }
}
