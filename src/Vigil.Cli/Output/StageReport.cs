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
            string line = string.Create(CultureInfo.InvariantCulture, $"{name,-9} {times[stage].TotalSeconds,8:0.00} s  {microseconds,6:0.00} µs each");
            terminal.Error.WriteLine(line);
        }
    }
}
