using Vigil.Engine.Journal;
using Vigil.Engine.Protection;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Storage.Sql.Tests.Backups;

public sealed class SqliteBackupTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Write_WhileAppending_IsAConsistentPrefix()
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, 100));
        using var stop = new CancellationTokenSource();
        long last = 100;
        var writing = Task.Run(async () =>
        {
            // Never without end: every round reads all of it.
            while (!stop.IsCancellationRequested)
                if (ports.Journal.LastSequence < Volatile.Read(ref last) + 10_000)
                    ports.Journal.Append(Entries.Decisions(ports.Journal.LastSequence + 1, 10));
                else
                    await Task.Delay(1);
        }, TestContext.Current.CancellationToken);
        for (int round = 0; round < 5; round++)
        {
            string file = _store.Place.Beside($"b{round}.zip"), folder = _store.Place.Beside($"r{round}");
            var manifest = SqliteBackup.Write(_store.Place.Folder, file);
            manifest.LastSequence.ShouldBeGreaterThanOrEqualTo(last);
            (last = manifest.LastSequence).ShouldBe(SqliteRestore.Restore(file, folder, _store.Place.Key).LastSequence);
            using var copy = SqliteStore.Open(DataFolder.Open(folder, create: false), _store.Place.Key, null, Entries.ColumnsOf);
            (await copy.Ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).Values.Sum().ShouldBe(last);
            Bodies(copy.Ports.Journal.ReadOnOwnThread(0)).ShouldBe(Bodies(ports.Journal.ReadOnOwnThread(0, last)));
            copy.Ports.Journal.Append(Entries.Decisions(last + 1, 1));
        }
        await stop.CancelAsync();
        await writing;
    }

    [Fact]
    public async Task Write_TakesTheNewestWholeSnapshotThatTheCopyReaches()
    {
        Fill();
        foreach (long sequence in (long[])[30, 50, 99])
            new SmallState((byte)sequence).Save(_store.Whole.Ports.Snapshots, sequence);
        File.WriteAllText(Path.Combine(_store.Place.Folder.SnapshotFolder, "00000000000000000050.vigil"), "damaged");
        string file = Write(), folder = _store.Place.Beside("r");
        SqliteRestore.Restore(file, folder, _store.Place.Key).Snapshot.ShouldBe(30);
        using var copy = SqliteStore.Open(DataFolder.Open(folder, create: false), _store.Place.Key, null, Entries.ColumnsOf);
        (await copy.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken)).ShouldBe([30]);
        SmallState.Read(copy.Ports.Snapshots, 30).Pages.ShouldBe([30]);
    }

    [Fact]
    public void Write_MasterKey_IsInItOnlyWhenAsked()
    {
        var folder = DataFolder.Open(_store.Place.Beside("own"), create: true);
        using (var store = SqliteStore.Open(folder, folder.LoadOrCreateMasterKey()))
            store.Ports.Journal.Append(Entries.Decisions(1, 5));
        string without = _store.Place.Beside("without.zip"), with = _store.Place.Beside("with.zip");
        SqliteBackup.Write(folder, without).HasMasterKey.ShouldBeFalse();
        SqliteBackup.Write(folder, with, withMasterKey: true).HasMasterKey.ShouldBeTrue();
        SqliteRestore.Restore(without, _store.Place.Beside("r1"));
        File.Exists(Path.Combine(_store.Place.Beside("r1"), "master.key")).ShouldBeFalse();
        SqliteRestore.Restore(with, _store.Place.Beside("r2"));
        var restored = DataFolder.Open(_store.Place.Beside("r2"), create: false);
        SqliteStore.Open(restored, restored.LoadOrCreateMasterKey()).Dispose();
    }

    [Fact]
    public void Write_FileThatExists_IsNotOverwritten()
    {
        Fill();
        string file = Write();
        byte[] before = File.ReadAllBytes(file);
        Should.Throw<StorageException>(() => SqliteBackup.Write(_store.Place.Folder, file)).Message.ShouldContain(file);
        File.ReadAllBytes(file).ShouldBe(before);
    }

    [Fact]
    public void Write_WhereNothingCanBeWritten_LeavesNothing()
    {
        Fill();
        Should.Throw<StorageException>(() => SqliteBackup.Write(_store.Place.Folder, _store.Place.Beside("none/b.zip")));
        Directory.Exists(_store.Place.Beside("none")).ShouldBeFalse();
    }

    [Fact]
    public void Restore_FolderWithAnything_IsRefused()
    {
        Fill();
        string file = Write(), folder = _store.Place.Beside("r");
        Directory.CreateDirectory(folder);
        File.WriteAllText(Path.Combine(folder, "notes.txt"), "mine");
        Should.Throw<StorageException>(() => SqliteRestore.Restore(file, folder)).Message.ShouldContain("not empty");
        Directory.GetFileSystemEntries(folder).Length.ShouldBe(1);
    }

    [Fact]
    public void Restore_AnotherMasterKey_IsRefusedAndLeavesNothing()
    {
        Fill();
        string file = Write(), folder = _store.Place.Beside("r");
        Should.Throw<StorageException>(() => SqliteRestore.Restore(file, folder, MasterKey.Create())).Message.ShouldContain("master key");
        Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Restore_DamagedBackup_IsRefusedAndLeavesNothing()
    {
        Fill();
        byte[] whole = File.ReadAllBytes(Write());
        string file = _store.Place.Beside("damaged.zip"), folder = _store.Place.Beside("r");
        var random = new Random(3);
        for (int round = 0; round < 60; round++)
        {
            byte[] damaged = round % 2 == 0 ? whole[..random.Next(whole.Length)] : [.. whole];
            if (round % 2 == 1)
                damaged.AsSpan(random.Next(whole.Length / 2), 16).Fill(0xA5);
            File.WriteAllBytes(file, damaged);
            Should.Throw<StorageException>(() => SqliteRestore.Restore(file, folder, _store.Place.Key), $"round {round}");
            Directory.GetFileSystemEntries(folder).ShouldBeEmpty();
        }
        File.WriteAllBytes(file, whole);
        SqliteRestore.Restore(file, folder, _store.Place.Key).LastSequence.ShouldBe(60);
    }

    private void Fill() => _store.Reopen().Journal.Append(Entries.Decisions(1, 60));

    private string Write()
    {
        string file = _store.Place.Beside("b.zip");
        SqliteBackup.Write(_store.Place.Folder, file);
        return file;
    }

    private static List<string> Bodies(IEnumerable<JournalEntry> entries) =>
        [.. entries.Select(e => $"{e.Sequence} {Convert.ToHexString(e.Body.Span)}")];
}
