using System.CommandLine;
using Vigil.Storage.Sql;

namespace Vigil.Cli.Inputs;

/// <summary>The data folder, for every verb that has to do with one.</summary>
internal static class DataOption
{
    /// <summary>The option.</summary>
    public static Option<string?> Data { get; } = new("--data")
    {
        Description = "The data folder; without it VIGIL_DATA, or ./vigil-data",
        HelpName = "FOLDER",
    };

    /// <summary>The folder that is meant.</summary>
    public static string Of(ParseResult parsed) =>
        parsed.GetValue(Data) ?? (Environment.GetEnvironmentVariable("VIGIL_DATA") is { Length: > 0 } data ? data : DataFolder.Default);
}
