using System.Text.Json;

namespace Vigil.Files.Rows;

/// <summary>Follows a reader through a document and knows when it stands at a row.</summary>
/// <param name="path">The names that lead to the array of rows; null where the rows are not in an array.</param>
internal sealed class JsonPath(byte[][]? path)
{
    private const int OffPath = -1;

    // For each open array or object how many of the names have led to it.
    private readonly Stack<(bool IsArray, int Names)> _open = new();
    private int _next;

    /// <summary>Whether an object that starts here is a row.</summary>
    internal bool IsRow => path is null ? _open.Count == 0 : _open.TryPeek(out var top) && top.IsArray && top.Names == path.Length;

    /// <summary>Takes the reader's token into account; for a row that was skipped nothing has to be.</summary>
    internal void Add(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                int names = _open.Peek().Names;
                _next = path is not null && names >= 0 && names < path.Length && json.ValueTextEquals(path[names]) ? names + 1 : OffPath;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                int led = !_open.TryPeek(out var top) ? 0 : top.IsArray ? top.Names : _next;
                _open.Push((json.TokenType == JsonTokenType.StartArray, led));
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                _open.Pop();
                break;
            default:
                break;
        }
    }
}
