using System.Security.Cryptography;
using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Storage.Sql;

/// <summary>The folder that holds everything of one service: the database, snapshots, the master key and a lock.</summary>
public sealed class DataFolder
{
    /// <summary>The folder when none is named.</summary>
    public const string Default = "vigil-data";

    private DataFolder(string path) => Path = path;

    /// <summary>The folder's full path.</summary>
    public string Path { get; }

    /// <summary>The database.</summary>
    public string DatabaseFile => System.IO.Path.Combine(Path, "vigil.db");

    /// <summary>The master key, unless it is given otherwise.</summary>
    public string KeyFile => System.IO.Path.Combine(Path, "master.key");

    /// <summary>The journal.</summary>
    public string JournalFolder => System.IO.Path.Combine(Path, "journal");

    /// <summary>Snapshots of state.</summary>
    public string SnapshotFolder => System.IO.Path.Combine(Path, "snapshots");

    /// <summary>The newest entries of the audit log, outside the database.</summary>
    public string AuditAnchorFile => System.IO.Path.Combine(Path, "audit.anchor");

    /// <summary>Who was erased, as keyed hashes: what a backup brings back is erased again by it.</summary>
    public string ErasureFile => System.IO.Path.Combine(Path, "erased.register");

    /// <summary>Bytes of all its files. Looks at each.</summary>
    public long Bytes => new DirectoryInfo(Path).EnumerateFiles("*", SearchOption.AllDirectories).Sum(Length);

    /// <summary>Every file directly in it but the key, which is refused when others may read it.</summary>
    internal IEnumerable<string> OwnFiles =>
        [DatabaseFile, DatabaseFile + "-wal", DatabaseFile + "-shm", LockFile, AuditAnchorFile, ErasureFile];

    private string LockFile => System.IO.Path.Combine(Path, "vigil.lock");

    /// <summary>Opens a folder, creating it (for the owner only) where that is wanted.</summary>
    /// <exception cref="StorageException">It does not exist, or cannot be created.</exception>
    public static DataFolder Open(string path, bool create)
    {
        var folder = new DataFolder(System.IO.Path.GetFullPath(path));
        if (Directory.Exists(folder.Path))
            return folder;
        if (!create)
            throw new StorageException($"{folder.Path} does not exist. Create the store first: vigil init-db, or vigil serve.");
        return Guarded($"{folder.Path} cannot be created", () =>
        {
            OwnerOnly.CreateFolder(folder.Path);
            return folder;
        });
    }

    /// <summary>Takes the folder for the one process that writes its journal; dispose, or end, to give it back.</summary>
    /// <exception cref="StorageException">Another process has it, or the folder cannot be written to.</exception>
    public IDisposable LockForService()
    {
        try
        {
            return OwnerOnly.Open(LockFile, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None);
        }
        catch (UnauthorizedAccessException e)
        {
            throw new StorageException($"{Path} cannot be written to: {e.Message} Make it writable for this user.", e);
        }
        catch (IOException e) when (e is not StorageException)
        {
            throw new StorageException(
                $"{Path} is in use by another process of Vigil ({e.Message}). Stop that one, choose another data folder, "
                    + "or have the running service do it where the verb takes --server.", e);
        }
    }

    /// <summary>
    /// The master key: the one that is given (base64 or hex, 32 bytes), or the one in the key file, or a new one when there is neither
    /// a key nor a database yet. The file is for its owner only.
    /// </summary>
    /// <exception cref="StorageException">No key for a database that exists; a key file that is damaged or not the owner's alone.
    /// </exception>
    public MasterKey LoadOrCreateMasterKey(string? given = null)
    {
        if (!string.IsNullOrWhiteSpace(given))
            return Parse(given.Trim(), "The given master key (VIGIL_MASTER_KEY)");
        if (File.Exists(KeyFile))
            return Guarded($"{KeyFile} cannot be read", ReadKeyFile);
        if (File.Exists(DatabaseFile))
            throw new StorageException($"{KeyFile} is missing, and {DatabaseFile} cannot be read without it. Put it back from where "
                + "it was saved, or give it as VIGIL_MASTER_KEY.");
        var key = MasterKey.Create();
        return Guarded($"{KeyFile} cannot be written", () => WriteKeyFile(key));
    }

    private MasterKey ReadKeyFile()
    {
        var mode = OperatingSystem.IsWindows() ? OwnerOnly.File : File.GetUnixFileMode(KeyFile);
        if ((mode & ~(OwnerOnly.File | UnixFileMode.UserExecute)) != 0)
            throw new StorageException($"{KeyFile} can be read by others ({mode}). Run: chmod 600 {KeyFile}");
        return Parse(File.ReadAllText(KeyFile).Trim(), KeyFile);
    }

    private MasterKey WriteKeyFile(MasterKey key)
    {
        string temporary = KeyFile + ".tmp";
        File.Delete(temporary);
        using (var stream = OwnerOnly.Create(temporary))
        {
            stream.Write(System.Text.Encoding.ASCII.GetBytes(Convert.ToBase64String(key.Secret) + "\n"));
            stream.Flush(flushToDisk: true);
        }
        File.Move(temporary, KeyFile, overwrite: false);
        return key;
    }

    private static MasterKey Parse(string text, string source)
    {
        byte[] secret = new byte[MasterKey.Length];
        bool isHex = text.Length == 2 * MasterKey.Length && text.All(char.IsAsciiHexDigit);
        if (isHex)
            return new MasterKey(Convert.FromHexString(text));
        return Convert.TryFromBase64String(text, secret, out int length) && length == MasterKey.Length
            ? new MasterKey(secret)
            : throw new StorageException($"{source} is not a key: {MasterKey.Length} bytes in base64 (44 characters) or hex (64) are "
                + $"expected; found {text.Length} characters.");
    }

    private static T Guarded<T>(string problem, Func<T> work)
    {
        try
        {
            return work();
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException) or CryptographicException)
        {
            throw new StorageException($"{problem}: {e.Message} Check the path and that this user may write there.", e);
        }
    }

    // Snapshots come and go meanwhile.
    private static long Length(FileInfo file)
    {
        try
        {
            return file.Length;
        }
        catch (FileNotFoundException)
        {
            return 0;
        }
    }
}
