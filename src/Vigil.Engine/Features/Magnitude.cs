using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// How large a number is, whatever its sign, and what it may be compared with: numbers of the same sign and, for the amount, the same
/// currency, or any currency that the stream states a rate for.
/// </summary>
internal sealed class Magnitude
{
    private readonly int _currency;
    private readonly ExchangeRates? _rates;

    /// <exception cref="ArgumentException">The field is no number.</exception>
    public Magnitude(TransactionSchema schema, string field)
    {
        Slot = schema.Slot(field, FieldType.Number);
        if (Slot < 0)
            throw new ArgumentException($"Sizes need a number field, not '{field}'.", nameof(field));
        _currency = field == schema.Find(FieldRole.Amount)?.Name ? schema.Slot(FieldRole.Currency) : -1;
        _rates = schema.Rates;
        Field = field;
    }

    /// <summary>The number's field.</summary>
    public string Field { get; }

    /// <summary>The number's slot.</summary>
    public int Slot { get; }

    /// <summary>|x|, at the stated rate where there is one; NaN when it is missing.</summary>
    public double Of(Transaction transaction) =>
        _currency >= 0 && _rates is not null && _rates.TryFind(transaction.Text(_currency), out double rate)
            ? Math.Abs(transaction.Numbers[Slot]) * rate : Math.Abs(transaction.Numbers[Slot]);

    /// <summary>1 or −1; 0 for nothing, which has neither sign nor size.</summary>
    public int Sign(Transaction transaction) => transaction.Numbers[Slot] switch { > 0 => 1, < 0 => -1, _ => 0 };

    /// <summary>The text that numbers must share to be compared: the currency, or the base that its rate leads to.</summary>
    public ReadOnlySpan<byte> Unit(Transaction transaction) => _currency < 0 ? []
        : _rates is not null && _rates.TryFind(transaction.Text(_currency), out _) ? _rates.Base : transaction.Text(_currency);
}
