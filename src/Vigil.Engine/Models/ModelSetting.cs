using System.Collections.Immutable;
using Vigil.Detection;
using Vigil.Detection.Detectors;

namespace Vigil.Engine.Models;

/// <summary>One number under <c>model:</c> in a stream file that belongs to a detector; the file's form, its reader and its template come
/// from <see cref="All"/>, so that none of them knows the detectors.</summary>
/// <param name="Detector">The index of its detector in <see cref="ModelOptions.Detectors"/>.</param>
/// <param name="Key">Its name in the file.</param>
/// <param name="Description">What it is, in words that go on after the name.</param>
/// <param name="Least">The least value allowed.</param>
/// <param name="Most">The greatest value allowed.</param>
/// <param name="IsWhole">Whether it is a whole number.</param>
/// <param name="Read">Its value in options.</param>
/// <param name="Change">Options with another value of it.</param>
public sealed record ModelSetting(
    int Detector, string Key, string Description, double Least, double Most, bool IsWhole, Func<ModelOptions, double> Read,
    Func<ModelOptions, double, ModelOptions> Change)
{
    private const double MostWeight = 1_000;

    /// <summary>The settings of all detectors, each detector's weight last.</summary>
    public static ImmutableArray<ModelSetting> All { get; } =
    [
        .. DetectorRegistry.All.SelectMany((options, i) => options.Settings.Select(setting => Of(setting, i)).Append(WeightOf(options, i))),
    ];

    private static ModelSetting Of(DetectorSetting setting, int i) => new(
        i, setting.Key, setting.Description, setting.Least, setting.Most, setting.IsWhole,
        model => setting.Read(model.Detectors[i].Options),
        (model, value) => Replace(model, i, choice => choice with { Options = setting.Change(choice.Options, value) }));

    private static ModelSetting WeightOf(IDetectorOptions options, int i) => new(
        i, options.WeightKey, $"weight of the {options.Title}", 0, MostWeight, IsWhole: false,
        model => model.Detectors[i].Weight, (model, value) => Replace(model, i, choice => choice with { Weight = value }));

    private static ModelOptions Replace(ModelOptions model, int i, Func<DetectorChoice, DetectorChoice> change) =>
        model with { Detectors = model.Detectors.SetItem(i, change(model.Detectors[i])) };
}
