using Vigil.Engine.Journal;
using Vigil.Engine.Protection;

namespace Vigil.Storage.Sql.Tests;

public sealed class DataFolderTests : IDisposable
{
    private readonly TestFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Open_MissingFolder_IsCreatedOnlyWhenWanted()
    {
        string path = _place.Beside("new");
        Should.Throw<StorageException>(() => DataFolder.Open(path, create: false)).Message.ShouldContain(path);
        DataFolder.Open(path, create: true);
        DataFolder.Open(path, create: false).Path.ShouldBe(path);
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(path).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
    }

    [Fact]
    public void Open_WhereNoFolderCanBe_SaysSo() =>
        Should.Throw<StorageException>(() => DataFolder.Open("/proc/vigil-data", create: true)).Message.ShouldContain("/proc/vigil-data");

    [Fact]
    public void LockForService_Twice_NamesTheFolder()
    {
        using (_place.Folder.LockForService())
            Should.Throw<StorageException>(() => _place.Folder.LockForService()).Message.ShouldContain(_place.Folder.Path);
        _place.Folder.LockForService().Dispose();
    }

    [Fact]
    public void LoadOrCreateMasterKey_FirstTime_MakesAFileForTheOwnerOnly()
    {
        var key = _place.Folder.LoadOrCreateMasterKey();
        if (!OperatingSystem.IsWindows())
            File.GetUnixFileMode(_place.Folder.KeyFile).ShouldBe(UnixFileMode.UserRead | UnixFileMode.UserWrite);
        _place.Folder.LoadOrCreateMasterKey().Secret.ToArray().ShouldBe(key.Secret.ToArray());
    }

    [Fact]
    public void LoadOrCreateMasterKey_FileThatOthersMayRead_IsRefused()
    {
        _place.Folder.LoadOrCreateMasterKey();
        if (!OperatingSystem.IsWindows())
            File.SetUnixFileMode(_place.Folder.KeyFile, (UnixFileMode)0b110_100_000);
        Should.Throw<StorageException>(() => _place.Folder.LoadOrCreateMasterKey()).Message.ShouldContain("chmod 600");
    }

    [Fact]
    public void LoadOrCreateMasterKey_KeyGoneButDatabaseThere_MakesNoNewOne()
    {
        SqliteStore.Open(_place.Folder, _place.Folder.LoadOrCreateMasterKey()).Dispose();
        File.Delete(_place.Folder.KeyFile);
        Should.Throw<StorageException>(() => _place.Folder.LoadOrCreateMasterKey()).Message.ShouldContain("VIGIL_MASTER_KEY");
        File.Exists(_place.Folder.KeyFile).ShouldBeFalse();
    }

    [Fact]
    public void LoadOrCreateMasterKey_Given_IsReadAsBase64OrHexAndWritesNoFile()
    {
        byte[] secret = MasterKey.Create().Secret.ToArray();
        _place.Folder.LoadOrCreateMasterKey(Convert.ToBase64String(secret)).Secret.ToArray().ShouldBe(secret);
        _place.Folder.LoadOrCreateMasterKey(Convert.ToHexString(secret) + "\n").Secret.ToArray().ShouldBe(secret);
        File.Exists(_place.Folder.KeyFile).ShouldBeFalse();
    }

    [Theory]
    [InlineData("short")]
    [InlineData("AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA")]
    [InlineData("zz112233445566778899aabbccddeeff00112233445566778899aabbccddeeff")]
    public void LoadOrCreateMasterKey_GivenNonsense_SaysWhatIsExpectedAndNotTheText(string text)
    {
        string message = Should.Throw<StorageException>(() => _place.Folder.LoadOrCreateMasterKey(text)).Message;
        message.ShouldContain("32 bytes");
        message.ShouldNotContain(text);
    }
}
