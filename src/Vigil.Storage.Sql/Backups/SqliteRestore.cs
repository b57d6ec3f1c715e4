using System.Globalization;
using System.IO.Compression;
using System.Security.Cryptography;
using System.Text.Json;
using System.Text.RegularExpressions;
using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Segments;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Journal;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Backups;

/// <summary>Puts a backup into an empty folder, after every byte of it has been checked.</summary>
public static partial class SqliteRestore
{
    /// <summary>
    /// Restores, and erases again who was erased since the backup was made; on any error the folder is left as it was.
    /// </summary>
    /// <param name="file">The backup.</param>
    /// <param name="path">The folder: missing, or with nothing but a master key, an audit anchor and a register of erasures.</param>
    /// <param name="key">The master key, when it is neither in the backup nor in the folder; without any it is not checked.</param>
    /// <exception cref="StorageException">The folder holds something, or the backup is damaged, newer than this program or of another key.
    /// </exception>
    public static BackupManifest Restore(string file, string path, MasterKey? key = null)
    {
        var folder = DataFolder.Open(path, create: true);
        string[] stays = [folder.KeyFile, folder.AuditAnchorFile, folder.ErasureFile];
        if (Directory.EnumerateFileSystemEntries(folder.Path).Any(entry => !stays.Contains(entry)))
            throw new StorageException($"{path} is not empty. Restore into an empty folder: nothing is overwritten.");
        string work = Path.Combine(folder.Path, "restore.tmp");
        try
        {
            OwnerOnly.CreateFolder(work);
            var manifest = Unpack(file, work);
            var erased = new ErasureRegister(folder.ErasureFile);
            Check(DataFolder.Open(work, create: false), manifest, KeyOf(folder, work, key), erased);
            MoveInto(folder, work, manifest);
            return manifest;
        }
        catch (SqliteException e)
        {
            throw SqliteFault.Of(file, e);
        }
        catch (Exception e) when (
            e is UnauthorizedAccessException or (IOException and not StorageException) or JsonException or InvalidDataException)
        {
            throw new StorageException($"{file} could not be restored: {e.Message} Check the file and the free space.", e);
        }
        finally
        {
            if (Directory.Exists(work))
                Directory.Delete(work, recursive: true);
        }
    }

    private static BackupManifest Unpack(string file, string work)
    {
        using var zip = ZipFile.OpenRead(file);
        var entry = zip.GetEntry(SqliteBackup.Manifest) ?? throw Damaged(file, $"{SqliteBackup.Manifest} is missing");
        using (var text = entry.Open())
        {
            var manifest = JsonSerializer.Deserialize(text, BackupManifestJson.Default.BackupManifest);
            if (manifest?.Files is null || manifest.Format is < 1 or > SqliteBackup.Format)
                throw Damaged(file, $"its format is {manifest?.Format}, not one of 1 to {SqliteBackup.Format}");
            if (manifest.Schema > Schema.Newest)
                throw new StorageException($"{file} has schema {manifest.Schema}; this program knows 1 to {Schema.Newest}. A newer version "
                    + "of Vigil wrote it: use that one.");
            if (manifest.Files.All(f => f.Name != SqliteBackup.Database))
                throw Damaged(file, $"{SqliteBackup.Database} is missing");
            foreach (var part in manifest.Files)
                Unpack(zip, part, file, work);
            return manifest;
        }
    }

    private static void Unpack(ZipArchive zip, BackupFile part, string file, string work)
    {
        if (!Expected().IsMatch(part.Name))
            throw Damaged(file, $"'{part.Name}' does not belong into it");
        var entry = zip.GetEntry(part.Name) ?? throw Damaged(file, $"{part.Name} is missing");
        string target = Path.Combine(work, part.Name);
        OwnerOnly.CreateFolder(Path.GetDirectoryName(target)!);
        using var hash = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        using var from = entry.Open();
        using var to = OwnerOnly.Create(target);
        byte[] buffer = new byte[1 << 20];
        while (from.Read(buffer) is var count and > 0)
        {
            hash.AppendData(buffer, 0, count);
            to.Write(buffer, 0, count);
        }
        to.Flush(flushToDisk: true);
        if (to.Length != part.Bytes || !Convert.ToHexString(hash.GetHashAndReset()).Equals(part.Sha256, StringComparison.OrdinalIgnoreCase))
            throw Damaged(file, $"{part.Name} does not match its checksum");
    }

    private static MasterKey? KeyOf(DataFolder folder, string work, MasterKey? given)
    {
        if (given is not null)
            return given;
        if (File.Exists(folder.KeyFile))
            return folder.LoadOrCreateMasterKey();
        return File.Exists(Path.Combine(work, SqliteBackup.Key))
            ? DataFolder.Open(work, create: false).LoadOrCreateMasterKey() : null;
    }

    private static void Check(DataFolder work, BackupManifest manifest, MasterKey? key, ErasureRegister erased)
    {
        using var database = new SqliteDatabase(work.DatabaseFile, new SqliteOptions());
        var files = new SegmentFolder(work.JournalFolder);
        Schema.Prepare(database, files, key);
        using var connection = database.Connect(SqliteOpenMode.ReadWrite, cacheMiB: 8);
        string verdict = connection.ExecuteScalar<string>("PRAGMA integrity_check(1)") ?? "";
        if (verdict != "ok")
            throw Damaged(work.DatabaseFile, verdict);
        using var journal = new SegmentLog(files, SegmentFolder.NewSalt, isReadOnly: false, last: manifest.LastSequence);
        long last = journal.LastSequence;
        if (last != manifest.LastSequence)
            throw Damaged(work.JournalFolder, $"it ends with entry {last}, not {manifest.LastSequence}");
        // Entries are in order of receipt: what came before the last one of the copy is in it, whenever the backup was begun.
        long received = journal.Find(last)?.Received ?? 0;
        Erasures.Repeat(connection, erased.Since(received));
        connection.Execute("PRAGMA journal_mode=DELETE");
    }

    // The database comes last: a folder without one is not a store.
    private static void MoveInto(DataFolder folder, string work, BackupManifest manifest)
    {
        OwnerOnly.CreateFolder(folder.SnapshotFolder);
        if (File.Exists(folder.AuditAnchorFile))
            File.Move(folder.AuditAnchorFile, FreeName(folder.AuditAnchorFile + ".replaced"));
        if (Directory.Exists(Path.Combine(work, SqliteBackup.Journal)))
            Directory.Move(Path.Combine(work, SqliteBackup.Journal), folder.JournalFolder);
        var rest = manifest.Files.Where(f => !f.Name.StartsWith(SqliteBackup.Journal, StringComparison.Ordinal));
        foreach (var part in rest.OrderBy(f => f.Name == SqliteBackup.Database))
            if (part.Name != SqliteBackup.Key || !File.Exists(folder.KeyFile))
                File.Move(Path.Combine(work, part.Name), Path.Combine(folder.Path, part.Name));
    }

    // What the log had been is evidence, and is kept.
    private static string FreeName(string path) => Enumerable.Range(1, int.MaxValue)
        .Select(number => number == 1 ? path : string.Create(CultureInfo.InvariantCulture, $"{path}.{number}"))
        .First(name => !File.Exists(name));

    private static StorageException Damaged(string file, string what) => new($"{file} is damaged: {what}. Use another backup.");

    [GeneratedRegex(@"^(vigil\.db|master\.key|audit\.anchor|journal/[0-9]{6,9}\.journal"
        + @"|snapshots/([0-9]{20}\.vigil|segment-[0-9]{10}\.pages))$")]
    private static partial Regex Expected();
}
