using System.Collections;
using System.Collections.Immutable;
using System.Text;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Server.Configuration;

/// <summary>What loading the configuration gave.</summary>
/// <param name="Configuration">The effective configuration; only to be used when there are no errors.</param>
/// <param name="Streams">The streams of its stream files.</param>
/// <param name="Errors">Every fault: of the file, of environment variables and of stream files.</param>
public sealed record ConfigurationLoad(
    ServerConfiguration Configuration, ImmutableArray<StreamDefinition> Streams, ImmutableArray<StreamError> Errors)
{
    /// <summary>Whether there are no errors.</summary>
    public bool IsValid => Errors.IsEmpty;
}

/// <summary>Loads the configuration from a YAML file and the environment.</summary>
public static class ConfigurationFile
{
    /// <summary>The variables of this process.</summary>
    public static IEnumerable<KeyValuePair<string, string>> ProcessEnvironment() =>
        Environment.GetEnvironmentVariables().Cast<DictionaryEntry>()
            .Select(e => KeyValuePair.Create((string)e.Key, e.Value as string ?? ""));

    /// <summary>
    /// Reads a file (null for defaults) and lays the environment over it. Never throws on bad content: every fault is an error, all at
    /// once. Relative paths are relative to the file that has them, or to the working folder where a variable has them.
    /// </summary>
    /// <param name="path">The file.</param>
    /// <param name="environment">Variables; those that do not begin with <c>VIGIL_</c> are none of ours.</param>
    public static ConfigurationLoad Load(string? path, IEnumerable<KeyValuePair<string, string>> environment)
    {
        var findings = new Findings();
        var root = path is not null && ReadText(path, findings) is { } text ? Parse(path, text, findings) : Empty;
        root = EnvironmentOverlay.Apply(root, environment, findings);
        ConfigurationForm.Root.Check(root, findings);
        var configuration = new ConfigurationBinder(root, findings).Bind();
        var streams = LoadStreams(configuration, root, findings);
        return new ConfigurationLoad(configuration, streams, [.. findings.Errors.Distinct()]);
    }

    private static YamlMap Empty { get; } = new([], Place.None);

    private static YamlMap Parse(string path, string text, Findings findings)
    {
        int faults = findings.Errors.Count;
        var documents = YamlTree.Read(path, text, findings.Errors);
        if (documents.Count > 1)
            findings.Add(documents[1].Place, "a second document", "one document in the file");
        if (documents.Count == 0 || documents[0] is YamlScalar { IsEmpty: true })
            return Empty;
        if (documents[0] is YamlMap map)
            return map;
        if (findings.Errors.Count == faults)
            findings.Add(documents[0].Place, documents[0].Describe(), ConfigurationForm.Root.Expected);
        return Empty;
    }

    private static ImmutableArray<StreamDefinition> LoadStreams(ServerConfiguration configuration, YamlMap root, Findings findings)
    {
        var streams = new List<StreamDefinition>();
        var files = new Dictionary<string, string>();
        foreach (string file in configuration.Streams)
        {
            var load = StreamYaml.LoadFiles([file]);
            findings.Errors.AddRange(load.Errors);
            if (load.Definition is null)
            {
                if (load.IsValid)
                    findings.Add(new Place(file, 0, 0, ""), "a stream that leaves columns to be recognised in the data",
                        "a whole stream, with a schema; `vigil stream init` writes one from data");
                continue;
            }
            if (files.TryAdd(load.Definition.Name, file))
                streams.Add(load.Definition);
            else
                findings.Add(new Place(file, 0, 0, "name"), $"the name '{load.Definition.Name}' a second time",
                    $"a name of its own ({files[load.Definition.Name]} has this one)");
        }
        if (configuration.Http.DefaultStream is { } name && streams.Count > 0 && streams.All(s => s.Name != name)
            && root.TryGet("default_stream", out var node))
            findings.Add(node.Place, node.Describe(),
                $"one of {string.Join(", ", streams.Select(s => s.Name))}{Suggestion.For(name, streams.Select(s => s.Name))}");
        return [.. streams];
    }

    private static string? ReadText(string path, Findings findings)
    {
        var place = new Place(path, 0, 0, "");
        try
        {
            var file = new FileInfo(path);
            if (!file.Exists)
                findings.Add(place, Directory.Exists(path) ? "a directory" : "no such file", "a YAML file with the configuration");
            else if (file.Length > YamlTree.MaxBytes)
                findings.Add(place, FormattableString.Invariant($"{file.Length} bytes"), "a configuration of at most 1 MiB");
            else
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            findings.Add(place, "bytes that are not UTF-8", "a YAML file in UTF-8");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Add(place, fault.Message, "a file that can be read");
        }
        return null;
    }
}
