using Vigil.Detection.Persistence;
using Vigil.Engine.Scoring;

namespace Vigil.Cli.Running;

/// <summary>
/// The sequencer's state in a file: windows, histories, identifiers seen. A run that continues from it gives the same bits.
/// </summary>
internal static class StateFile
{
    private const string Kind = "state";
    private const int Version = 1;

    /// <summary>Continues from the file if it is there.</summary>
    public static bool TryLoad(string path, ScoringPipeline pipeline)
    {
        if (!File.Exists(path))
            return false;
        pipeline.Restore(new ModelReader(ModelFile.Open(path, Kind, Version).Payload));
        return true;
    }

    /// <summary>Writes the file, whole or not at all.</summary>
    public static void Save(string path, ScoringPipeline pipeline)
    {
        var writer = new ModelWriter();
        pipeline.Save(writer);
        ModelFile.Save(path, Kind, Version, writer.Written);
    }
}
