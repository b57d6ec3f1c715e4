using System.CommandLine;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Inputs;

/// <summary>The option that replaces a stream's policy.</summary>
internal static class PolicyParts
{
    /// <summary>A new <c>--contamination</c> option.</summary>
    public static Option<double?> Contamination() => NumberOption.Of<double>(
        "--contamination", "Flag this share of the transactions instead of what the stream's policy says",
        share => share is > 0 and < 0.5, "a share above 0 and below 0.5, such as 0.02");

    /// <summary>The policy with that contamination, or as it is.</summary>
    public static PolicyOptions Override(PolicyOptions policy, double? contamination) =>
        contamination is null ? policy : policy with { Contamination = contamination, DailyAlerts = null };
}
