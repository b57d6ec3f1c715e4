using Vigil.Engine.Streams;

namespace Vigil.Cli.Serving;

/// <summary>The stream that the demonstration serves: card payments as the simulation makes them.</summary>
internal static class DemoStream
{
    private const string File = "credit-card-fraud.yaml";

    /// <summary>Its name.</summary>
    public const string Name = "credit_card_fraud";

    /// <summary>Its definition: the example file, which is in the program.</summary>
    public static StreamDefinition Load()
    {
        using var resource = typeof(DemoStream).Assembly.GetManifestResourceStream(File)
            ?? throw new InvalidOperationException($"The program lacks {File}.");
        using var reader = new StreamReader(resource);
        var loaded = StreamYaml.Load((File, reader.ReadToEnd()));
        return loaded.Definition ?? throw new InvalidOperationException(string.Join('\n', loaded.Errors));
    }
}
