using System.Text;

namespace Vigil.Files;

/// <summary>How the text of a file is encoded; readers see UTF-8 whatever it is.</summary>
public enum TextEncoding
{
    /// <summary>UTF-8, with or without a byte-order mark.</summary>
    Utf8,

    /// <summary>UTF-16, low byte first, as Windows programs write it.</summary>
    Utf16LittleEndian,

    /// <summary>UTF-16, high byte first.</summary>
    Utf16BigEndian,

    /// <summary>One byte per letter, as older Western programs write it.</summary>
    Windows1252,
}

/// <summary>Reads text of any known encoding as UTF-8.</summary>
internal static class TextEncodings
{
    private const int Western = 1252;

    /// <summary>The stream as UTF-8; itself if it is.</summary>
    internal static Stream AsUtf8(Stream content, TextEncoding encoding) =>
        encoding == TextEncoding.Utf8 ? content : Encoding.CreateTranscodingStream(content, Of(encoding), new UTF8Encoding(false));

    /// <summary>The bytes as UTF-8.</summary>
    internal static byte[] AsUtf8(byte[] bytes, TextEncoding encoding) =>
        encoding == TextEncoding.Utf8 ? bytes : Encoding.Convert(Of(encoding), Encoding.UTF8, bytes);

    /// <summary>Its name in messages.</summary>
    internal static string Name(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf8 => "UTF-8",
        TextEncoding.Windows1252 => "Windows-1252",
        _ => "UTF-16",
    };

    private static Encoding Of(TextEncoding encoding) => encoding switch
    {
        TextEncoding.Utf16LittleEndian => Encoding.Unicode,
        TextEncoding.Utf16BigEndian => Encoding.BigEndianUnicode,
        _ => CodePagesEncodingProvider.Instance.GetEncoding(Western)!,
    };
}
