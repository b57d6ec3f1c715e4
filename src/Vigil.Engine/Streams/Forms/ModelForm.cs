using Vigil.Engine.Models;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>The keys of <c>preprocessing</c>, <c>model</c> and <c>policy</c>.</summary>
internal static class ModelForm
{
    /// <summary>Preparation of feature values.</summary>
    public static ObjectShape Preprocessing { get; } = new(
        "keys with values: imputation, constant, scaling",
        new FormKey("imputation", Imputation(), "How missing values are filled.", "mean"),
        new FormKey("constant", Shapes.Number(double.MinValue, double.MaxValue, "(finite)"), "The value for imputation: constant.", "1"),
        new FormKey("scaling", Scaling(), "How values are scaled.", "standard"));

    /// <summary>The detectors.</summary>
    public static ObjectShape Model { get; } = new(
        $"keys with values: {string.Join(", ", ModelSetting.All.Select(setting => setting.Key))}, seed",
        [.. ModelSetting.All.Select(Key),
            new FormKey("seed", Shapes.Integer(0, long.MaxValue), "Seed of every random choice in training.", "7")]);

    /// <summary>The policy.</summary>
    public static ObjectShape Policy { get; } = new(
        "keys with values: review, block, contamination, daily_alerts",
        new FormKey("review", Risk(), "Risk from which a transaction is reviewed.", "70"),
        new FormKey("block", Risk(), "Risk from which a transaction is blocked; at least review.", "90"),
        new FormKey("contamination", Shapes.Number(1e-9, 0.5 - 1e-9, "above 0 and below 0.5"),
            "Instead of fixed risks: the share of transactions to flag.", "0.02"),
        new FormKey("daily_alerts", Shapes.Integer(1, 1_000_000),
            "Instead of fixed risks: how many transactions a day the analysts can look at.", "50"));

    /// <summary>Ways of filling missing values.</summary>
    public static Shape Imputation() => Shapes.Choice("a way of filling", Words.Imputations.Keys);

    /// <summary>Ways of scaling.</summary>
    public static Shape Scaling() => Shapes.Choice("a way of scaling", Words.Scalings.Keys);

    private static FormKey Key(ModelSetting setting) => new(
        setting.Key,
        setting.IsWhole ? Shapes.Integer((long)setting.Least, (long)setting.Most)
            : Shapes.Number(setting.Least, setting.Most, FormattableString.Invariant($"from {setting.Least} to {setting.Most}")),
        $"{char.ToUpperInvariant(setting.Description[0])}{setting.Description[1..]}.",
        YamlText.Number(Example(setting)));

    // Other than the default, so that it shows what it does.
    private static double Example(ModelSetting setting)
    {
        double standard = setting.Read(new ModelOptions());
        if (standard == 0)
            return 0.3;
        return setting.IsWhole ? Math.Floor(standard / 2) : standard / 2;
    }

    private static Shape Risk() => Shapes.Number(0, 100, "from 0 to 100");
}
