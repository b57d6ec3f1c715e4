using System.Globalization;
using Vigil.Cli.Inputs;

namespace Vigil.Cli.Output;

/// <summary>What the user should know about how the files were read.</summary>
internal static class InputWarnings
{
    /// <summary>All of it; what the rows showed is known after a pass over them.</summary>
    public static IEnumerable<string> Of(InputSet inputs) => inputs.Warnings.Concat(OfRows(inputs));

    /// <summary>Says what the rows showed.</summary>
    public static void Show(Terminal terminal, InputSet inputs)
    {
        foreach (string warning in OfRows(inputs))
            terminal.Warn(warning);
    }

    private static IEnumerable<string> OfRows(InputSet inputs)
    {
        foreach (var unread in inputs.Unread)
            yield return string.Create(CultureInfo.InvariantCulture,
                $"'{unread.Column}': {unread.Count:#,0} {(unread.Count == 1 ? "value counts" : "values count")} as missing, for instance "
                + $"'{unread.Example}'; expected {unread.Expected}");
        foreach (string warning in inputs.TimeWarnings)
            yield return warning;
    }
}
