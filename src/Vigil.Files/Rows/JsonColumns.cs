using System.Text;
using System.Text.Json;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Rows;

/// <summary>Finds the values of named columns in JSON objects. Allocates nothing once all names are known.</summary>
internal sealed class JsonColumns
{
    private const string Twice = "an object that names a field more than once";
    private readonly List<string> _names;
    private readonly List<byte[]> _keys;
    private readonly List<(int Start, int Length, long Row, bool IsNumber)> _values = [];
    private byte[] _path = new byte[256];
    private byte[] _unescaped = new byte[1024];
    private int _unescapedLength;
    private int _guess;
    private long _row;

    internal JsonColumns(IReadOnlyList<string> names)
    {
        _names = [.. names];
        _keys = [.. names.Select(Encoding.UTF8.GetBytes)];
        _values.AddRange(Enumerable.Repeat((0, 0, 0L, false), names.Count));
    }

    internal IReadOnlyList<string> Names => _names;

    /// <summary>A column's value in the last object read; empty when it had none.</summary>
    internal ReadOnlySpan<byte> Value(int column, ReadOnlySpan<byte> text)
    {
        var (start, length, row, _) = _values[column];
        return row != _row ? default : start >= 0 ? text.Slice(start, length) : _unescaped.AsSpan(~start, length);
    }

    /// <summary>Whether a column's value in the last object read is a number and no text.</summary>
    internal bool IsNumber(int column) => _values[column] is { IsNumber: true, Row: var row } && row == _row;

    /// <summary>Reads one object.</summary>
    /// <param name="line">The line.</param>
    /// <param name="offset">Where the line stands in the text that <see cref="Value"/> will be given.</param>
    /// <param name="discovers">Whether unknown names become columns.</param>
    /// <param name="problem">Why the line is no row.</param>
    /// <exception cref="JsonException">It is not JSON.</exception>
    /// <exception cref="InvalidOperationException">An escaped string in it is not UTF-8.</exception>
    internal bool TryRead(ReadOnlySpan<byte> line, int offset, bool discovers, out string problem)
    {
        _row++;
        _unescapedLength = 0;
        _guess = 0;
        problem = "";
        var json = new Utf8JsonReader(line);
        json.Read();
        if (json.TokenType != JsonTokenType.StartObject)
        {
            problem = "JSON that is not an object";
            return false;
        }
        bool isSingle = TryObject(ref json, 0, offset, discovers, line);
        json.Read();
        if (!isSingle)
            problem = Twice;
        return isSingle;
    }

    private bool TryObject(ref Utf8JsonReader json, int prefix, int offset, bool discovers, ReadOnlySpan<byte> line)
    {
        bool isSingle = true;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            int length = prefix + AppendName(ref json, prefix);
            json.Read();
            if (json.TokenType == JsonTokenType.StartObject)
            {
                _path[length] = (byte)'.';
                isSingle &= TryObject(ref json, length + 1, offset, discovers, line);
                continue;
            }
            int column = Find(_path.AsSpan(0, length), discovers);
            int start = (int)json.TokenStartIndex;
            bool isArray = json.TokenType == JsonTokenType.StartArray, isNumber = json.TokenType == JsonTokenType.Number;
            if (isArray)
                json.Skip();
            if (column < 0)
                continue;
            isSingle &= _values[column].Row != _row;
            var (at, count) = isArray ? (offset + start, (int)json.BytesConsumed - start) : Scalar(ref json, offset + start);
            _values[column] = (at, count, _row, isNumber);
        }
        return isSingle;
    }

    /// <summary>Where a scalar's text stands: in the line, or unescaped.</summary>
    private (int Start, int Length) Scalar(ref Utf8JsonReader json, int start)
    {
        if (json.TokenType == JsonTokenType.Null)
            return (0, 0);
        if (json.TokenType == JsonTokenType.Number && !JsonNumber.IsPlain(json.ValueSpan))
            return Number(json.ValueSpan);
        if (json.TokenType != JsonTokenType.String)
            return (start, json.ValueSpan.Length);
        if (!json.ValueIsEscaped)
            return (start + 1, json.ValueSpan.Length);
        Grow(ref _unescaped, _unescapedLength + json.ValueSpan.Length);
        int at = _unescapedLength;
        int length = json.CopyString(_unescaped.AsSpan(at));
        _unescapedLength += length;
        return (~at, length);
    }

    /// <summary>Equal numbers have one text, so that they are one entity.</summary>
    private (int Start, int Length) Number(ReadOnlySpan<byte> number)
    {
        Grow(ref _unescaped, _unescapedLength + number.Length + JsonNumber.Growth);
        int at = _unescapedLength;
        int length = JsonNumber.Write(number, _unescaped.AsSpan(at));
        _unescapedLength += length;
        return (~at, length);
    }

    private int AppendName(ref Utf8JsonReader json, int prefix)
    {
        Grow(ref _path, prefix + json.ValueSpan.Length + 1);
        return json.CopyString(_path.AsSpan(prefix));
    }

    /// <summary>Objects mostly name their fields in the same order, so the next one is tried first.</summary>
    private int Find(ReadOnlySpan<byte> key, bool discovers)
    {
        for (int i = 0; i < _keys.Count; i++)
        {
            int column = _guess + i < _keys.Count ? _guess + i : _guess + i - _keys.Count;
            if (!key.SequenceEqual(_keys[column]))
                continue;
            _guess = column + 1 == _keys.Count ? 0 : column + 1;
            return column;
        }
        if (!discovers || _keys.Count == RowLimits.Columns)
            return -1;
        _keys.Add(key.ToArray());
        _names.Add(Encoding.UTF8.GetString(key));
        _values.Add((0, 0, 0, false));
        return _keys.Count - 1;
    }

    private static void Grow(ref byte[] bytes, int needed)
    {
        if (needed > bytes.Length)
            Array.Resize(ref bytes, Math.Max(2 * bytes.Length, needed));
    }
}
