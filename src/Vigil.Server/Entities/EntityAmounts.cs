using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Server.Decisions;
using Vigil.Server.Http;

namespace Vigil.Server.Entities;

/// <summary>What an entity usually pays, in each of its currencies.</summary>
internal static class EntityAmounts
{
    private const int Strip = 60;

    /// <summary>Writes <c>amount</c>, for the one currency there is, and <c>amounts</c>, for each.</summary>
    public static void Write(Utf8JsonWriter json, EntityVolume volume, List<Decision> recent)
    {
        var currencies = recent.Select(d => (Currency: CurrencyOf(d), Amount: DecisionFields.Of(d.Stream).Amount(d.Transaction)))
            .Where(d => double.IsFinite(d.Amount)).GroupBy(d => d.Currency, d => d.Amount).OrderByDescending(g => g.Count()).ToList();
        json.WriteStartObject("amount"u8);
        double[] only = currencies is [var one] ? [.. one.Order()] : [];
        WriteNumber(json, "total", volume.Amounts.Count == 1 ? volume.Amounts[0].Amount : double.NaN);
        WriteNumber(json, "mean", only.Length == 0 ? double.NaN : only.Average());
        WriteNumber(json, "median", Quantile(only, 0.5));
        WriteNumber(json, "max", Quantile(only, 1));
        json.WriteEndObject();
        json.WriteStartArray("amounts"u8);
        foreach (var group in currencies)
        {
            double[] sorted = [.. group.Order()];
            json.WriteStartObject();
            json.WriteString("currency"u8, group.Key);
            json.WriteNumber("count"u8, sorted.Length);
            WriteNumber(json, "total", volume.Amounts.FirstOrDefault(a => a.Currency == group.Key)?.Amount ?? 0);
            foreach (var (name, share) in ((string, double)[])[("low", 0.1), ("median", 0.5), ("high", 0.9), ("max", 1)])
                WriteNumber(json, name, Quantile(sorted, share));
            json.WriteStartArray("recent"u8);
            foreach (double amount in group.Take(Strip).Reverse())
                json.WriteNumberValue(amount);
            json.WriteEndArray();
            json.WriteEndObject();
        }
        json.WriteEndArray();
    }

    private static string? CurrencyOf(Decision decision) =>
        DecisionFields.Of(decision.Stream).Currency(decision.Transaction) is { IsEmpty: false } code ? Encoding.UTF8.GetString(code) : null;

    // Between the two values beside it, as the median of an even count is.
    private static double Quantile(double[] sorted, double share)
    {
        if (sorted.Length == 0)
            return double.NaN;
        double place = share * (sorted.Length - 1);
        int below = (int)place;
        double above = sorted[Math.Min(below + 1, sorted.Length - 1)];
        return sorted[below] + ((above - sorted[below]) * (place - below));
    }

    private static void WriteNumber(Utf8JsonWriter json, string name, double value) =>
        json.WriteNumberOrNull(JsonEncodedText.Encode(name), value);
}
