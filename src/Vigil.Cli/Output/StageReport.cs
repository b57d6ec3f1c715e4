using System.Globalization;
using Spectre.Console;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Output;

/// <summary>How long each stage of the pipeline took, in all and for one transaction.</summary>
internal static class StageReport
{
    public static void Show(Terminal terminal, StageTimes times, long transactions)
    {
        foreach (var stage in Enum.GetValues<Stage>())
        {
            double microseconds = times[stage].TotalMicroseconds / Math.Max(1, transactions);
            string name = stage.ToString().ToLowerInvariant();
            string figures = string.Create(
                CultureInfo.InvariantCulture, $"{times[stage].TotalSeconds,8:0.00} s  {microseconds,6:0.00} µs each");
            terminal.Error.WriteLine($"{name,-9} {figures}");
        }
    }
}
