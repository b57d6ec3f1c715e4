using System.Globalization;
using Vigil.Detection.Numerics;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>A snapshot that is damaged is refused; an older one or the journal gives the same state.</summary>
public sealed class SnapshotTests
{
    private const int HeaderBytes = 5 + 1 + 1 + 8 + 4 + 8, BodyPositions = 1000;

    [Fact]
    public async Task Recover_NewestSnapshotDamagedAnywhere_UsesTheOlderOne()
    {
        using var live = await TwoSnapshots();
        byte[] state = live.Recover(usesSnapshots: false).States.Fingerprint();
        var (older, newest) = ((await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[1], (
            await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[0]);
        string file = FileOf(live, newest);
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        System.Text.Encoding.ASCII.GetString(whole, 7, 8).ShouldBe("snapshot");
        live.Recover(usesSnapshots: true).SnapshotSequence.ShouldBe(newest);

        var random = new SeededRandom(5);
        var positions = Enumerable.Range(0, HeaderBytes)
            .Concat(Enumerable.Range(0, BodyPositions).Select(_ => HeaderBytes + random.NextInt(whole.Length - HeaderBytes))).ToList();
        int recovered = 0;
        foreach (int position in positions)
        {
            byte kept = whole[position];
            whole[position] ^= (byte)(1 + random.NextInt(255));
            await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
            whole[position] = kept;

            await Should.ThrowAsync<InvalidDataException>(
                async () => await live.Ports.Snapshots.OpenAsync(newest, TestContext.Current.CancellationToken), $"byte {position}");
            // The whole way for the header, and for some of the body: it takes longer.
            if (position >= HeaderBytes && recovered++ % 20 > 0)
                continue;
            var found = live.Recover(usesSnapshots: true);
            found.SnapshotSequence.ShouldBe(older);
            found.States.Fingerprint().ShouldBe(state);
        }
    }

    [Fact]
    public async Task Recover_PagesOfTheNewestDamaged_UsesTheOlderOneOrTheJournal()
    {
        using var live = await TwoSnapshots();
        byte[] state = live.Recover(usesSnapshots: false).States.Fingerprint();
        var (older, newest) = ((await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[1], (
            await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[0]);
        var random = new SeededRandom(6);
        var begun = new HashSet<long>();
        foreach (string file in Directory.GetFiles(live.Store.Folder.SnapshotFolder, "*.pages"))
        {
            byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
            for (int trial = 0; trial < 30; trial++)
            {
                int position = random.NextInt(whole.Length);
                byte kept = whole[position];
                whole[position] ^= (byte)(1 + random.NextInt(255));
                await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
                whole[position] = kept;

                var found = live.Recover(usesSnapshots: true);

                begun.Add(found.SnapshotSequence);
                found.States.Fingerprint().ShouldBe(state);
            }
            await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        }
        begun.ShouldBeSubsetOf([newest, older, 0]);
        begun.ShouldContain(newest, "a page of the older one is needed by it alone");
        begun.ShouldContain(older);
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    [InlineData(20)]
    [InlineData(1000)]
    public async Task Recover_SnapshotsCutShort_UsesTheJournal(int length)
    {
        using var live = await TwoSnapshots();
        byte[] state = live.Recover(usesSnapshots: false).States.Fingerprint();
        foreach (long sequence in await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))
        {
            using var file = File.OpenWrite(FileOf(live, sequence));
            file.SetLength(length);
        }
        await live.Restart();

        live.Notices.Count(n => n.IsProblem).ShouldBe(2);
        var found = live.Recover(usesSnapshots: true);
        found.States.Fingerprint().ShouldBe(state);
        (await live.Decide(Payments.Rows.Skip(300).Take(5))).ShouldAllBe(s => s.Decision != null);
    }

    [Fact]
    public async Task Recover_SnapshotUnderAnotherName_IsRefused()
    {
        using var live = await TwoSnapshots();
        byte[] state = live.Recover(usesSnapshots: false).States.Fingerprint();
        long newest = (await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[0];
        File.Move(FileOf(live, newest), FileOf(live, newest - 1));

        var found = live.Recover(usesSnapshots: true);

        found.SnapshotSequence.ShouldBe((await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[1]);
        found.States.Fingerprint().ShouldBe(state);
    }

    [Fact]
    public async Task Recover_SnapshotOfAnotherHistory_IsRefused()
    {
        using var live = await TwoSnapshots();
        using var other = await LiveService.StartNew();
        await other.Decide(Payments.Rows.Skip(500).Take(300));
        byte[] state = other.Recover(usesSnapshots: false).States.Fingerprint();
        other.Stop();
        foreach (string file in Directory.EnumerateFiles(other.Store.Folder.SnapshotFolder))
            File.Delete(file);
        foreach (string file in Directory.EnumerateFiles(live.Store.Folder.SnapshotFolder))
            File.Copy(file, Path.Join(other.Store.Folder.SnapshotFolder, Path.GetFileName(file)));

        other.Open();

        other.Recover(usesSnapshots: true).States.Fingerprint().ShouldBe(state);
    }

    [Fact]
    public async Task Snapshot_WhenDue_IsTakenWhileDeciding()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { SnapshotEntries = 100 });

        foreach (string[][] chunk in Payments.Rows.Take(1000).Chunk(10))
            await live.Decide(chunk);
        await live.Restart();

        (await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken)).Count.ShouldBeInRange(2, 3);
        (await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[0].ShouldBe(1001);
        live.ShouldHaveOneState().Entries.ShouldBe(0);
    }

    [Fact]
    public async Task Snapshot_ManyAtOnce_AreAllWritten()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(100));

        long[] sequences = await Task.WhenAll(Enumerable.Range(0, 20).Select(_ => live.Service.SnapshotAsync()));

        sequences.ShouldAllBe(s => s == 101);
        live.ShouldHaveOneState().SnapshotSequence.ShouldBe(101);
    }

    private static async Task<LiveService> TwoSnapshots()
    {
        var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(200));
        await live.Service.SnapshotAsync();
        await live.Decide(Payments.Rows.Skip(200).Take(50));
        await live.Service.SnapshotAsync();
        await live.Decide(Payments.Rows.Skip(250).Take(50));
        live.Service.Dispose();
        // The one that stopping has written.
        File.Delete(FileOf(live, (await live.Ports.Snapshots.SequencesAsync(TestContext.Current.CancellationToken))[0]));
        return live;
    }

    private static string FileOf(LiveService live, long sequence) =>
        Path.Join(live.Store.Folder.SnapshotFolder, sequence.ToString("D20", CultureInfo.InvariantCulture) + ".vigil");
}
