using System.Text;

namespace Vigil.Files.Rows;

/// <summary>How a JSON file holds its rows.</summary>
/// <param name="Path">
/// The names that lead to an array whose objects are the rows, none for an array that is the whole file; null where the rows are objects
/// beside each other.
/// </param>
/// <param name="IsLines">Whether each row is a line of its own.</param>
/// <param name="Notes">What a user should know about the choice.</param>
internal sealed record JsonLayout(byte[][]? Path, bool IsLines, IReadOnlyList<string> Notes)
{
    private static readonly JsonLayout Lines = new(null, true, []);

    /// <summary>The layout of a text: lines, objects over several lines, an array, or an answer that has one somewhere inside.</summary>
    /// <param name="text">The beginning of the file, behind a byte-order mark.</param>
    /// <param name="isComplete">Whether it is the whole file.</param>
    /// <returns>Null when there are no objects.</returns>
    internal static JsonLayout? Of(ReadOnlySpan<byte> text, bool isComplete)
    {
        text = text.TrimStart(" \t\r\n"u8);
        int end = text.IndexOf((byte)'\n');
        var first = end < 0 ? text : text[..end];
        bool isWhole = (end >= 0 || isComplete) && JsonOutline.IsWhole(first);
        bool isAlone = end < 0 || text[end..].Trim(" \t\r\n"u8).IsEmpty;
        bool isArray = text is [(byte)'[', ..];
        if (isWhole && !isAlone && !isArray)
            return OfLines(JsonOutline.Of(first, isComplete: true));
        var outline = JsonOutline.Of(text, isComplete);
        if (outline.Best is { } best && (isArray || outline.Roots < 2 || best.IsTimed || !outline.IsTimed))
            return Of(outline, best);
        if (isArray && outline.IsSound)
            return null;
        bool isCut = end < 0 && !isComplete;
        return isWhole || isCut || !outline.IsSound || outline.Roots == 0 ? Lines : new JsonLayout(null, false, []);
    }

    /// <summary>Lines are rows, but where each is a page of an answer: its objects have a time, and it has none.</summary>
    private static JsonLayout OfLines(JsonOutline outline) =>
        outline is { Best: { IsTimed: true } best, IsTimed: false } ? Of(outline, best) : Lines;

    private static JsonLayout Of(JsonOutline outline, JsonArray array)
    {
        string name = string.Join('.', array.Path);
        string others = string.Join(" and ", outline.Arrays.Where(a => !IsInside(a, array)).Select(a => $"'{string.Join('.', a.Path)}'"));
        string[] notes = array.Path.Length == 0 ? []
            : [$"the rows are the objects in '{name}'{(others.Length == 0 ? "" : $", not those in {others}")}"];
        return new JsonLayout([.. array.Path.Select(Encoding.UTF8.GetBytes)], false, notes);
    }

    private static bool IsInside(JsonArray inner, JsonArray outer) =>
        inner.Path.Length >= outer.Path.Length && inner.Path.Take(outer.Path.Length).SequenceEqual(outer.Path);
}
