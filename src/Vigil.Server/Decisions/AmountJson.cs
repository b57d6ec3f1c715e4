using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Decisions;

/// <summary>Sums of amounts: never of two currencies.</summary>
internal static class AmountJson
{
    private static readonly JsonEncodedText Amount = JsonEncodedText.Encode("amount"), Amounts = JsonEncodedText.Encode("amounts"),
        Currency = JsonEncodedText.Encode("currency");

    /// <summary>Writes <c>amounts</c>, and <c>amount</c>: the sum where there is one currency, null where there are several.</summary>
    public static void Write(Utf8JsonWriter json, IEnumerable<CurrencyAmount> parts)
    {
        var sums = Sum(parts);
        json.WriteNumberOrNull(Amount, sums.Count switch { 0 => 0, 1 => sums[0].Amount, _ => double.NaN });
        json.WriteStartArray(Amounts);
        foreach (var sum in sums)
        {
            json.WriteStartObject();
            json.WriteString(Currency, sum.Currency);
            json.WriteNumber(Amount, sum.Amount);
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static List<CurrencyAmount> Sum(IEnumerable<CurrencyAmount> parts) =>
    [
        .. parts.GroupBy(p => p.Currency).OrderBy(g => g.Key, StringComparer.Ordinal)
            .Select(g => new CurrencyAmount(g.Key, g.Sum(p => p.Amount))),
    ];
}
