using System.CommandLine;

namespace Vigil.Cli.Inputs;

/// <summary>The names of the columns of files that have no header.</summary>
internal static class ColumnsOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Columns { get; } = Create();

    /// <summary>The names in the order of the columns; null when the files name them.</summary>
    public static string[]? Of(ParseResult parsed) => parsed.GetValue(Columns) is { } names ? Split(names) : null;

    private static Option<string?> Create()
    {
        var option = new Option<string?>("--columns")
        {
            Description = "Names of the columns of CSV files without a header line, in their order: date,merchant,amount",
            HelpName = "NAMES",
        };
        option.Validators.Add(result =>
        {
            string[] names = Split(result.Tokens.Count == 1 ? result.Tokens[0].Value : "");
            if (names.Length == 0 || names.Any(n => n.Length == 0) || names.Distinct(StringComparer.Ordinal).Count() < names.Length)
                result.AddError($"--columns is '{string.Join(",", names)}'; expected names with commas between them, each once");
        });
        return option;
    }

    private static string[] Split(string names) => names.Length == 0 ? [] : names.Split(',', StringSplitOptions.TrimEntries);
}
