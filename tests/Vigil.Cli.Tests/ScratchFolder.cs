namespace Vigil.Cli.Tests;

/// <summary>A folder for one test to run the program in, gone with it.</summary>
internal sealed class ScratchFolder : IDisposable
{
    public string Path { get; } = Directory.CreateTempSubdirectory("vigil-cli-").FullName;

    public string At(string name) => System.IO.Path.Join(Path, name);

    public void Write(string name, string text) => File.WriteAllText(At(name), text);

    public string Read(string name) => File.ReadAllText(At(name));

    /// <summary>The names in it, sorted.</summary>
    public string[] Names() =>
        [.. Directory.GetFileSystemEntries(Path).Select(p => System.IO.Path.GetFileName(p)).Order(StringComparer.Ordinal)];

    public Task<VigilRun> Run(params string[] arguments) => VigilProcess.Run(Path, arguments);

    public void Dispose() => Directory.Delete(Path, recursive: true);
}
