using System.Collections.Immutable;

namespace Vigil.Engine.Transactions;

/// <summary>The ordered fields of a stream and where each one's value lives in a <see cref="Transaction"/>. Immutable.</summary>
/// <remarks>
/// Number fields have slots 0…<see cref="NumberCount"/>−1 in <see cref="Transaction.Numbers"/>, text fields 0…<see cref="TextCount"/>−1
/// among its texts, each in field order. The time field and the label field have no slot: they are <see cref="Transaction.Time"/> and
/// <see cref="Transaction.Label"/>.
/// </remarks>
public sealed class TransactionSchema
{
    private readonly int[] _slots;
    private readonly (int Field, FieldPart Part)[][] _parts;

    /// <summary>Lays out the fields.</summary>
    /// <exception cref="ArgumentException">
    /// No or several time fields, a repeated name or role, or a role whose type does not fit.
    /// </exception>
    public TransactionSchema(IEnumerable<Field> fields, TimeZoneInfo? timeZone = null, ExchangeRates? rates = null)
    {
        Fields = [.. fields];
        TimeZone = timeZone ?? TimeZoneInfo.Utc;
        Rates = rates;
        Check(Fields);
        Currency = IndexOf(FieldRole.Currency) >= 0 ? null : Find(FieldRole.Amount)?.Currency;
        HasRelativeTime = TimeParser.IsRelative(Find(FieldRole.Time)!.Format);
        _slots = new int[Fields.Length];
        for (int i = 0; i < _slots.Length; i++)
            _slots[i] = HasNoSlot(Fields[i]) ? -1 : Fields[i].Type == FieldType.Number ? NumberCount++ : TextCount++;
        var parts = Fields.SelectMany((f, i) => f.Parts.Columns.Select(p => (p.Column, Field: i, p.Part))).ToArray();
        Columns = [.. Fields.Select(f => f.Name).Concat(parts.Select(p => p.Column)).Distinct()];
        _parts = [.. Columns.Select(c => parts.Where(p => p.Column == c).Select(p => (p.Field, p.Part)).ToArray())];
    }

    /// <summary>The fields in source order.</summary>
    public ImmutableArray<Field> Fields { get; }

    /// <summary>
    /// The columns of a source that are read: the fields' names in order, then those of their parts that are no fields themselves.
    /// </summary>
    public ImmutableArray<string> Columns { get; }

    /// <summary>Whether times count from a beginning that is not stated, so that hours and weekdays mean nothing.</summary>
    public bool HasRelativeTime { get; }

    /// <summary>The zone of local times in the source, and of hours and days in features.</summary>
    public TimeZoneInfo TimeZone { get; }

    /// <summary>At which amounts of different currencies are compared, or null where each is compared within its own.</summary>
    public ExchangeRates? Rates { get; }

    /// <summary>The ISO 4217 code of all amounts; null where a field says it of each, or it is not known.</summary>
    public string? Currency { get; }

    /// <summary>The count of number slots.</summary>
    public int NumberCount { get; private set; }

    /// <summary>The count of text slots.</summary>
    public int TextCount { get; private set; }

    /// <summary>The slot of the field at <paramref name="index"/>; −1 for the time and label fields.</summary>
    public int Slot(int index) => _slots[index];

    /// <summary>The slot of the field with that role; −1 where there is none, or where it is the time or the label.</summary>
    public int Slot(FieldRole role) => IndexOf(role) is var index and >= 0 ? _slots[index] : -1;

    /// <summary>The slot of the field with that role; −1 where there is none of that type.</summary>
    public int Slot(FieldRole role, FieldType type) => Find(role)?.Type == type ? Slot(role) : -1;

    /// <summary>The same; −1 also where the field is personal.</summary>
    public int PlainSlot(FieldRole role, FieldType type) => Find(role) is { IsPersonal: false } ? Slot(role, type) : -1;

    /// <summary>The slot of the field with that name; −1 where there is none of that type, or none is named.</summary>
    public int Slot(string? name, FieldType type) =>
        name is not null && IndexOf(name) is var index and >= 0 && Fields[index].Type == type ? _slots[index] : -1;

    /// <summary>The index of the field with that name, or −1.</summary>
    public int IndexOf(string name)
    {
        for (int i = 0; i < Fields.Length; i++)
            if (Fields[i].Name == name)
                return i;
        return -1;
    }

    /// <summary>The index of the field with that role, or −1.</summary>
    public int IndexOf(FieldRole role)
    {
        for (int i = 0; i < Fields.Length; i++)
            if (Fields[i].Role == role)
                return i;
        return -1;
    }

    /// <summary>The field with that role, or null.</summary>
    public Field? Find(FieldRole role) => IndexOf(role) is var i and >= 0 ? Fields[i] : null;

    /// <summary>What a column adds to other fields, beside being a field itself.</summary>
    internal ReadOnlySpan<(int Field, FieldPart Part)> PartsOf(int column) => _parts[column];

    /// <summary>The columns that a source must have and lacks: those of required fields and of the time.</summary>
    public IEnumerable<string> Missing(IReadOnlyCollection<string> present) =>
        from field in Fields
        where field.IsRequired || field.Role == FieldRole.Time
        from name in field.Parts.IsSplit && present.Contains(field.Name) ? [] : Needed(field)
        where !present.Contains(name)
        select name;

    private static IEnumerable<string> Needed(Field field) =>
        field.Parts.Columns.Select(p => p.Column).Concat(field.Parts.IsSplit ? [] : [field.Name]);

    private static bool HasNoSlot(Field field) => field.Role is FieldRole.Time or FieldRole.Label;

    private static void Check(ImmutableArray<Field> fields)
    {
        if (fields.Count(f => f.Role == FieldRole.Time) != 1)
            throw new ArgumentException("A schema needs exactly one field with the role time.");
        foreach (var group in fields.GroupBy(f => f.Name).Where(g => g.Count() > 1))
            throw new ArgumentException($"The field '{group.Key}' is named twice.");
        foreach (var group in fields.Where(f => f.Role != FieldRole.None).GroupBy(f => f.Role).Where(g => g.Count() > 1))
            throw new ArgumentException($"The role {group.Key} is given to {string.Join(" and ", group.Select(f => $"'{f.Name}'"))}.");
        foreach (var field in fields)
            if ((field.Type == FieldType.Time) != (field.Role == FieldRole.Time))
                throw new ArgumentException($"'{field.Name}': the type time and the role time go together.");
    }
}
