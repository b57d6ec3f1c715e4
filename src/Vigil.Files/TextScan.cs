using System.Buffers;
using System.Text;

namespace Vigil.Files;

/// <summary>
/// Tells UTF-8 from text with one byte per letter by the whole of it: a single letter at the end of a long file decides for all rows.
/// </summary>
/// <remarks>Letters beyond ASCII that are whole in UTF-8 outweigh as many that are not, which then are damage in some rows.</remarks>
internal struct TextScan
{
    // Enough whole letters, and none that is broken: the rest need not be looked at.
    private const int Sure = 4096;
    private const int UnlikelyShare = 10, UnlikelyAtLeast = 5;

    // Western words have a letter beyond ASCII here and there; where most stand side by side, the words are Cyrillic, Greek or Japanese.
    private const int WordsAtLeast = 12;

    // Bytes that Windows-1252 leaves undefined, and those of its signs that hardly any text has: ƒ † ‡ ˆ ‰ ‹ ˜.
    private static readonly SearchValues<byte> Unlikely =
        SearchValues.Create(0x81, 0x83, 0x86, 0x87, 0x88, 0x89, 0x8B, 0x8D, 0x8F, 0x90, 0x98, 0x9D);


    private long _whole;
    private long _broken;
    private long _unlikely;
    private long _beside;

    /// <summary>Reads the text to its end, or until it is sure.</summary>
    /// <param name="content">The text from its beginning on.</param>
    /// <param name="cancellation">Stops the reading.</param>
    /// <returns>The encoding; null when it is neither UTF-8 nor Windows-1252.</returns>
    internal static TextEncoding? Of(Stream content, CancellationToken cancellation)
    {
        var scan = new TextScan();
        byte[] block = new byte[1 << 17];
        int kept = 0;
        bool isComplete = false;
        while (!isComplete && (scan._whole < Sure || scan._broken > 0))
        {
            cancellation.ThrowIfCancellationRequested();
            int count = content.Read(block, kept, block.Length - kept);
            isComplete = count == 0;
            var rest = scan.Add(block.AsSpan(0, kept + count), isComplete);
            rest.CopyTo(block);
            kept = rest.Length;
        }
        return scan.Judge();
    }

    private readonly TextEncoding? Judge()
    {
        if (_broken == 0 || _whole >= _broken)
            return TextEncoding.Utf8;
        if (_broken >= WordsAtLeast && _beside * 2 > _broken)
            return null;
        if (_unlikely * UnlikelyShare <= _broken)
            return TextEncoding.Windows1252;
        return _unlikely < UnlikelyAtLeast ? TextEncoding.Utf8 : null;
    }

    /// <summary>Counts letters; what goes on behind the bytes is left.</summary>
    private ReadOnlySpan<byte> Add(ReadOnlySpan<byte> bytes, bool isComplete)
    {
        for (int next; (next = bytes.IndexOfAnyInRange((byte)0x80, (byte)0xFF)) >= 0;)
        {
            bytes = bytes[next..];
            var status = Rune.DecodeFromUtf8(bytes, out _, out int size);
            if (status == OperationStatus.NeedMoreData && !isComplete)
                return bytes;
            if (status == OperationStatus.Done)
                _whole++;
            else
            {
                _broken++;
                _unlikely += bytes[..size].ContainsAny(Unlikely) ? 1 : 0;
                _beside += bytes.Length > size && bytes[size] >= 0x80 ? 1 : 0;
            }
            bytes = bytes[size..];
        }
        return default;
    }
}
