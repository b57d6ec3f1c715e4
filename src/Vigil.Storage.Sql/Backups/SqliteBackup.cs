using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Segments;
using Vigil.Engine.State;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Backups;

/// <summary>
/// Writes one file (zip) with a consistent copy of the database, the newest snapshot that belongs to it, and checksums, while a service
/// may be running in this or another process.
/// </summary>
public static class SqliteBackup
{
    internal const int Format = 2;
    internal const string Manifest = "manifest.json", Database = "vigil.db", Key = "master.key", Anchor = "audit.anchor",
        Snapshots = "snapshots/", Journal = "journal/";

    /// <summary>Writes a backup, whole or not at all.</summary>
    /// <param name="folder">The store.</param>
    /// <param name="file">The file; it must not exist.</param>
    /// <param name="withMasterKey">Puts the key file into it: then the backup alone is enough to read everything.</param>
    /// <param name="clock">For the date in the manifest; the system's without one.</param>
    /// <exception cref="StorageException">The store cannot be read or the file cannot be written.</exception>
    public static BackupManifest Write(DataFolder folder, string file, bool withMasterKey = false, TimeProvider? clock = null)
    {
        if (File.Exists(file))
            throw new StorageException($"{file} exists. Choose another name: a backup is not overwritten.");
        if (withMasterKey && !File.Exists(folder.KeyFile))
            throw new StorageException($"{folder.KeyFile} does not exist: the key of this store is given from outside. Keep it there.");
        string copy = file + ".copy.tmp", archive = file + ".tmp";
        try
        {
            Delete(copy, archive);
            OwnerOnly.CreateEmpty(copy);
            var created = (clock ?? TimeProvider.System).GetUtcNow();
            // Before the copy: it has all that the anchor names.
            byte[] anchor = File.Exists(folder.AuditAnchorFile) ? File.ReadAllBytes(folder.AuditAnchorFile) : [];
            var (schema, last) = Copy(folder, copy);
            var manifest = Pack(folder, copy, archive, anchor, new BackupManifest(
                Format, created, schema, last, null, withMasterKey, []));
            File.Move(archive, file, overwrite: false);
            return manifest;
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Of(copy, e);
        }
        catch (Exception e) when (e is UnauthorizedAccessException or (IOException and not StorageException))
        {
            throw new StorageException($"The backup {file} could not be written: {e.Message} Check the path and the free space.", e);
        }
        finally
        {
            Delete(copy, archive);
        }
    }

    private static (int Schema, long Last) Copy(DataFolder folder, string copy)
    {
        if (!File.Exists(folder.DatabaseFile))
            throw new StorageException($"{folder.DatabaseFile} does not exist: there is nothing to back up. Check the folder.");
        // Before the copy: data keys are there before the entries that they seal, so the copy has the keys of all up to here.
        long last = LastOf(folder);
        using var source = new SqliteDatabase(folder.DatabaseFile, new SqliteOptions { IsReadOnly = true });
        using var target = new SqliteDatabase(copy, new SqliteOptions());
        using var to = target.Connect(SqliteOpenMode.ReadWriteCreate, cacheMiB: 8);
        // In one step, as one reader: a writer goes on meanwhile, and what it writes is not in the copy.
        source.Read(from =>
        {
            from.BackupDatabase(to);
            return true;
        });
        to.Execute("PRAGMA journal_mode=DELETE");
        int schema = to.ExecuteScalar<int>("PRAGMA user_version");
        string taken = schema < Schema.JournalInFiles ? "SELECT max(sequence) FROM journal" : "SELECT max(position) FROM projection";
        return (schema, Math.Max(last, to.ExecuteScalar<long?>(taken) ?? 0));
    }

    private static long LastOf(DataFolder folder)
    {
        using var log = new SegmentLog(new SegmentFolder(folder.JournalFolder), () => 0, isReadOnly: true);
        return log.LastSequence;
    }

    // Files that are being written have more than the copy; what that is goes when it is restored. All are open before the first is read.
    private static List<FileStream> JournalFiles(DataFolder folder) =>
        [.. new SegmentFolder(folder.JournalFolder).List().Select(number => new FileStream(
            Path.Combine(folder.JournalFolder, SegmentFolder.NameOf(number)), FileMode.Open, FileAccess.Read,
            FileShare.ReadWrite | FileShare.Delete))];

    private static BackupManifest Pack(DataFolder folder, string copy, string archive, byte[] anchor, BackupManifest manifest)
    {
        using var stream = OwnerOnly.Create(archive);
        using (var zip = new ZipArchive(stream, ZipArchiveMode.Create, leaveOpen: true))
        {
            var files = new List<BackupFile>();
            using (var database = File.OpenRead(copy))
                files.Add(Add(zip, Database, database));
            var (sequence, snapshot) = Snapshot(folder, manifest.LastSequence);
            manifest = manifest with { Snapshot = sequence };
            foreach (var part in JournalFiles(folder))
                using (part)
                    files.Add(Add(zip, Journal + Path.GetFileName(part.Name), part));
            foreach (var part in snapshot)
                using (part)
                    files.Add(Add(zip, Snapshots + Path.GetFileName(part.Name), part));
            if (anchor.Length > 0)
                files.Add(Add(zip, Anchor, new MemoryStream(anchor)));
            if (manifest.HasMasterKey)
                files.Add(Add(zip, Key, new MemoryStream(File.ReadAllBytes(folder.KeyFile))));
            manifest = manifest with { Files = files };
            using var text = zip.CreateEntry(Manifest, CompressionLevel.NoCompression).Open();
            JsonSerializer.Serialize(text, manifest, BackupManifestJson.Default.BackupManifest);
        }
        stream.Flush(flushToDisk: true);
        return manifest;
    }

    // Snapshots come and go while a service runs, and one may be damaged: the newest whole one that the copy reaches. Its files are open
    // before the first is read, so that none goes meanwhile.
    private static (long? Sequence, List<FileStream> Files) Snapshot(DataFolder folder, long last)
    {
        var snapshots = new SnapshotFolder(folder.SnapshotFolder, keep: 1, isReadOnly: true);
        foreach (long sequence in snapshots.Sequences().Where(s => s <= last))
        {
            var files = new List<FileStream>();
            try
            {
                using var saved = snapshots.Open(sequence);
                if (saved.Manifest is { } manifest)
                    new StateLoader(saved.Segment).Check(manifest);
                foreach (string name in snapshots.FilesOf(sequence))
                    files.Add(new FileStream(
                        Path.Combine(folder.SnapshotFolder, name), FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete));
                return (sequence, files);
            }
            catch (Exception e) when (e is InvalidDataException or FileNotFoundException)
            {
                // The next older one is as good: it only takes longer to continue from.
                files.ForEach(file => file.Dispose());
            }
        }
        return (null, []);
    }

    private static BackupFile Add(ZipArchive zip, string name, Stream content)
    {
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var entry = zip.CreateEntry(name, CompressionLevel.Fastest).Open();
        byte[] buffer = new byte[1 << 20];
        long bytes = 0;
        while (content.Read(buffer) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            entry.Write(buffer, 0, count);
            bytes += count;
        }
        return new BackupFile(name, bytes, Convert.ToHexString(hash.GetHashAndReset()).ToLower(CultureInfo.InvariantCulture));
    }

    private static void Delete(params ReadOnlySpan<string> files)
    {
        foreach (string file in files)
            foreach (string suffix in (ReadOnlySpan<string>)["", "-journal", "-wal", "-shm"])
                if (File.Exists(file + suffix))
                    File.Delete(file + suffix);
    }
}
