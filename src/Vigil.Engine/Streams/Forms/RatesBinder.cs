using Vigil.Engine.Streams.Yaml;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Reads <c>rates</c>: the base currency, and what one unit of others is worth in it.</summary>
internal static class RatesBinder
{
    private const string BaseKey = "base";

    /// <summary>The rates; null after a fault, which goes to the findings.</summary>
    public static ExchangeRates? Bind(YamlMap map, Findings findings)
    {
        var rates = new Dictionary<string, double>(StringComparer.Ordinal);
        string? currency = null;
        bool fits = true;
        foreach (var (key, node) in map.Entries)
        {
            if (node is not YamlScalar scalar)
                return null;
            if (key.Text == BaseKey)
                currency = scalar.Text;
            else if (Scalars.TryNumber(scalar, out double rate) && rate > 0)
                rates[key.Text] = rate;
            else
                fits = findings.Add(scalar.Place, $"the rate '{scalar.Text}' of {key.Text}", "a number above 0 such as 0.0061");
        }
        if (currency is null)
            fits = findings.Add(map.Place, "rates without a base", "base: the currency that the rates lead to, such as EUR");
        return fits ? new ExchangeRates(currency!, rates) : null;
    }
}
