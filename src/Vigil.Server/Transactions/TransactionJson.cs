using System.Text;
using System.Text.Json;
using Vigil.Engine.Transactions;

namespace Vigil.Server.Transactions;

/// <summary>
/// Reads transactions from JSON objects exactly as they are read from JSON lines in files: nested objects are flattened with dots, arrays
/// are JSON text, null is missing, equal numbers have one text, a field that is named twice is an error. Allocates nothing for good ones.
/// Not thread-safe.
/// </summary>
internal sealed class TransactionJson
{
    private const int IgnoredAtMost = 50, NameLength = 100;
    private const string WholeText = "text in UTF-8 without halves of surrogate pairs";
    private readonly List<FieldError> _errors = [];
    private readonly List<string> _ignored = [];
    private byte[] _path = new byte[256];
    private byte[] _text = new byte[512];
    private bool[] _isGiven = [];
    private StreamFields _fields = null!;
    private TransactionParser _parser = null!;
    private bool _byRole;
    private int _guess;

    /// <summary>What is wrong beside what the parser found.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>Members that mean nothing to the stream; only looked for when fields are named by role.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>The text of <see cref="FieldAliases.TimeOfDay"/>, or null.</summary>
    public string? TimeOfDay { get; private set; }

    /// <summary>An event time that was given by alias in ISO 8601, whatever format the stream's own field has, or null.</summary>
    public string? AliasTime { get; private set; }

    /// <summary>Whether the event time is in the object.</summary>
    public bool HasTime => _isGiven[_fields.Time];

    /// <summary>Sets the fields of an object; the reader stands at its beginning and, afterwards, at its end.</summary>
    /// <param name="json">The reader.</param>
    /// <param name="source">What it reads.</param>
    /// <param name="fields">The stream's.</param>
    /// <param name="parser">Started with the transaction.</param>
    /// <param name="byRole">Whether fields can be named by <see cref="FieldAliases"/> as well.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    public void Fill(
        ref Utf8JsonReader json, ReadOnlySpan<byte> source, StreamFields fields, TransactionParser parser, bool byRole)
    {
        (_fields, _parser, _byRole, _guess) = (fields, parser, byRole, 0);
        (TimeOfDay, AliasTime) = (null, null);
        if (_isGiven.Length != fields.Schema.Columns.Length)
            _isGiven = new bool[fields.Schema.Columns.Length];
        Array.Clear(_isGiven);
        _errors.Clear();
        _ignored.Clear();
        FillObject(ref json, source, 0);
    }

    private void FillObject(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int prefix)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int length = prefix + AppendName(ref json, prefix);
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                _path[length] = (byte)'.';
                FillObject(ref json, source, length + 1);
                continue;
            }
            int field = _fields.Find(_path.AsSpan(0, length), ref _guess);
            if (field >= 0)
                Give(ref json, source, field);
            else if (_byRole)
                GiveAlias(ref json, source, Encoding.UTF8.GetString(_path, 0, length));
            else
                json.Skip();
        }
    }

    private void Give(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int field)
    {
        bool isPlain = json.TokenType == JsonTokenType.Number;
        var value = Value(ref json, source, field);
        if (_isGiven[field])
            Fail(_fields.Schema.Columns[field], value, "the field once in an object");
        _isGiven[field] = true;
        _parser.Set(field, value, isPlain);
    }

    private void GiveAlias(ref Utf8JsonReader json, ReadOnlySpan<byte> source, string name)
    {
        int field = _fields.FindAlias(name);
        if (field == StreamFields.Unknown || (field >= 0 && _isGiven[field]))
        {
            if (_ignored.Count < IgnoredAtMost)
                _ignored.Add(FieldText.Show(Encoding.UTF8.GetBytes(name), NameLength));
            json.Skip();
        }
        else if (field == StreamFields.TimeOfDay)
            TimeOfDay = FieldText.Show(Value(ref json, source, _fields.Time));
        else if (field == _fields.Time)
        {
            AliasTime = FieldText.Show(Value(ref json, source, field));
            _isGiven[field] = AliasTime.Length > 0;
        }
        else
            Give(ref json, source, field);
    }

    private ReadOnlySpan<byte> Value(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int field)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default;
        if (json.TokenType == JsonTokenType.StartArray)
        {
            int start = (int)json.TokenStartIndex;
            json.Skip();
            return source[start..(int)json.BytesConsumed];
        }
        if (json.TokenType == JsonTokenType.Number && !JsonNumber.IsPlain(json.ValueSpan))
        {
            Grow(ref _text, json.ValueSpan.Length + JsonNumber.Growth);
            return _text.AsSpan(0, JsonNumber.Write(json.ValueSpan, _text));
        }
        if (json.TokenType != JsonTokenType.String || !json.ValueIsEscaped)
            return json.ValueSpan;
        Grow(ref _text, json.ValueSpan.Length);
        if (TryCopy(ref json, _text, out int length))
            return _text.AsSpan(0, length);
        Fail(_fields.Schema.Columns[field], json.ValueSpan, WholeText);
        return default;
    }

    private int AppendName(ref Utf8JsonReader json, int prefix)
    {
        Grow(ref _path, prefix + json.ValueSpan.Length + 1);
        if (TryCopy(ref json, _path.AsSpan(prefix), out int length))
            return length;
        Fail(null, json.ValueSpan, WholeText);
        return 0;
    }

    // The reader has no other way to tell than an exception.
    private static bool TryCopy(ref Utf8JsonReader json, Span<byte> target, out int length)
    {
        try
        {
            length = json.CopyString(target);
            return true;
        }
        catch (InvalidOperationException)
        {
            length = 0;
            return false;
        }
    }

    private void Fail(string? field, ReadOnlySpan<byte> found, string expected) =>
        _errors.Add(new FieldError(field, FieldText.Show(found), expected));

    private static void Grow(ref byte[] bytes, int needed)
    {
        if (needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, needed));
    }
}
