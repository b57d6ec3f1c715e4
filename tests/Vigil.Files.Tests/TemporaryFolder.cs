using System.IO.Compression;
using System.Text;

namespace Vigil.Files.Tests;

/// <summary>A folder for one test, gone with it.</summary>
internal sealed class TemporaryFolder : IDisposable
{
    internal string Path { get; } = Directory.CreateTempSubdirectory("vigil-files-").FullName;

    internal string At(string name) => System.IO.Path.Join(Path, name);

    internal string Write(string name, string text) => Write(name, Encoding.UTF8.GetBytes(text));

    internal string Write(string name, byte[] bytes)
    {
        Directory.CreateDirectory(System.IO.Path.GetDirectoryName(At(name))!);
        File.WriteAllBytes(At(name), bytes);
        return At(name);
    }

    internal string WriteGzip(string name, string text)
    {
        using var bytes = new MemoryStream();
        using (var gzip = new GZipStream(bytes, CompressionLevel.Fastest))
            gzip.Write(Encoding.UTF8.GetBytes(text));
        return Write(name, bytes.ToArray());
    }

    internal static FileSet Expand(IEnumerable<string> arguments, Stream? standardInput = null) =>
        FileSet.Expand(arguments, standardInput, cancellation: TestContext.Current.CancellationToken);

    internal string[] Names() => [.. Directory.GetFiles(Path).Select(p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
