using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>The files below the store: a full disk, a cut database, another process.</summary>
public sealed class StoreFileTests
{
    [Fact]
    public async Task Append_DatabaseFull_DecidesOnAndTheTablesFollowWhenThereIsRoom()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(100));
        live.Stop();
        live.StoreOptions = new SqliteOptions { MaxPages = (new FileInfo(live.Store.Folder.DatabaseFile).Length / 4096) + 10 };
        await live.Start();

        var answered = await live.Decide(Payments.Rows.Skip(100).Take(2000));

        answered.ShouldAllBe(s => s.Decision != null);
        (await Should.ThrowAsync<StorageException>(
            async () => await live.Ports.Decisions.CountsAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("full");
        live.Notices.ShouldContain(n => n.IsProblem && n.Text.Contains("full", StringComparison.Ordinal));
        live.StoreOptions = new SqliteOptions();
        await live.Restart();
        (await live.Ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).Values.Sum().ShouldBe(2100);
        (await live.Decide(Payments.Rows.Take(2100))).ShouldAllBe(s => s.Decision!.IsDuplicate);
        foreach (var (stored, answer) in (await live.ShouldBeWholeAsync()).Skip(100).Zip(answered))
            stored.ShouldEqual(answer.Decision!);
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Lock_SecondProcess_IsRefused()
    {
        using var live = await LiveService.StartNew();
        using (live.Store.Folder.LockForService())
            Should.Throw<StorageException>(() => DataFolder.Open(live.Path, create: false).LockForService())
                .Message.ShouldContain("in use by another process");

        using (live.Store.Folder.LockForService())
            live.Service.State.Phase.ShouldBe(ServicePhase.Ready);
    }

    [Fact]
    public async Task Append_AnotherWriterUsedTheJournal_IsAFaultAndIsRecovered()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(20));
        using (var second = SqliteStore.Open(live.Store.Folder, live.Key))
        {
            using var other = ScoringService.Start(live.Options, second.Ports, live.Key, live.Time, _ => { });
            await other.Ready;
            await other.PromoteAsync(Payments.Models[1].Version, "another process");
        }

        var failed = await live.Decide(Payments.Rows.Skip(20).Take(5));
        await live.UntilReady();
        var again = await live.Decide(Payments.Rows.Skip(20).Take(5));

        failed.ShouldAllBe(s => s.Decision == null);
        again.ShouldAllBe(s => s.Decision!.Snapshot.Model.Version == Payments.Models[1].Version);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(25);
        live.ShouldHaveOneState();
    }

    [Theory]
    [InlineData(0)]
    [InlineData(50)]
    [InlineData(4096)]
    [InlineData(3 * 4096 + 17)]
    [InlineData(-4096)]
    [InlineData(-1)]
    public async Task Open_DatabaseCutShort_IsAnErrorAndNothingIsOverwritten(long length)
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(300));
        live.Stop();
        string file = live.Store.Folder.DatabaseFile;
        byte[] whole = await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken);
        int left = (int)(length < 0 ? whole.Length + length : length);
        await File.WriteAllBytesAsync(file, whole[..left], TestContext.Current.CancellationToken);
        string cut = await HashOf(file);

        var fault = await Should.ThrowAsync<Exception>(live.Start);

        fault.ShouldBeAssignableTo<IOException>(fault.ToString());
        fault.Message.ShouldContain(file);
        live.Stop();
        (await HashOf(file)).ShouldBe(cut);
        await File.WriteAllBytesAsync(file, whole, TestContext.Current.CancellationToken);
        await live.Start();
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(300);
    }

    private static async Task<string> HashOf(string file) => Convert.ToHexString(
        System.Security.Cryptography.SHA256.HashData(await File.ReadAllBytesAsync(file, TestContext.Current.CancellationToken)));
}
