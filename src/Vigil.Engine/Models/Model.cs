using System.Collections.Immutable;
using System.Security.Cryptography;
using Vigil.Detection.Detectors;
using Vigil.Detection.Ensembles;
using Vigil.Detection.Persistence;

namespace Vigil.Engine.Models;

/// <summary>A trained model: an immutable snapshot that scores from any thread and reads the same bits back from its file.</summary>
public sealed class Model
{
    private const string FileKind = "model";
    internal const int FileVersion = 3;

    // What an older program wrote stays as it is: its bytes are its identity.
    private readonly ModelFile? _earlier;

    internal Model(string stream, ImmutableArray<string> features, Preprocessor preprocessor, AdditiveEnsemble ensemble, double[] typical,
        ScoreDistribution scores, TrainingSummary training, ModelFile? earlier = null)
    {
        (Stream, Features, Preprocessor, Ensemble) = (stream, features, preprocessor, ensemble);
        (Typical, Scores, Training, _earlier) = (typical, scores, training, earlier);
        Version = Convert.ToHexStringLower(SHA256.HashData(Written.Payload.Span))[..12];
    }

    /// <summary>The stream's YAML text that the model was trained with.</summary>
    public string Stream { get; }

    /// <summary>The columns it reads, in order.</summary>
    public ImmutableArray<string> Features { get; }

    /// <summary>The preparation of feature values.</summary>
    public Preprocessor Preprocessor { get; }

    /// <summary>The detectors and their combination.</summary>
    public AdditiveEnsemble Ensemble { get; }

    /// <summary>Per column the median in training, before preparation; NaN where it was always missing.</summary>
    public IReadOnlyList<double> Typical { get; }

    /// <summary>The raw scores in training.</summary>
    public ScoreDistribution Scores { get; }

    /// <summary>Where the model comes from.</summary>
    public TrainingSummary Training { get; }

    /// <summary>Twelve hexadecimal digits of a hash of everything the model is: equal versions score equal bits.</summary>
    public string Version { get; }

    /// <summary>Writes the model file, whole or not at all.</summary>
    public void Save(string path)
    {
        var (version, payload) = Written;
        ModelFile.Save(path, FileKind, version, payload.Span);
    }

    /// <summary>Writes the bytes of a model file.</summary>
    public void Save(Stream stream)
    {
        var (version, payload) = Written;
        ModelFile.Save(stream, FileKind, version, payload.Span);
    }

    /// <summary>Reads a model file.</summary>
    /// <exception cref="InvalidDataException">The file is not a model, is damaged, or was written by a newer version.</exception>
    public static Model Load(string path) => Read(ModelFile.Open(path, FileKind, FileVersion));

    /// <summary>Reads the bytes of a model file.</summary>
    /// <inheritdoc cref="Load(string)"/>
    public static Model Load(Stream stream) => Read(ModelFile.Open(stream, FileKind, FileVersion));

    private static Model Read(ModelFile file)
    {
        var reader = new ModelReader(file.Payload);
        string stream = reader.ReadString(), complete = EarlierStream.Complete(stream, file.Version);
        return new Model(
            complete,
            [.. Enumerable.Range(0, reader.ReadInt32()).Select(_ => reader.ReadString())],
            Preprocessor.Read(reader, file.Version),
            AdditiveEnsemble.Read(reader, DetectorRegistry.All),
            reader.ReadArray<double>(),
            ScoreDistribution.Read(reader),
            new TrainingSummary(reader.ReadInt64(), reader.ReadInt64(), reader.ReadInt64(), (ulong)reader.ReadInt64()),
            file.Version == FileVersion && complete == stream ? null : file);
    }

    private ModelFile Written => _earlier ?? new ModelFile(FileVersion, Payload().Written.ToArray());

    private ModelWriter Payload()
    {
        var writer = new ModelWriter();
        writer.Write(Stream);
        writer.Write(Features.Length);
        foreach (string feature in Features)
            writer.Write(feature);
        Preprocessor.Write(writer);
        Ensemble.Write(writer);
        writer.WriteArray<double>([.. Typical]);
        Scores.Write(writer);
        writer.Write(Training.Transactions);
        writer.Write(Training.From);
        writer.Write(Training.To);
        writer.Write((long)Training.Seed);
        return writer;
    }
}
