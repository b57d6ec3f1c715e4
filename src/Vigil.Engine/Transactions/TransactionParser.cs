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
    private readonly PartValues _parts;
    private readonly List<ColumnError> _errors = [];
    private readonly bool[] _isSet;
    private readonly UnreadValue?[] _unread;
    private Transaction _transaction;
    private bool _hasZone;

    /// <summary>A parser for rows of that schema.</summary>
    /// <exception cref="ArgumentException">The time field's format is none; see <see cref="TimeParser.Problem"/>.</exception>
    public TransactionParser(TransactionSchema schema)
    {
        _schema = schema;
        _time = new TimeParser(schema.Find(FieldRole.Time)!.Format, schema.TimeZone);
        _parts = new PartValues(schema);
        _isSet = new bool[schema.Fields.Length];
        _unread = new UnreadValue?[schema.Fields.Length];
        _transaction = new Transaction(schema);
    }

    /// <summary>What is wrong with the row so far, in the order in which it was found.</summary>
    public IReadOnlyList<ColumnError> Errors => _errors;

    /// <summary>The event time of rows that have none, in microseconds since 1970-01-01T00:00:00Z; null where a time is required.</summary>
    public long? DefaultTime { get; set; }

    /// <summary>Whether a value that cannot be read counts as missing where its field is optional and no identifier, as files have it;
    /// otherwise it is an error.</summary>
    public bool IsTolerant { get; init; }

    /// <summary>The values that counted as missing so far, by column.</summary>
    public IReadOnlyList<UnreadValue> Unread => [.. _unread.OfType<UnreadValue>()];

    /// <summary>Begins a row: empties the transaction and the errors.</summary>
    public void Start(Transaction transaction)
    {
        _transaction = transaction;
        transaction.Clear();
        _errors.Clear();
        Array.Clear(_isSet);
        _parts.Clear();
        _hasZone = false;
    }

    /// <summary>Reads the text of the column at <paramref name="column"/> among the schema's columns; empty is missing.</summary>
    /// <param name="column">The index in <see cref="TransactionSchema.Columns"/>; those of fields are the fields' own.</param>
    /// <param name="utf8">The text.</param>
    /// <param name="isPlain">Whether it is a number of JSON, which has a decimal point whatever the field's format says.</param>
    public void Set(int column, ReadOnlySpan<byte> utf8, bool isPlain = false)
    {
        if (utf8.IsEmpty)
            return;
        if (column < _isSet.Length)
            SetField(column, utf8, isPlain);
        foreach (var (field, part) in _schema.PartsOf(column))
            if (_parts.Set(part, utf8, isPlain) is { } expected)
                Fail(_schema.Columns[column], utf8, expected);
    }

    /// <summary>Ends a row: looks for required fields that are missing. The time is always required.</summary>
    /// <returns>Whether the transaction is good; otherwise <see cref="Errors"/> says why not.</returns>
    public bool Finish()
    {
        FinishParts();
        for (int i = 0; i < _isSet.Length; i++)
        {
            if (_isSet[i])
                continue;
            var field = _schema.Fields[i];
            if (field.Role == FieldRole.Time && DefaultTime is { } time)
                _transaction.Time = time;
            else if (field.Role == FieldRole.Time)
                Fail(field.Name, default, _time.Expected);
            else if (field.IsRequired)
                Fail(field.Name, default, field.Role == FieldRole.Label ? LabelExpected[..^", or nothing".Length] : Required(field));
        }
        return _errors.Count == 0;
    }

    private void FinishParts()
    {
        if (_parts.Amount is >= 0 and var amount && (_isSet[amount] || _parts.HasSides))
        {
            ref double value = ref _transaction.Numbers[_schema.Slot(amount)];
            value = _parts.Directed(value);
            _isSet[amount] |= !double.IsNaN(value);
        }
        if (_parts.Time is >= 0 and var time && _isSet[time])
            _transaction.Time = _parts.Instant(_transaction.Time, _hasZone, _time);
    }

    private void SetField(int index, ReadOnlySpan<byte> utf8, bool isPlain)
    {
        var field = _schema.Fields[index];
        if (field.Role != FieldRole.Time && MissingText.Is(utf8))
            return;
        _isSet[index] = true;
        if (utf8.Length > TextLimit)
            Refuse(index, utf8, $"at most {TextLimit} bytes");
        else if (field.Role == FieldRole.Time)
            SetTime(field, index, utf8);
        else if (field.Role == FieldRole.Label)
            SetLabel(index, utf8);
        else if (field.Type == FieldType.Number)
            SetNumber(field, index, utf8, isPlain);
        else if (!Utf8.IsValid(utf8))
            Refuse(index, utf8, "text in UTF-8");
        else if (utf8.Contains((byte)0))
            Refuse(index, utf8, "text without NUL bytes");
        else
            _transaction.SetText(_schema.Slot(index), utf8);
    }

    private static string Required(Field field) =>
        field.Type == FieldType.Number ? NumberText.Expected(HasComma(field)) : "a value: this field is required";

    private static bool HasComma(Field field) => field.Format == NumberText.DecimalComma;

    private void SetTime(Field field, int index, ReadOnlySpan<byte> utf8)
    {
        bool isRead = index == _parts.Time
            ? _time.TryLocal(utf8, out long micros, out _hasZone) && TimeParser.IsInRange(micros)
            : _time.TryParse(utf8, out micros);
        if (isRead)
            _transaction.Time = micros;
        else if (utf8.Trim((byte)' ').IsEmpty)
            _isSet[index] = false;
        else
            Fail(field.Name, utf8, _time.Expected);
    }

    private void SetNumber(Field field, int index, ReadOnlySpan<byte> utf8, bool isPlain)
    {
        bool hasComma = HasComma(field);
        bool isRead = isPlain ? NumberParser.TryParse(utf8, out double value) : NumberText.TryRead(utf8, hasComma, out value);
        if (isRead)
            _isSet[index] = !double.IsNaN(value);
        else
            Refuse(index, utf8, NumberText.Expected(hasComma));
        _transaction.Numbers[_schema.Slot(index)] = value;
    }

    private void SetLabel(int index, ReadOnlySpan<byte> utf8)
    {
        var text = utf8.Trim((byte)' ');
        if (NumberParser.TryParse(text, out double number) && number is 0 or 1 or double.NaN)
            _transaction.Label = number;
        else if (Is(text, "true") || Is(text, "yes") || Is(text, "fraud"))
            _transaction.Label = 1;
        else if (Is(text, "false") || Is(text, "no") || Is(text, "legit"))
            _transaction.Label = 0;
        else
            Refuse(index, utf8, LabelExpected);
    }

    private static bool Is(ReadOnlySpan<byte> text, string word) => Ascii.EqualsIgnoreCase(text, word);

    /// <summary>An error, or a missing value where that costs no row its identity.</summary>
    private void Refuse(int index, ReadOnlySpan<byte> found, string expected)
    {
        var field = _schema.Fields[index];
        if (!IsTolerant || field.IsRequired || field.Role is FieldRole.Id or FieldRole.Entity)
        {
            Fail(field.Name, found, expected);
            return;
        }
        _isSet[index] = false;
        var unread = _unread[index] ??= new UnreadValue(field.Name, FieldText.Show(found, 60), expected);
        unread.Count++;
    }

    private void Fail(string column, ReadOnlySpan<byte> found, string expected) =>
        _errors.Add(new ColumnError(column, FieldText.Show(found), expected));
}
