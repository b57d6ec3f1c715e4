namespace Vigil.Storage.Sql;

/// <summary>Files and folders that only their owner may use, whatever the process's umask.</summary>
internal static class OwnerOnly
{
    /// <summary>Read and write, for the owner.</summary>
    public const UnixFileMode File = UnixFileMode.UserRead | UnixFileMode.UserWrite;

    private const UnixFileMode Folder = File | UnixFileMode.UserExecute;

    /// <summary>A new file to write.</summary>
    public static FileStream Create(string path) => Open(path, FileMode.CreateNew, FileAccess.Write, FileShare.Read);

    /// <summary>A file, made when it is missing; with room for so many bytes, or an error when there is none.</summary>
    public static FileStream Open(string path, FileMode mode, FileAccess access, FileShare share, long allocated = 0)
    {
        var options = new FileStreamOptions { Mode = mode, Access = access, Share = share, PreallocationSize = allocated };
        if (!OperatingSystem.IsWindows())
            options.UnixCreateMode = File;
        return new FileStream(path, options);
    }

    /// <summary>An empty file, unless there is one.</summary>
    public static void CreateEmpty(string path)
    {
        if (!System.IO.File.Exists(path))
            Open(path, FileMode.OpenOrCreate, FileAccess.Write, FileShare.ReadWrite).Dispose();
    }

    /// <summary>A folder, unless there is one.</summary>
    public static void CreateFolder(string path)
    {
        if (OperatingSystem.IsWindows())
            Directory.CreateDirectory(path);
        else
            Directory.CreateDirectory(path, Folder);
    }

    /// <summary>Takes what others may do with a store's files away: earlier versions left that to the umask.</summary>
    public static void Tighten(DataFolder folder)
    {
        if (OperatingSystem.IsWindows())
            return;
        string[] folders = [.. new[] { folder.SnapshotFolder, folder.JournalFolder }.Where(Directory.Exists)];
        foreach (string path in folders)
            Tighten(path, Directory.Exists, Folder);
        foreach (string file in (string[])[.. folder.OwnFiles, .. folders.SelectMany(Directory.GetFiles)])
            Tighten(file, System.IO.File.Exists, File);
    }

    private static void Tighten(string path, Func<string, bool> exists, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows() && exists(path) && (System.IO.File.GetUnixFileMode(path) & ~Folder) != 0)
            System.IO.File.SetUnixFileMode(path, mode);
    }
}
