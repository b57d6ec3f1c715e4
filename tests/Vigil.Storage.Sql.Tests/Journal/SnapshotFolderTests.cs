using System.Globalization;
using Vigil.Detection.Numerics;
using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Journal;

namespace Vigil.Storage.Sql.Tests.Journal;

public sealed class SnapshotFolderTests : IDisposable
{
    private readonly TestFolder _place = new();

    private string Folder => _place.Beside("s");

    public void Dispose() => _place.Dispose();

    [Fact]
    public void Open_AnyByteOfTheManifestChangedOrCut_IsRefusedAndNamed()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        var state = new SmallState(1, 2, 3);
        state.Save(snapshots, 1);
        state[1] = 5;
        state.Save(snapshots, 7);
        string file = FileOf(7);
        byte[] whole = File.ReadAllBytes(file);
        for (int i = 0; i < whole.Length; i++)
        {
            byte[] damaged = [.. whole];
            damaged[i] ^= 1;
            File.WriteAllBytes(file, damaged);
            Should.Throw<InvalidDataException>(() => snapshots.Open(7)).Message.ShouldContain(file);
            File.WriteAllBytes(file, whole[..i]);
            Should.Throw<InvalidDataException>(() => snapshots.Open(7)).Message.ShouldContain(file);
        }
        SmallState.Read(snapshots, 1).Pages.ShouldBe([1, 2, 3]);
    }

    [Fact]
    public void Read_AnyByteOfAPageChanged_IsRefusedAndTheOlderSnapshotIsWhole()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        var state = new SmallState(1, 2, 3);
        state.Save(snapshots, 1);
        state[1] = 5;
        state.Save(snapshots, 7);
        string segment = Segments()[1];
        byte[] whole = File.ReadAllBytes(segment);
        var random = new SeededRandom(3);
        whole.Length.ShouldBe(2 * 4096, "the first page names the file, the other has changed");
        for (int trial = 0; trial < 500; trial++)
        {
            byte[] damaged = [.. whole];
            damaged[4096 + random.NextInt(4096)] ^= (byte)(1 << random.NextInt(8));
            File.WriteAllBytes(segment, damaged);
            Should.Throw<InvalidDataException>(() => SmallState.Read(snapshots, 7)).Message.ShouldContain("segment 2");
        }
        File.WriteAllBytes(segment, whole[..5000]);
        Should.Throw<InvalidDataException>(() => SmallState.Read(snapshots, 7));
        SmallState.Read(snapshots, 1).Pages.ShouldBe([1, 2, 3]);
        File.WriteAllBytes(segment, whole);
        SmallState.Read(snapshots, 7).Pages.ShouldBe([1, 5, 3]);
    }

    [Fact]
    public void Save_AFewPagesChanged_WritesOnlyThese()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        var state = new SmallState([.. Enumerable.Range(1, 1000)]);
        state.Save(snapshots, 1);
        (state[17], state[500]) = (-1, -2);

        state.Save(snapshots, 2);

        new FileInfo(Segments()[0]).Length.ShouldBe(1001 * 4096);
        new FileInfo(Segments()[1]).Length.ShouldBe(3 * 4096);
        SmallState.Read(snapshots, 2).Pages.Where((page, i) => page != i + 1).ShouldBe([-1, -2]);
    }

    [Fact]
    public void Save_RandomChangesForLong_KeepsAllThatIsNamedAndNoMoreThanTwiceThat()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        var state = new SmallState([.. Enumerable.Range(1, 200)]);
        var (expected, random) = (Enumerable.Range(1, 200).Select(i => (long)i).ToArray(), new SeededRandom(4));
        for (int sequence = 1; sequence <= 100; sequence++)
        {
            for (int change = random.NextInt(30); change >= 0; change--)
                if (random.NextInt(200) is var page)
                    state[page] = expected[page] = sequence * 1000 + change;
            state.Save(snapshots, sequence);
            SmallState.Read(snapshots, sequence).Pages.ShouldBe(expected);
            // One in ten goes on from what was read.
            if (random.NextInt(10) == 0)
                state = SmallState.Read(snapshots = new SnapshotFolder(Folder, keep: 3), sequence);
        }
        snapshots.Sequences().ShouldBe([100, 99, 98]);
        Segments().Sum(file => new FileInfo(file).Length).ShouldBeLessThan(3 * 200 * 4096);
    }

    [Fact]
    public void Save_ASegmentIsGone_SaysThatEverythingMustBeWritten()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        var state = new SmallState(1, 2);
        state.Save(snapshots, 1);
        File.Delete(Segments()[0]);

        Should.Throw<InvalidDataException>(() => state.Save(snapshots, 2)).Message.ShouldContain("segment-0000000001");
    }

    [Fact]
    public void Save_RemovesWhatWasLeftHalfWritten()
    {
        var snapshots = new SnapshotFolder(Folder, keep: 3);
        new SmallState(1).Save(snapshots, 1);
        string[] names = ["00000000000000000009.vigil.abc.tmp", "segment-0000000002.pages.abc.tmp", "segment-0000000044.pages"];
        string[] left = [.. names.Select(name => Path.Combine(Folder, name))];
        foreach (string file in left)
            File.WriteAllText(file, "half");
        snapshots.Sequences().ShouldBe([1]);
        new SmallState(2).Save(snapshots, 2);
        left.ShouldAllBe(file => !File.Exists(file));
        snapshots.Sequences().ShouldBe([2, 1]);
        SmallState.Read(snapshots, 1).Pages.ShouldBe([1]);
    }

    [Fact]
    public void RemoveBefore_WhatCannotBeRemoved_IsAStorageException()
    {
        string folder = _place.Beside("s");
        Directory.CreateDirectory(FileOf(5));
        File.WriteAllText(Path.Combine(folder, "5.vigil"), "");

        Should.Throw<StorageException>(() => new SnapshotFolder(folder, keep: 3).RemoveBefore(6)).Message.ShouldContain(folder);
    }

    [Fact]
    public void Save_WhereNothingCanBeWritten_IsAStorageException() => Should.Throw<StorageException>(
        () => new SmallState(1).Save(new SnapshotFolder("/proc/vigil", keep: 3), 1)).Message.ShouldContain("/proc/vigil");

    private string FileOf(long sequence) => Path.Combine(Folder, sequence.ToString("D20", CultureInfo.InvariantCulture) + ".vigil");

    private string[] Segments() => [.. Directory.GetFiles(Folder, "*.pages").Order()];
}
