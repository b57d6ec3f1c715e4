using System.Text;
using System.Text.Json;

namespace Vigil.Files.Rows;

/// <summary>Opens the reader that fits a JSON file.</summary>
internal static class JsonRowReaders
{
    /// <summary>A reader, or why there is none. The reader owns the stream only if it is returned.</summary>
    /// <param name="content">The text in UTF-8, decompressed.</param>
    /// <param name="origin">The file, for progress; may be the same.</param>
    /// <param name="name">The file's name in messages.</param>
    /// <param name="columns">Which fields of the objects to read; null for all.</param>
    /// <param name="problem">Why there is no reader.</param>
    internal static IRowReader? TryOpen(
        Stream content, Stream origin, string name, IReadOnlyList<string>? columns, out FileProblem? problem)
    {
        problem = null;
        var buffer = new RowBuffer(content);
        buffer.FillWhole();
        var text = buffer.Unread;
        int mark = text.StartsWith(Encoding.UTF8.Preamble) ? Encoding.UTF8.Preamble.Length : 0;
        var layout = JsonLayout.Of(text[mark..], buffer.IsComplete);
        if (layout is { IsLines: true })
            return new JsonLinesRowReader(buffer, origin, columns);
        if (layout is null)
        {
            problem = new FileProblem(name, "a JSON array that holds no objects",
                $"objects, one per line or in an array; make them: jq -c '.[] | {{time: .[0], amount: .[1]}}' {name}");
            return null;
        }
        buffer.Take(mark);
        return new JsonDocumentRowReader(buffer, origin, layout, columns);
    }
}

/// <summary>What is wrong with JSON, in words.</summary>
internal static class JsonMessages
{
    /// <summary>The reader's message without the place, which is told otherwise.</summary>
    internal static string Short(JsonException e) => e.Message.Split(". Path", 2)[0].Split(" LineNumber", 2)[0];
}
