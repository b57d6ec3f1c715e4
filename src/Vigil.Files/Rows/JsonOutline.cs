using System.Globalization;
using System.Text;
using System.Text.Json;

namespace Vigil.Files.Rows;

/// <summary>An array of objects somewhere in a document.</summary>
/// <param name="Path">The names that lead to it; arrays on the way have none.</param>
internal sealed record JsonArray(string[] Path)
{
    /// <summary>How many objects it has.</summary>
    internal int Objects { get; set; }

    /// <summary>How many of them say a time.</summary>
    internal int Timed { get; set; }

    /// <summary>Whether its objects mostly have a time, as transactions do.</summary>
    internal bool IsTimed => Timed * 2 >= Objects;
}

/// <summary>What a JSON document holds, as far as it was looked at.</summary>
internal sealed class JsonOutline
{
    private const long FirstSecond = 100_000_000;
    private static readonly string[] TimeWords = ["time", "date", "datum", "stamp", "created", "booked"];
    private readonly Dictionary<string, JsonArray> _arrays = new(StringComparer.Ordinal);
    private readonly List<string> _names = [];
    private readonly Stack<Open> _open = new();
    private string _name = "";

    /// <summary>How many values stand beside each other at the top.</summary>
    internal int Roots { get; private set; }

    /// <summary>Whether something outside of every array says a time.</summary>
    internal bool IsTimed { get; private set; }

    /// <summary>Whether all of it is JSON.</summary>
    internal bool IsSound { get; private set; } = true;

    /// <summary>Every array that has objects.</summary>
    internal IReadOnlyCollection<JsonArray> Arrays => _arrays.Values;

    /// <summary>The one whose objects look most like transactions; of several the outermost, then the longest.</summary>
    internal JsonArray? Best =>
        _arrays.Values.OrderByDescending(a => a.IsTimed).ThenBy(a => a.Path.Length).ThenByDescending(a => a.Objects).FirstOrDefault();

    /// <summary>Whether a text is one JSON value and nothing else.</summary>
    internal static bool IsWhole(ReadOnlySpan<byte> text)
    {
        try
        {
            var json = new Utf8JsonReader(text);
            return json.Read() && json.TrySkip() && !json.Read();
        }
        catch (JsonException)
        {
            return false;
        }
    }

    /// <summary>Looks through a text, to its end or to where it is no JSON any more.</summary>
    internal static JsonOutline Of(ReadOnlySpan<byte> text, bool isComplete)
    {
        var outline = new JsonOutline();
        try
        {
            var options = new JsonReaderOptions { AllowMultipleValues = true };
            var json = new Utf8JsonReader(text, isComplete, new JsonReaderState(options));
            while (json.Read())
                outline.Add(ref json);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            outline.IsSound = false;
        }
        return outline;
    }

    private void Add(ref Utf8JsonReader json)
    {
        switch (json.TokenType)
        {
            case JsonTokenType.PropertyName:
                _name = json.GetString()!;
                break;
            case JsonTokenType.StartObject or JsonTokenType.StartArray:
                Start(json.TokenType == JsonTokenType.StartArray);
                break;
            case JsonTokenType.EndObject or JsonTokenType.EndArray:
                End();
                break;
            default:
                if (_open.TryPeek(out var inside) && !inside.IsArray && IsTime(ref json))
                    NoteTime();
                break;
        }
    }

    private void Start(bool isArray)
    {
        bool isNamed = _open.TryPeek(out var parent) && !parent.IsArray;
        if (isNamed)
            _names.Add(_name);
        Roots += _open.Count == 0 ? 1 : 0;
        _open.Push(new Open(isArray, isNamed, !isArray && parent is { IsArray: true } ? Element() : null));
    }

    private JsonArray Element()
    {
        string key = string.Join('\0', _names);
        if (!_arrays.TryGetValue(key, out var array))
            _arrays.Add(key, array = new JsonArray([.. _names]));
        array.Objects++;
        return array;
    }

    private void End()
    {
        var closed = _open.Pop();
        if (closed.IsNamed)
            _names.RemoveAt(_names.Count - 1);
        if (closed is { Element: { } array, IsTimed: true })
            array.Timed++;
    }

    private void NoteTime()
    {
        if (_open.FirstOrDefault(o => o.Element is not null) is { } element)
            element.IsTimed = true;
        else
            IsTimed = true;
    }

    private bool IsTime(ref Utf8JsonReader json)
    {
        if (json.TokenType == JsonTokenType.String && FieldShapes.Of(json.ValueSpan) == FieldShape.Time)
            return true;
        bool isNamed = TimeWords.Any(w => _name.Contains(w, StringComparison.OrdinalIgnoreCase)) || _name is "ts" or "at"
            || _name.EndsWith("_at", StringComparison.Ordinal) || _name.EndsWith("At", StringComparison.Ordinal);
        return isNamed && json.TokenType is JsonTokenType.String or JsonTokenType.Number
            && double.TryParse(Encoding.UTF8.GetString(json.ValueSpan), CultureInfo.InvariantCulture, out double seconds)
            && seconds >= FirstSecond;
    }

    private sealed class Open(bool isArray, bool isNamed, JsonArray? element)
    {
        internal bool IsArray => isArray;
        internal bool IsNamed => isNamed;
        internal JsonArray? Element => element;
        internal bool IsTimed { get; set; }
    }
}
