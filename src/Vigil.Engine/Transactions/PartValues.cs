namespace Vigil.Engine.Transactions;

/// <summary>What the other columns of a row say about its amount and its time. Not thread-safe.</summary>
internal sealed class PartValues
{
    private readonly ZoneText _zones = new();
    private const int LongestWord = 256;
    private readonly string[] _words;
    private readonly bool _arePositive;
    private readonly bool _hasComma;
    private TimeParser? _zone;
    private double _debit, _credit;
    private int _sign;
    private long _clock;

    public PartValues(TransactionSchema schema)
    {
        Amount = IndexOf(schema, f => f.Parts.IsSplit || f.Parts.Sign is not null);
        Time = IndexOf(schema, f => f.Parts.Clock is not null || f.Parts.Zone is not null);
        var amount = Amount < 0 ? null : schema.Fields[Amount];
        _hasComma = amount?.Format == NumberText.DecimalComma;
        var parts = amount?.Parts ?? FieldParts.None;
        _arePositive = parts.Negative.IsEmpty;
        _words = [.. parts.Positive, .. parts.Negative];
    }

    /// <summary>The index of the field whose amount has parts, or −1.</summary>
    public int Amount { get; }

    /// <summary>The index of the field whose time has parts, or −1.</summary>
    public int Time { get; }

    /// <summary>Whether a debit or a credit is there.</summary>
    public bool HasSides => !double.IsNaN(_debit) || !double.IsNaN(_credit);

    /// <summary>Forgets the row.</summary>
    public void Clear()
    {
        (_debit, _credit, _sign, _clock, _zone) = (double.NaN, double.NaN, 0, 0, null);
    }

    /// <summary>Takes a part in; what was expected in words when it cannot be read, otherwise null.</summary>
    public string? Set(FieldPart part, ReadOnlySpan<byte> utf8, bool isPlain)
    {
        // Alone in a column of signs, a dash is a minus.
        if (MissingText.Is(utf8) && !(part == FieldPart.Sign && IsDash(utf8.Trim((byte)' '))))
            return null;
        switch (part)
        {
            case FieldPart.Debit:
                return TryNumber(utf8, isPlain, out _debit) ? null : NumberText.Expected(_hasComma);
            case FieldPart.Credit:
                return TryNumber(utf8, isPlain, out _credit) ? null : NumberText.Expected(_hasComma);
            case FieldPart.Sign:
                _sign = IsNamed(utf8.Trim((byte)' ')) == _arePositive ? 1 : -1;
                return null;
            case FieldPart.Clock:
                return ClockText.TryParse(utf8, out _clock) ? null : ClockText.Expected;
            default:
                return (_zone = _zones.Find(utf8)) is not null ? null : ZoneText.Expected;
        }
    }

    /// <summary>The amount with its direction: credit minus debit, each by its size, or the written one with the sign that a word
    /// gives it.</summary>
    public double Directed(double written) =>
        !double.IsNaN(written) || !HasSides ? _sign == 0 ? written : _sign * Math.Abs(written)
        : Size(_credit) - Size(_debit);

    /// <summary>The instant of a date as its clock showed it.</summary>
    /// <param name="local">Microseconds since 1970.</param>
    /// <param name="hasZone">Whether the date names its zone itself.</param>
    /// <param name="standard">The zone without another.</param>
    public long Instant(long local, bool hasZone, TimeParser standard) =>
        hasZone ? local + _clock : (_zone ?? standard).Utc(local + _clock);

    private bool TryNumber(ReadOnlySpan<byte> utf8, bool isPlain, out double value) =>
        isPlain ? NumberParser.TryParse(utf8, out value) : NumberText.TryRead(utf8, _hasComma, out value);

    private static bool IsDash(ReadOnlySpan<byte> text) => text is [(byte)'-'] or [0xE2, 0x80, _];

    private bool IsNamed(ReadOnlySpan<byte> word)
    {
        Span<char> text = stackalloc char[LongestWord];
        if (!System.Text.Encoding.UTF8.TryGetChars(word, text, out int length))
            return false;
        foreach (string named in _words)
            if (((ReadOnlySpan<char>)text[..length]).Equals(named, StringComparison.OrdinalIgnoreCase))
                return true;
        return false;
    }

    private static double Size(double value) => double.IsNaN(value) ? 0 : Math.Abs(value);

    private static int IndexOf(TransactionSchema schema, Predicate<Field> isMeant)
    {
        for (int i = 0; i < schema.Fields.Length; i++)
            if (isMeant(schema.Fields[i]))
                return i;
        return -1;
    }
}
