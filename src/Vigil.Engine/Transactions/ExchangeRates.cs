using System.Collections.Immutable;
using System.Globalization;
using System.Text;

namespace Vigil.Engine.Transactions;

/// <summary>What one unit of each currency is worth in the base currency, as the stream states it. Immutable.</summary>
public sealed class ExchangeRates
{
    private readonly byte[] _base;
    private readonly (byte[] Code, double Rate)[] _rates;

    /// <summary>A table of rates, each above 0 and finite.</summary>
    /// <param name="baseCurrency">The currency that all are worth in; its own rate is 1.</param>
    /// <param name="rates">Currencies as they stand in the data.</param>
    public ExchangeRates(string baseCurrency, IEnumerable<KeyValuePair<string, double>> rates)
    {
        BaseCurrency = baseCurrency;
        Rates = rates.ToImmutableSortedDictionary(StringComparer.Ordinal);
        if (Rates.FirstOrDefault(r => !(r.Value > 0 && double.IsFinite(r.Value))) is { Key: not null } bad)
            throw new ArgumentException($"The rate {bad.Value} of {bad.Key} is not above 0.", nameof(rates));
        _base = Encoding.UTF8.GetBytes(baseCurrency);
        _rates = [.. Rates.SetItem(baseCurrency, 1).Select(r => (Encoding.UTF8.GetBytes(r.Key), r.Value))];
    }

    /// <summary>The currency that all are worth in.</summary>
    public string BaseCurrency { get; }

    /// <summary>The stated rates.</summary>
    public ImmutableSortedDictionary<string, double> Rates { get; }

    /// <summary>All that it says, in one line.</summary>
    public override string ToString() => string.Create(CultureInfo.InvariantCulture,
        $"{BaseCurrency}: {string.Join(", ", Rates.Select(r => string.Create(CultureInfo.InvariantCulture, $"{r.Key} {r.Value:r}")))}");

    internal ReadOnlySpan<byte> Base => _base;

    /// <summary>What one unit is worth in the base currency; false for a currency without a rate.</summary>
    public bool TryFind(ReadOnlySpan<byte> currency, out double rate)
    {
        foreach (var (code, known) in _rates)
            if (currency.SequenceEqual(code))
            {
                rate = known;
                return true;
            }
        rate = double.NaN;
        return false;
    }
}
