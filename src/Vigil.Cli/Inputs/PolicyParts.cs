using System.CommandLine;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Inputs;

/// <summary>The option that replaces a stream's policy.</summary>
internal static class PolicyParts
{
    /// <summary>A new <c>--contamination</c> option.</summary>
    public static Option<double?> Contamination()
    {
        var option = new Option<double?>("--contamination")
        {
            Description = "Flag this share of the transactions, above 0 and below 0.5, instead of what the stream's policy says",
            HelpName = "SHARE",
        };
        option.Validators.Add(result =>
        {
            if (result.GetValueOrDefault<double?>() is { } share && !(share > 0 && share < 0.5))
                result.AddError("--contamination must be above 0 and below 0.5, such as 0.02");
        });
        return option;
    }

    /// <summary>The policy with that contamination, or as it is.</summary>
    public static PolicyOptions Override(PolicyOptions policy, double? contamination) =>
        contamination is null ? policy : policy with { Contamination = contamination, DailyAlerts = null };
}
