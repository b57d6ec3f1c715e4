using System.Collections.Immutable;
using System.Text;
using Vigil.Engine.Streams.Forms;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams;

/// <summary>What loading stream files gave.</summary>
/// <param name="Draft">What was read; only to be used when there are no errors.</param>
/// <param name="Definition">The stream, when the files declare all of it; null when the data must complete it, or after errors.</param>
/// <param name="Errors">Every fault, in file order; empty when all is well.</param>
public sealed record StreamLoad(StreamDraft Draft, StreamDefinition? Definition, ImmutableArray<StreamError> Errors)
{
    /// <summary>Whether there are no errors.</summary>
    public bool IsValid => Errors.IsEmpty;
}

/// <summary>Loads streams from YAML. Several files, or several documents in one file, are one stream: a source and its feature
/// pipeline.</summary>
/// <remarks>Never throws on bad content: every fault is a <see cref="StreamError"/>, all of them at once. At most 1 MiB per file, 32
/// levels, no anchors.</remarks>
public static class StreamYaml
{
    /// <summary>Reads files. A file that cannot be read is an error like any other.</summary>
    public static StreamLoad LoadFiles(IReadOnlyList<string> paths)
    {
        var findings = new Findings();
        var texts = new List<(string, string)>();
        foreach (string path in paths)
            if (ReadText(path, findings) is { } text)
                texts.Add((path, text));
        return Load(texts, findings);
    }

    /// <summary>Reads texts, each with the file name that errors show.</summary>
    public static StreamLoad Load(params IReadOnlyList<(string File, string Text)> texts) => Load(texts, new Findings());

    private static StreamLoad Load(IReadOnlyList<(string File, string Text)> texts, Findings findings)
    {
        var documents = new List<YamlNode>();
        foreach (var (file, text) in texts)
        {
            int faults = findings.Errors.Count;
            var read = YamlTree.Read(file, text, findings.Errors);
            if (read.Count == 0 && findings.Errors.Count == faults)
                findings.Errors.Add(new StreamError(file, 0, 0, "", "an empty file",
                    "a stream; `vigil stream init` writes one to start from"));
            documents.AddRange(read);
        }
        foreach (var document in documents)
            StreamForm.Root.Check(document, findings);
        var draft = DraftBinder.Bind(DocumentMerge.Merge(documents.OfType<YamlMap>(), findings), findings);
        var definition = StreamCompletion.Check(draft, findings);
        var errors = findings.Errors.OrderBy(e => IndexOf(texts, e.File)).ThenBy(e => e.Line).ThenBy(e => e.Column).ToImmutableArray();
        return new StreamLoad(draft, errors.IsEmpty ? definition : null, errors);
    }

    private static int IndexOf(IReadOnlyList<(string File, string Text)> texts, string file)
    {
        for (int i = 0; i < texts.Count; i++)
            if (texts[i].File == file)
                return i;
        return -1;
    }

    private static string? ReadText(string path, Findings findings)
    {
        try
        {
            var file = new FileInfo(path);
            if (Directory.Exists(path))
                findings.Errors.Add(new StreamError(path, 0, 0, "", "a directory", "a YAML file"));
            else if (!file.Exists)
                findings.Errors.Add(new StreamError(path, 0, 0, "", "no such file",
                    "a YAML file; `vigil stream init` writes one to start from"));
            else if (file.Length > YamlTree.MaxBytes)
                findings.Errors.Add(new StreamError(path, 0, 0, "", FormattableString.Invariant($"{file.Length} bytes"),
                    "a stream file of at most 1 MiB"));
            else
                return new UTF8Encoding(false, throwOnInvalidBytes: true).GetString(File.ReadAllBytes(path)).TrimStart('\uFEFF');
        }
        catch (DecoderFallbackException)
        {
            findings.Errors.Add(new StreamError(path, 0, 0, "", "bytes that are not UTF-8", "a YAML file in UTF-8"));
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            findings.Errors.Add(new StreamError(path, 0, 0, "", fault.Message, "a file that can be read"));
        }
        return null;
    }
}
