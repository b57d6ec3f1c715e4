using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Inference;

/// <summary>The columns that are read as parts of others: those that the stream file names, without one those that are found.</summary>
internal sealed class ColumnParts
{
    private static readonly string[] SplitNames = ["amount", "net_amount", "signed_amount", "credit_minus_debit"];

    private readonly StreamDraft _draft;
    private readonly IReadOnlyList<ColumnProfile> _columns;
    private readonly PartInference _inference;
    private readonly Dictionary<string, ColumnPart> _parts = [];
    private readonly Dictionary<string, string> _echoes = [];
    private readonly Dictionary<string, FieldParts> _fields = [];

    public ColumnParts(StreamDraft draft, IReadOnlyList<ColumnProfile> columns, int rows)
    {
        (_draft, _columns, _inference) = (draft, columns, new PartInference(columns, rows));
        foreach (var field in draft.Fields)
            foreach (var (part, column) in field.Parts.Columns)
                _parts.TryAdd(column, new ColumnPart(field.Name, $"read for '{field.Name}': {Means(part)}, as the stream file says"));
    }

    /// <summary>The amount made of money out and money in; null where there is none, or the stream file has one.</summary>
    public InferredColumn? SplitAmount { get; private set; }

    /// <summary>What a column is a part of, or null.</summary>
    public ColumnPart? Find(ColumnProfile column) => _parts.TryGetValue(column.Name, out var part) ? part : null;

    /// <summary>Why a column says nothing that the amount does not, or null.</summary>
    public string? EchoOf(ColumnProfile column) => _echoes.GetValueOrDefault(column.Name);

    /// <summary>The parts of a column that is a field.</summary>
    public FieldParts Of(ColumnProfile column, FieldRole role) =>
        role is FieldRole.Time or FieldRole.Amount ? _fields.GetValueOrDefault(column.Name, FieldParts.None) : FieldParts.None;

    /// <summary>What is added to the reason of a field with parts, or of a part that is a field as well.</summary>
    public string RemarkOn(ColumnProfile column) =>
        _fields.TryGetValue(column.Name, out var parts)
            ? "; with " + string.Join(", ", parts.Columns.Select(p => $"{Means(p.Part)} from '{p.Column}'"))
        : Find(column) is { } part ? "; " + part.Reason : "";

    /// <summary>The currency of all amounts of a column, where no other column says it.</summary>
    public string? CurrencyOf(ColumnProfile column) =>
        _columns.Any(c => RoleEvidence.Of(FieldRole.Currency, c).Score >= RoleEvidence.Least && !IsOfAnother(c, column)) ? null
        : column.Numbers.Currency ?? CurrencySigns.CodeInName(column.Name);

    /// <summary>Whether a column of currencies is of another amount: <c>Amount (EUR)</c> beside
    /// original currencies that are not EUR.</summary>
    public static bool IsOfAnother(ColumnProfile currency, ColumnProfile amount) =>
        CurrencySigns.CodeInName(amount.Name) is { } code
        && currency.Values.Any(v => CurrencySigns.IsCode(v.ToUpperInvariant()) && !v.Equals(code, StringComparison.OrdinalIgnoreCase));

    /// <summary>The currency of both sides, unless one of them has another or several.</summary>
    private string? OneOf(ColumnProfile debit, ColumnProfile credit)
    {
        if (debit.Numbers.Mixed is not null || credit.Numbers.Mixed is not null)
            return null;
        var (one, other) = (CurrencyOf(debit), CurrencyOf(credit));
        return one is null || other is null || one == other ? one ?? other : null;
    }

    /// <summary>Looks for money out and money in, before roles are given.</summary>
    public void FindSides(IReadOnlyDictionary<string, FieldRole> stated)
    {
        if (_draft.Fields.Length > 0 || stated.Values.Contains(FieldRole.Amount) || _inference.Sides() is not var (debit, credit))
            return;
        string name = SplitNames.First(n => !_columns.Any(c => c.Name.Equals(n, StringComparison.OrdinalIgnoreCase)));
        Add(debit, name, FieldPart.Debit);
        Add(credit, name, FieldPart.Credit);
        string? format = (debit.Numbers.Numbers >= credit.Numbers.Numbers ? debit : credit).NumberFormat;
        SplitAmount = new InferredColumn(name, FieldRole.Amount, FieldType.Number, format, true,
            $"'{credit.Name}' minus '{debit.Name}': money in and money out, of which each row has one")
        {
            Parts = new FieldParts { Debit = debit.Name, Credit = credit.Name },
            Currency = OneOf(debit, credit),
        };
    }

    /// <summary>Looks for the direction of the amount, and for the time of day and the zone of the time.</summary>
    public void FindRest(IReadOnlyDictionary<string, FieldRole> roles)
    {
        if (_draft.Fields.Length > 0)
            return;
        if (WithRole(roles, FieldRole.Amount) is { } amount && _inference.Sign(amount) is { Sign: { } column } sign)
        {
            _fields[amount.Name] = sign;
            string words = string.Join(", ", sign.Positive.Concat(sign.Negative).Select(p => $"'{p}'"));
            string meaning = sign.Negative.IsEmpty ? "comes in, anything else goes out" : "goes the other way";
            _parts[column] = new ColumnPart(amount.Name, $"the direction of '{amount.Name}': {words} {meaning}");
        }
        if (WithRole(roles, FieldRole.Amount) is { } signed)
            foreach (var echo in _inference.Echoes(signed))
                _echoes.TryAdd(echo.Name, $"left out: it says what the sign of '{signed.Name}' says");
        if (WithRole(roles, FieldRole.Time) is not { } time)
            return;
        var (clock, zone) = (_inference.Clock(time), _inference.Zone(time));
        if (clock is not null)
            Add(clock, time.Name, FieldPart.Clock);
        if (zone is not null)
            Add(zone, time.Name, FieldPart.Zone);
        if (clock is not null || zone is not null)
            _fields[time.Name] = new FieldParts { Clock = clock?.Name, Zone = zone?.Name };
    }

    private ColumnProfile? WithRole(IReadOnlyDictionary<string, FieldRole> roles, FieldRole role) =>
        _columns.FirstOrDefault(c => roles.GetValueOrDefault(c.Name, FieldRole.None) == role);

    private void Add(ColumnProfile column, string field, FieldPart part) =>
        _parts[column.Name] = new ColumnPart(field, $"{Means(part)} of '{field}'");

    private static string Means(FieldPart part) => part switch
    {
        FieldPart.Debit => "the money out",
        FieldPart.Credit => "the money in",
        FieldPart.Sign => "the direction",
        FieldPart.Clock => "the time of day",
        FieldPart.Zone => "the time zone",
        _ => throw new ArgumentOutOfRangeException(nameof(part), part, "Unknown part."),
    };
}
