using System.Globalization;

namespace Vigil.Files.Writing;

/// <summary>A file that grows beside its place and takes it at the end, or leaves nothing behind.</summary>
public sealed class PendingFile : IDisposable
{
    private readonly string _target;
    private bool _isDone;

    /// <summary>Chooses a name beside the target that no other process uses.</summary>
    public PendingFile(string target)
    {
        _target = System.IO.Path.GetFullPath(target);
        // A device such as /dev/null is written to; a file must never take its place.
        _isDone = _target.StartsWith("/dev/", StringComparison.Ordinal);
        Path = _isDone ? _target : string.Create(CultureInfo.InvariantCulture, $"{_target}.{Environment.ProcessId}.part");
    }

    /// <summary>Where to write for now.</summary>
    public string Path { get; }

    /// <summary>Writes a text file as a whole.</summary>
    public static void WriteText(string target, string text)
    {
        using var file = new PendingFile(target);
        using (var writer = new StreamWriter(file.Create()))
            writer.Write(text);
        file.Commit();
    }

    /// <summary>Opens the file for writing.</summary>
    public FileStream Create() => new(Path, FileMode.Create, FileAccess.Write, FileShare.Read, bufferSize: 1);

    /// <summary>Gives the file its name. Every handle to it must be closed.</summary>
    public void Commit()
    {
        if (_isDone)
            return;
        File.Move(Path, _target, overwrite: true);
        _isDone = true;
    }

    /// <inheritdoc/>
    public void Dispose()
    {
        if (!_isDone)
            File.Delete(Path);
        _isDone = true;
    }
}
