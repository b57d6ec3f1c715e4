using System.Globalization;
using System.IO.Compression;
using Vigil.Engine.Models;
using Vigil.Storage.Sql.Tests.Robustness;
using Vigil.Testing;

namespace Vigil.Storage.Sql.Tests.Earlier;

/// <summary>
/// Stores that the first release (3e22238) has written, with features of its own and with its default ones, their journals removed up to
/// the snapshot; and what that release decided of the next transactions, some of which were labelled in between: cells of the simulation,
/// the risk and the raw score. Rows without these came before the snapshot.
/// </summary>
public sealed class ReleaseStoreTests
{
    private const int BeforeLabels = 60, Label = 16;

    [Theory]
    [InlineData("release-features")]
    [InlineData("release-defaults")]
    public async Task Start_StoreOfTheFirstRelease_GoesOnToTheBit(string name)
    {
        using var live = new LiveService();
        ZipFile.ExtractToDirectory(Beside(name + ".zip"), live.Path);
        string[] lines = File.ReadAllLines(Beside(name + ".csv"));
        long snapshot = long.Parse(lines[0], CultureInfo.InvariantCulture);
        var rows = lines.Skip(1).Select(line => line.Split(',')).ToLookup(row => row[^1].Length > 0);
        string[][] before = [.. rows[false]], next = [.. rows[true]];
        await live.Start();
        live.Notices.ShouldNotContain(notice => notice.IsProblem);
        live.Recover(usesSnapshots: true).SnapshotSequence.ShouldBe(snapshot);
        await KeepsItsBytesAsync((await live.Ports.Models.ListAsync(null, TestContext.Current.CancellationToken)).Single(), live);

        await Continues(live, next[..BeforeLabels]);
        await live.Service.SnapshotAsync();
        await live.Restart();
        await Continues(live, next[BeforeLabels..]);
        live.Notices.ShouldNotContain(notice => notice.IsProblem);
        long last = live.Ports.Journal.LastSequence;
        (await live.Decide([.. before, .. next])).Count.ShouldBe(before.Length + next.Length);
        live.Ports.Journal.LastSequence.ShouldBe(last, "all of them are known");
    }

    private static async Task Continues(LiveService live, string[][] rows)
    {
        var decided = await live.Decide(rows);
        decided.Select(s => Text(s.Decision!.RawScore)).ShouldBe(rows.Select(row => row[^1]));
        decided.Select(s => Text(s.Decision!.Risk)).ShouldBe(rows.Select(row => row[^2]));
        foreach (string[] row in rows.Where(row => row[Label] == "1" || row[0].EndsWith('3')))
            (await live.Service.LabelAsync(
                live.Stream, row[0], row[Label] == "1", null, "test", TestContext.Current.CancellationToken)).ShouldNotBeNull();
    }

    private static async Task KeepsItsBytesAsync(StoredModel stored, LiveService live)
    {
        byte[] file = (await live.Ports.Models.ReadAsync(stored.Version, TestContext.Current.CancellationToken))!;
        using var again = new MemoryStream();
        Model.Load(new MemoryStream(file)).Save(again);
        again.ToArray().ShouldBe(file, "it is the version that the journal names");
    }

    private static string Text(double value) => value.ToString("R", CultureInfo.InvariantCulture);

    private static string Beside(string name) =>
        Path.Combine(Repository.Root, "tests", "Vigil.Storage.Sql.Tests", "Earlier", name);
}
