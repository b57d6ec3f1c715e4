using System.Text;
using System.Text.Json;
using Vigil.Engine.Transactions;
using Vigil.Server.Http;

namespace Vigil.Server.Transactions;

/// <summary>
/// Reads transactions from JSON objects as they are read from JSON lines in files: nested objects are flattened with dots, null is
/// missing, equal numbers have one text, a field that is named twice is an error. What cannot be the value that a field stands for is an
/// error too, and what means nothing to the stream is noted. Allocates nothing for good ones. Not thread-safe.
/// </summary>
internal sealed class TransactionJson
{
    private const int IgnoredAtMost = 50, NameLength = 100;
    private const string WholeText = "text in UTF-8 without halves of surrogate pairs", Plain = "the value itself: a text or a number";
    private readonly List<ColumnError> _errors = [];
    private readonly List<string> _ignored = [];
    private byte[] _path = new byte[256];
    private byte[] _text = new byte[512];
    private bool[] _isGiven = [];
    private StreamFields _fields = null!;
    private TransactionParser _parser = null!;
    private bool _byRole;
    private int _guess;

    /// <summary>What is wrong beside what the parser found.</summary>
    public IReadOnlyList<ColumnError> Errors => _errors;

    /// <summary>Members that mean nothing to the stream, the first of them.</summary>
    public IReadOnlyList<string> Ignored => _ignored;

    /// <summary>How many there are of them.</summary>
    public int IgnoredCount { get; private set; }

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
        (TimeOfDay, AliasTime, IgnoredCount) = (null, null, 0);
        if (_isGiven.Length != fields.Schema.Columns.Length)
            _isGiven = new bool[fields.Schema.Columns.Length];
        Array.Clear(_isGiven);
        _errors.Clear();
        _ignored.Clear();
        FillObject(ref json, source, 0);
    }

    /// <summary>Notes a member that means nothing.</summary>
    public void Ignore(ReadOnlySpan<byte> name)
    {
        IgnoredCount++;
        if (_ignored.Count < IgnoredAtMost)
            _ignored.Add(FieldText.Show(name, NameLength));
    }

    private void FillObject(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int prefix)
    {
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int length = prefix + AppendName(ref json, prefix);
            json.Read();
            int field = _fields.Find(_path.AsSpan(0, length), ref _guess);
            if (field < 0 && _byRole)
                field = _fields.FindAlias(Encoding.UTF8.GetString(_path, 0, length));
            if (json.TokenType == JsonTokenType.StartObject)
                FillNested(ref json, source, length, field);
            else if (field == StreamFields.Unknown)
            {
                Ignore(_path.AsSpan(0, length));
                json.Skip();
            }
            else
                Give(ref json, source, field, _path.AsSpan(0, length));
        }
    }

    private void FillNested(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int length, int field)
    {
        _path[length] = (byte)'.';
        if (field >= 0 && !_fields.HasBelow(_path.AsSpan(0, length + 1)))
        {
            Fail(_fields.Schema.Columns[field], JsonShape.Of(JsonTokenType.StartObject), Plain);
            json.Skip();
        }
        else
            FillObject(ref json, source, length + 1);
    }

    private void Give(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int field, ReadOnlySpan<byte> name)
    {
        bool isOwn = field >= 0 && name.SequenceEqual(_fields.NameOf(field));
        if (!isOwn && field >= 0 && _isGiven[field])
        {
            Ignore(name);
            json.Skip();
        }
        else if (field == StreamFields.TimeOfDay)
            TimeOfDay = FieldText.Show(Value(ref json, source, _fields.Time));
        else if (!isOwn && field == _fields.Time)
        {
            AliasTime = FieldText.Show(Value(ref json, source, field));
            _isGiven[field] = AliasTime.Length > 0;
        }
        else
            Give(ref json, source, field);
    }

    private void Give(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int field)
    {
        int faults = _errors.Count;
        bool isPlain = json.TokenType == JsonTokenType.Number;
        var value = Value(ref json, source, field);
        if (_isGiven[field])
            Fail(_fields.Schema.Columns[field], value, "the field once in an object");
        _isGiven[field] = true;
        // An identifier of spaces names nobody.
        if (Meant(field)?.Role is FieldRole.Entity or FieldRole.Id && JsonShape.IsBlank(value))
            value = default;
        if (_errors.Count == faults && IsNumberThatIsNone(field, value))
            Fail(_fields.Schema.Columns[field], value, "a finite number, or nothing");
        if (_errors.Count == faults)
            _parser.Set(field, value, isPlain);
    }

    // In a file, NaN and n/a stand for nothing in a column of numbers; who sends one transaction meant something else.
    private bool IsNumberThatIsNone(int field, ReadOnlySpan<byte> value) =>
        Meant(field) is { Type: FieldType.Number } meant && meant.Role != FieldRole.Label
        && !JsonShape.IsBlank(value) && MissingText.IsNumber(value);

    // Null for a column that is only a part of a field.
    private Field? Meant(int column) => column < _fields.Schema.Fields.Length ? _fields.Schema.Fields[column] : null;

    private ReadOnlySpan<byte> Value(ref Utf8JsonReader json, ReadOnlySpan<byte> source, int field)
    {
        if (json.TokenType == JsonTokenType.Null)
            return default;
        bool isLabel = Meant(field)?.Role == FieldRole.Label, isPlain = Meant(field) is { Role: FieldRole.None, Type: FieldType.Text };
        if (json.TokenType == JsonTokenType.StartArray)
        {
            int start = (int)json.TokenStartIndex;
            json.Skip();
            if (isPlain)
                return source[start..(int)json.BytesConsumed];
            Fail(_fields.Schema.Columns[field], JsonShape.Of(JsonTokenType.StartArray), Plain);
            return default;
        }
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False && !isPlain && !isLabel)
        {
            Fail(_fields.Schema.Columns[field], json.ValueSpan, Plain);
            return default;
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

    private void Fail(string? field, ReadOnlySpan<byte> found, string expected) => Fail(field, FieldText.Show(found), expected);

    private void Fail(string? field, string found, string expected) => _errors.Add(new ColumnError(field, found, expected));

    private static void Grow(ref byte[] bytes, int needed)
    {
        if (needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, needed));
    }
}
