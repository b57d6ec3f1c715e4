using System.CommandLine;
using Vigil.Server.Configuration;

namespace Vigil.Cli.Inputs;

/// <summary>The options of verbs that serve, over the configuration file and the environment.</summary>
internal sealed class ServerOptionSet
{
    /// <summary>The configuration file.</summary>
    public Option<string?> Config { get; } =
        new("--config", "-c") { Description = "The configuration file (YAML); VIGIL_… variables stand over it", HelpName = "FILE" };

    /// <summary>Where to listen.</summary>
    public Option<string?> Listen { get; } = new("--listen")
    {
        Description = "Where to listen, instead of the configuration's addresses; port 0 takes a free one",
        HelpName = "URL",
    };

    /// <summary>All of them.</summary>
    public IEnumerable<Symbol> Parts => [Config, DataOption.Data, Listen];

    /// <summary>The configuration that follows.</summary>
    /// <exception cref="BadInputException">All that is wrong with it.</exception>
    public ConfigurationLoad Load(ParseResult parsed)
    {
        var environment = ConfigurationFile.ProcessEnvironment();
        if (parsed.GetValue(Listen) is { } listen)
            environment = environment.Where(v => v.Key != "VIGIL_LISTEN").Append(new("VIGIL_LISTEN", listen));
        if (parsed.GetValue(DataOption.Data) is { } data)
            environment = environment.Where(v => v.Key != "VIGIL_DATA").Append(new("VIGIL_DATA", data));
        var load = ConfigurationFile.Load(parsed.GetValue(Config), environment);
        return load.IsValid ? load
            : throw new BadInputException(ExitCode.BadInput, load.Errors.Select(e => e.ToString()));
    }
}
