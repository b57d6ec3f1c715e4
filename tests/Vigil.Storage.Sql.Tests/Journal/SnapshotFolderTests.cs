using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Tests.Journal;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly TestFolder _place = new();

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Read_AnyByteChangedOrCut_IsRefused()
    {
        var snapshots = new SnapshotFolder(_place.Beside("s"), keep: 3);
        snapshots.Save(1, [1]);
        snapshots.Save(7, [1, 2, 3]);
        string file = Path.Combine(_place.Beside("s"), SnapshotFolder.NameOf(7));
        byte[] whole = File.ReadAllBytes(file);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(file, damaged);
            Should.Throw<InvalidDataException>(() => snapshots.Read(7));
            File.WriteAllBytes(file, whole[..i]);
            Should.Throw<InvalidDataException>(() => snapshots.Read(7));
        }
        snapshots.Read(1).ToArray().ShouldBe([1]);
    }

    [Fact]
    public void Save_RemovesWhatWasLeftHalfWritten()
    {
        var snapshots = new SnapshotFolder(_place.Beside("s"), keep: 3);
        snapshots.Save(1, [1]);
        string left = Path.Combine(_place.Beside("s"), "00000000000000000009.vigil.abc.tmp");
        File.WriteAllText(left, "half");
        snapshots.Sequences().ShouldBe([1]);
        snapshots.Save(2, [2]);
        File.Exists(left).ShouldBeFalse();
        snapshots.Sequences().ShouldBe([2, 1]);
    }

    [Fact]
    public void RemoveBefore_WhatCannotBeRemoved_IsAStorageException()
    {
        string folder = _place.Beside("s");
        Directory.CreateDirectory(Path.Combine(folder, SnapshotFolder.NameOf(5)));
        File.WriteAllText(Path.Combine(folder, "5.vigil"), "");

        Should.Throw<StorageException>(() => new SnapshotFolder(folder, keep: 3).RemoveBefore(6)).Message.ShouldContain(folder);
    }

    [Fact]
    public void Save_WhereNothingCanBeWritten_IsAStorageException() =>
        Should.Throw<StorageException>(() => new SnapshotFolder("/proc/vigil", keep: 3).Save(1, [1])).Message.ShouldContain("/proc/vigil");
}
