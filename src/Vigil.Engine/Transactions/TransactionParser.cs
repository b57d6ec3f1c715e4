using System.Text;
using System.Text.Unicode;

namespace Vigil.Engine.Transactions;

/// <summary>Fills a transaction from the texts of a row and collects everything that is wrong with them. Not thread-safe.</summary>
/// <remarks>
/// One row is <see cref="Start"/>, <see cref="Set"/> for every field that the row has, <see cref="Finish"/>. Good rows allocate nothing.
/// </remarks>
public sealed class TransactionParser
{
    /// <summary>The greatest length of a field in bytes of UTF-8.</summary>
    public const int TextLimit = 4096;

    private const string LabelExpected = "1, true, yes or fraud; 0, false, no or legit; or nothing";
    private readonly TransactionSchema _schema;
    private readonly TimeParser _time;
    private readonly List<FieldError> _errors = [];
    private readonly bool[] _isSet;
    private Transaction _transaction;

    /// <summary>A parser for rows of that schema.</summary>
    /// <exception cref="ArgumentException">The time field's format is none; see <see cref="TimeParser.Problem"/>.</exception>
    public TransactionParser(TransactionSchema schema)
    {
        _schema = schema;
        _time = new TimeParser(schema.Find(FieldRole.Time)!.Format, schema.TimeZone);
        _isSet = new bool[schema.Fields.Length];
        _transaction = new Transaction(schema);
    }

    /// <summary>What is wrong with the row so far, in the order in which it was found.</summary>
    public IReadOnlyList<FieldError> Errors => _errors;

    /// <summary>The event time of rows that have none, in microseconds since 1970-01-01T00:00:00Z; null where a time is required.</summary>
    public long? DefaultTime { get; set; }

    /// <summary>Begins a row: empties the transaction and the errors.</summary>
    public void Start(Transaction transaction)
    {
        _transaction = transaction;
        transaction.Clear();
        _errors.Clear();
        Array.Clear(_isSet);
    }

    /// <summary>Reads the text of the field at <paramref name="index"/> in the schema; empty is missing.</summary>
    public void Set(int index, ReadOnlySpan<byte> utf8)
    {
        var field = _schema.Fields[index];
        if (utf8.IsEmpty)
            return;
        _isSet[index] = true;
        if (utf8.Length > TextLimit)
            Fail(field, utf8, $"at most {TextLimit} bytes");
        else if (field.Role == FieldRole.Time)
            SetTime(field, index, utf8);
        else if (field.Role == FieldRole.Label)
            SetLabel(field, utf8);
        else if (field.Type == FieldType.Number)
            SetNumber(field, index, utf8);
        else if (!Utf8.IsValid(utf8))
            Fail(field, utf8, "text in UTF-8");
        else if (utf8.Contains((byte)0))
            Fail(field, utf8, "text without NUL bytes");
        else
            _transaction.SetText(_schema.Slot(index), utf8);
    }

    /// <summary>Ends a row: looks for required fields that are missing. The time is always required.</summary>
    /// <returns>Whether the transaction is good; otherwise <see cref="Errors"/> says why not.</returns>
    public bool Finish()
    {
        for (int i = 0; i < _isSet.Length; i++)
        {
            if (_isSet[i])
                continue;
            var field = _schema.Fields[i];
            if (field.Role == FieldRole.Time && DefaultTime is { } time)
                _transaction.Time = time;
            else if (field.Role == FieldRole.Time)
                Fail(field, default, _time.Expected);
            else if (field.IsRequired)
                Fail(field, default, field.Role == FieldRole.Label ? LabelExpected[..^", or nothing".Length] : Required(field));
        }
        return _errors.Count == 0;
    }

    private static string Required(Field field) =>
        field.Type == FieldType.Number ? NumberParser.Expected : "a value: this field is required";

    private void SetTime(Field field, int index, ReadOnlySpan<byte> utf8)
    {
        if (_time.TryParse(utf8, out long micros))
            _transaction.Time = micros;
        else if (utf8.Trim((byte)' ').IsEmpty)
            _isSet[index] = false;
        else
            Fail(field, utf8, _time.Expected);
    }

    private void SetNumber(Field field, int index, ReadOnlySpan<byte> utf8)
    {
        if (NumberParser.TryParse(utf8, out double value))
            _isSet[index] = !double.IsNaN(value);
        else
            Fail(field, utf8, NumberParser.Expected);
        _transaction.Numbers[_schema.Slot(index)] = value;
    }

    private void SetLabel(Field field, ReadOnlySpan<byte> utf8)
    {
        var text = utf8.Trim((byte)' ');
        if (NumberParser.TryParse(text, out double number) && number is 0 or 1 or double.NaN)
            _transaction.Label = number;
        else if (Is(text, "true") || Is(text, "yes") || Is(text, "fraud"))
            _transaction.Label = 1;
        else if (Is(text, "false") || Is(text, "no") || Is(text, "legit"))
            _transaction.Label = 0;
        else
            Fail(field, utf8, LabelExpected);
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => Ascii.EqualsIgnoreCase(text, word);

    private void Fail(Field field, ReadOnlySpan<byte> found, string expected) =>
        _errors.Add(new FieldError(field.Name, FieldText.Show(found), expected));
}
