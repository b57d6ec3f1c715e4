using System.Runtime.InteropServices;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Storage.Sql.Tests;

/// <summary>Every file of a data folder and every backup is for its owner only, where the umask leaves files open to all.</summary>
public sealed class FileModesTests : IDisposable
{
    private const UnixFileMode Others = UnixFileMode.GroupRead | UnixFileMode.GroupWrite | UnixFileMode.GroupExecute
        | UnixFileMode.OtherRead | UnixFileMode.OtherWrite | UnixFileMode.OtherExecute;

    private readonly DirectoryInfo _place = Directory.CreateTempSubdirectory("vigil-modes-");

    // Other tests run meanwhile: what they write may be open, too, and no test depends on that.
    private readonly uint _mask = OperatingSystem.IsWindows() ? 0 : Umask(0);

    public void Dispose()
    {
        if (!OperatingSystem.IsWindows())
            _ = Umask(_mask);
        _place.Delete(recursive: true);
    }

    [Fact]
    public async Task EverythingThatIsWritten_IsForItsOwnerOnly()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var folder = DataFolder.Open(Path.Combine(_place.FullName, "data"), create: true);
        var key = folder.LoadOrCreateMasterKey();
        using (folder.LockForService())
        using (var store = SqliteStore.Open(folder, key, null, Entries.ColumnsOf))
        {
            File.WriteAllText(Path.Combine(_place.FullName, "open"), "");
            OpenToOthers().ShouldHaveSingleItem("the umask hides nothing");
            File.Delete(Path.Combine(_place.FullName, "open"));
            store.Ports.Journal.Append(Entries.Decisions(1, 50));
            store.Ports.Journal.Append(Entries.Batch(Entries.Erasure(51, 7)));
            new SmallState(1, 2, 3).Save(store.Ports.Snapshots, 50);
            await store.Ports.Audit.AppendAsync(
                new AuditEvent(1, "ada", "login", "t", "ok", "", ""), TestContext.Current.CancellationToken);
            SqliteBackup.Write(folder, Path.Combine(_place.FullName, "with.zip"), withMasterKey: true);
            SqliteBackup.Write(folder, Path.Combine(_place.FullName, "without.zip"));
            File.Exists(folder.DatabaseFile + "-wal").ShouldBeTrue();
            File.Exists(folder.ErasureFile).ShouldBeTrue();
            OpenToOthers().ShouldBeEmpty();
        }
        SqliteRestore.Restore(Path.Combine(_place.FullName, "with.zip"), Path.Combine(_place.FullName, "restored"));
        OpenToOthers().ShouldBeEmpty();
    }

    [Fact]
    public void Open_StoreOfAnEarlierVersion_TakesWhatOthersMayAway()
    {
        Assert.SkipWhen(OperatingSystem.IsWindows(), "Windows has no such modes.");
        var folder = DataFolder.Open(Path.Combine(_place.FullName, "data"), create: true);
        var key = folder.LoadOrCreateMasterKey();
        using (var store = SqliteStore.Open(folder, key))
            new SmallState(1).Save(store.Ports.Snapshots, 1);
        foreach (string file in Directory.GetFiles(folder.Path, "*", SearchOption.AllDirectories).Where(f => f != folder.KeyFile))
            Chmod(file, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.GroupRead | UnixFileMode.OtherRead);

        using (SqliteStore.Open(folder, key))
            OpenToOthers().ShouldBeEmpty();
    }

    [DllImport("libc", EntryPoint = "umask")]
    [DefaultDllImportSearchPaths(DllImportSearchPath.SafeDirectories)]
#pragma warning disable SYSLIB1054 // The generated one needs unsafe code, which this project has none of.
    private static extern uint Umask(uint mask);
#pragma warning restore SYSLIB1054

    private string[] OpenToOthers() =>
        [.. Directory.GetFileSystemEntries(_place.FullName, "*", SearchOption.AllDirectories).Where(entry => (Mode(entry) & Others) != 0)];

    private static UnixFileMode Mode(string path) => OperatingSystem.IsWindows() ? 0 : File.GetUnixFileMode(path);

    private static void Chmod(string path, UnixFileMode mode)
    {
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(path, mode);
    }
}
