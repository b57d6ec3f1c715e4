using System.Globalization;
using System.IO.Compression;
using Vigil.Storage.Sql.Tests.Robustness;
using Vigil.Testing;

namespace Vigil.Storage.Sql.Tests.Earlier;

/// <summary>
/// A store that the last release before state lived in pages (6692713) has written, its journal removed up to the snapshot; and what that
/// release decided of the next transactions: cells of the simulation, and the raw score.
/// </summary>
public sealed class EarlierStoreTests
{
    private const int Snapshot = 901;

    [Fact]
    public async Task Start_StoreOfTheTimeBeforePages_GoesOnToTheBit()
    {
        using var live = new LiveService();
        ZipFile.ExtractToDirectory(Beside("one-file-snapshot.zip"), live.Path);
        string[][] next = [.. File.ReadLines(Beside("one-file-snapshot.csv")).Select(line => line.Split(','))];
        await live.Start();
        live.Notices.ShouldNotContain(notice => notice.IsProblem);
        live.Ports.Journal.FirstSequence.ShouldBeGreaterThan(1);

        await Continues(live, next[..60], Snapshot);
        await live.Service.SnapshotAsync();
        await live.Restart();
        await Continues(live, next[60..], Snapshot + 60);
        (await live.Decide(next[..1])).ShouldAllBe(s => s.Decision!.Sequence == Snapshot + 1, "it is the first of them again");
    }

    [Fact]
    public void Open_JournalInATable_TellsHowFarItIsTakenOverAndOnlyOnce()
    {
        using var live = new LiveService();
        ZipFile.ExtractToDirectory(Beside("one-file-snapshot.zip"), live.Path);
        var told = new List<(long Entries, long Of)>();

        long kept = Open(live.Path, told);

        told[0].ShouldBe((0, kept));
        told[^1].ShouldBe((kept, kept));
        told.Select(t => t.Entries).ShouldBeInOrder();
        told.Clear();
        Open(live.Path, told);
        told.ShouldBeEmpty();
    }

    private static long Open(string path, List<(long Entries, long Of)> told)
    {
        var folder = DataFolder.Open(path, create: false);
        using var store = SqliteStore.Open(
            folder, folder.LoadOrCreateMasterKey(), new SqliteOptions { TakingOver = (entries, of) => told.Add((entries, of)) });
        return store.Ports.Journal.LastSequence - store.Ports.Journal.FirstSequence + 1;
    }

    private static async Task Continues(LiveService live, string[][] rows, long after)
    {
        live.Recover(usesSnapshots: true).SnapshotSequence.ShouldBe(after);
        var decided = await live.Decide(rows);
        decided.Select(s => s.Decision!.RawScore.ToString("R", CultureInfo.InvariantCulture)).ShouldBe(rows.Select(row => row[^1]));
    }

    private static string Beside(string name) =>
        Path.Combine(Repository.Root, "tests", "Vigil.Storage.Sql.Tests", "Earlier", name);
}
