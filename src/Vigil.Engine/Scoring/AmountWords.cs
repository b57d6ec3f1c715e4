using Vigil.Engine.Features;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Scoring;

/// <summary>Numbers of fields: amounts with their currency, and nothing of several currencies as if it were of one.</summary>
internal sealed class AmountWords
{
    // What nearly all transactions have in common stands for all of them: ln of one in fifty.
    private const double NearlyAlways = 0.02;

    private readonly TransactionSchema _schema;
    private readonly IReadOnlyList<FeatureSpec> _features;
    private readonly IReadOnlyList<double> _typical;
    private readonly string? _amount, _currency;
    private readonly int _rarity;

    public AmountWords(TransactionSchema schema, IReadOnlyList<FeatureSpec> features, IReadOnlyList<double> typical)
    {
        (_schema, _features, _typical) = (schema, features, typical);
        _amount = schema.Find(FieldRole.Amount)?.Name;
        _currency = schema.Find(FieldRole.Currency)?.Name;
        _rarity = -1;
        for (int i = 0; i < features.Count && _currency is not null; i++)
            if (features[i].Aggregation == Aggregation.Rarity && features[i].Field == _currency && FieldWords.IsAll(features[i]))
                _rarity = i;
    }

    /// <summary>Whether the feature's values are amounts.</summary>
    public bool IsAmount(FeatureSpec feature) => _amount is not null && feature.Field == _amount;

    /// <summary>A number of the feature's field, as amount with its currency where it is one.</summary>
    public string Text(FeatureSpec feature, double value, in ReasonRow row) =>
        IsAmount(feature) ? FigureText.Amount(value, _schema.Currency ?? row.Text(FieldRole.Currency)) : FigureText.Number(value);

    /// <summary>The number that a feature is about, with what it is called.</summary>
    public string Subject(FieldWords words, FeatureSpec feature, in ReasonRow row) =>
        $"{words.Noun(feature.Field!)}: {Text(feature, row.Number(feature.Field!), row)}";

    /// <summary>
    /// A usual size in words: with the sign and in the currency of the transaction, where that has a rate to what sizes are compared in.
    /// </summary>
    public string Usual(FeatureSpec feature, double size, in ReasonRow row) =>
        Text(feature, Math.CopySign(InCurrency(feature, size, row), row.Number(feature.Field!)), row);

    /// <summary>Whether what the feature sums up or compares with is in the transaction's currency.</summary>
    public bool IsOfOneCurrency(FeatureSpec feature, in ReasonRow row) =>
        !IsAmount(feature) || _currency is null || feature.Entity.Contains(_currency) || HasOneCurrency(row);

    /// <summary>The typical value of a feature in the unit of its field, or null where nothing can be said.</summary>
    public string? Typical(int column, in ReasonRow row)
    {
        var feature = _features[column];
        double typical = _typical[column];
        if (double.IsNaN(typical) || (IsAmount(feature) && _currency is not null && !HasRate(feature, row) && !HasOneCurrency(row)))
            return null;
        return feature.Aggregation == Aggregation.LogSize ? Usual(feature, Unlogged(typical), row)
            : Text(feature, feature.Aggregation == Aggregation.Log ? Unlogged(typical) : typical, row);
    }

    private double InCurrency(FeatureSpec feature, double size, in ReasonRow row) =>
        HasRate(feature, row) && _schema.Rates!.TryFind(row.Bytes(_currency!), out double rate) ? size / rate : size;

    private bool HasRate(FeatureSpec feature, in ReasonRow row) => IsAmount(feature) && feature.Aggregation is Aggregation.LogSize
        or Aggregation.Deviation or Aggregation.Multiple && _currency is not null && _schema.Rates is { } rates
        && rates.TryFind(row.Bytes(_currency), out _);

    private static double Unlogged(double typical) => Math.Round(Math.Sign(typical) * (Math.Exp(Math.Abs(typical)) - 1), 2);

    // The rarity is −ln of the share of this currency in all transactions; its median in training is that of the commonest ones.
    private bool HasOneCurrency(in ReasonRow row) =>
        _rarity >= 0 && _typical[_rarity] < NearlyAlways && row.Features[_rarity] < NearlyAlways;
}
