using System.Text;
using System.Text.Json;
using Vigil.Engine.Transactions;
using FieldError = Vigil.Server.Errors.FieldError;

namespace Vigil.Server.Http;

/// <summary>The members of a JSON object in a body, found in one pass; what is wrong with them is collected.</summary>
internal sealed class BodyMembers
{
    private const string ObjectExpected = "a JSON object in UTF-8, at most 16 levels deep, that names each member once";
    private readonly ReadOnlyMemory<byte> _body;
    private readonly List<(string Name, JsonTokenType Kind, int Start, int Length, string? Text)> _members = [];
    private readonly List<FieldError> _errors = [];

    private BodyMembers(ReadOnlyMemory<byte> body) => _body = body;

    /// <summary>How JSON is read everywhere.</summary>
    public static JsonReaderOptions Options { get; } = new() { MaxDepth = 16 };

    /// <summary>Everything that is wrong so far.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Whether the body is an object at all.</summary>
    public bool IsObject { get; private set; } = true;

    /// <summary>Reads a body; when it is no object, that is the only error. Members that are not expected are errors.</summary>
    public static BodyMembers Read(ReadOnlyMemory<byte> body, params ReadOnlySpan<string> expected)
    {
        var members = new BodyMembers(body);
        try
        {
            members.Scan(expected);
        }
        catch (Exception e) when (e is JsonException or InvalidOperationException)
        {
            members._members.Clear();
            members._errors.Clear();
            members.IsObject = false;
            members.Fail("", Kind(body.Span) ?? Describe(e), $"{ObjectExpected}: {string.Join(", ", expected)}");
        }
        return members;
    }

    /// <summary>What a JSON exception found, without the content.</summary>
    public static string Describe(Exception e) => e is JsonException json
        ? string.Create(System.Globalization.CultureInfo.InvariantCulture,
            $"JSON that is not valid (line {(json.LineNumber ?? 0) + 1}, byte {(json.BytePositionInLine ?? 0) + 1})")
        : "JSON with a text that is not valid UTF-8 or has half of a surrogate pair";

    /// <summary>Notes an error.</summary>
    public void Fail(string member, string found, string expected) => _errors.Add(new FieldError(member, found, expected));

    /// <summary>The bytes of a member's value and what kind it is; null when it is absent or null.</summary>
    public (JsonTokenType Kind, ReadOnlyMemory<byte> Value)? Find(string name)
    {
        int at = _members.FindIndex(m => m.Name == name);
        return at < 0 || _members[at].Kind == JsonTokenType.Null
            ? null : (_members[at].Kind, _body.Slice(_members[at].Start, _members[at].Length));
    }

    /// <summary>Whether a member is there and null.</summary>
    public bool IsNull(string name) => _members.Exists(m => m.Name == name && m.Kind == JsonTokenType.Null);

    /// <summary>A text, or null when it is absent.</summary>
    public string? Text(string name, bool isRequired = false, int longest = 200)
    {
        string expected = $"a text of 1 to {longest} characters";
        int at = _members.FindIndex(m => m.Name == name && m.Kind != JsonTokenType.Null);
        if (at < 0)
        {
            if (isRequired && IsObject)
                Fail(name, "nothing", expected);
            return null;
        }
        if (_members[at].Text is { Length: > 0 } text && text.Length <= longest)
            return text;
        Fail(name, Show(at), expected);
        return null;
    }

    /// <summary>True or false.</summary>
    public bool Flag(string name, bool otherwise = false)
    {
        if (Find(name) is not var (kind, value))
            return otherwise;
        if (kind is not (JsonTokenType.True or JsonTokenType.False))
            Fail(name, FieldText.Show(value.Span), "true or false");
        return kind == JsonTokenType.True;
    }

    /// <summary>A time in ISO 8601 as microseconds since 1970-01-01T00:00:00Z, or null when it is absent.</summary>
    public long? Time(string name)
    {
        if (Text(name) is not { } text)
            return null;
        var parser = new TimeParser();
        if (parser.TryParse(Encoding.UTF8.GetBytes(text), out long time))
            return time;
        Fail(name, FieldText.Show(Encoding.UTF8.GetBytes(text)), parser.Expected);
        return null;
    }

    private void Scan(ReadOnlySpan<string> expected)
    {
        var json = new Utf8JsonReader(_body.Span, Options);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
            throw new JsonException();
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            string name = json.GetString()!;
            json.Read();
            var kind = json.TokenType;
            string? text = kind == JsonTokenType.String ? json.GetString() : null;
            int start = (int)json.TokenStartIndex;
            json.Skip();
            if (_members.Exists(m => m.Name == name))
                Fail(Shorten(name), "the member a second time", "each member once");
            else if (!expected.Contains(name))
                Fail(Shorten(name), "a member that means nothing here", string.Join(", ", expected));
            else
                _members.Add((name, kind, start, (int)json.BytesConsumed - start, text));
        }
        json.Read();
    }

    // What a body is instead of an object, or null when it is not even JSON.
    private static string? Kind(ReadOnlySpan<byte> body)
    {
        if (JsonShape.IsBlank(body))
            return "an empty body";
        try
        {
            var json = new Utf8JsonReader(body, Options);
            json.Read();
            return json.TokenType == JsonTokenType.StartObject ? null : JsonShape.Of(json.TokenType);
        }
        catch (JsonException)
        {
            return null;
        }
    }

    private string Show(int at) => FieldText.Show(_body.Span.Slice(_members[at].Start, _members[at].Length));

    private static string Shorten(string name) => FieldText.Show(Encoding.UTF8.GetBytes(name), 100);
}
