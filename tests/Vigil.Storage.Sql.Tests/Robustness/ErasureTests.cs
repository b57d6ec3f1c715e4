using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Operations;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>A person is forgotten; the journal stays complete.</summary>
public sealed class ErasureTests
{
    private static readonly string Person = Payments.Rows.Take(600).GroupBy(Payments.CustomerOf).MaxBy(g => g.Count())!.Key;

    [Fact]
    public async Task Erase_Person_LeavesNothingReadableAndEverythingElse()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(600));
        var before = await live.ShouldBeWholeAsync();

        long sequence = (await live.Service.EraseAsync(live.Stream, Person, "test")).ShouldNotBeNull();

        sequence.ShouldBe(602);
        var after = await live.ShouldBeWholeAsync();
        var persons = Payments.Rows.Take(600).Where(r => Payments.CustomerOf(r) == Person).Select(Payments.IdOf).ToHashSet();
        foreach (var (old, now) in before.Zip(after))
        {
            now.ShouldEqual(old);
            now.IsErased.ShouldBe(persons.Contains(now.IdOf()));
            CustomerOf(now).ShouldBe(now.IsErased ? "" : CustomerOf(old));
        }
        live.ShouldHaveOneState();
        BytesOf(live.Path).ShouldAllBe(file => !Contains(file.Bytes, Person), "no file holds the person's identifier in clear");
    }

    [Fact]
    public async Task Erase_PersonWhoComesBack_IsReadableUnderANewKey()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(600));
        await live.Service.EraseAsync(live.Stream, Person, "test");

        var rows = Payments.Rows.Skip(600).Where(r => Payments.CustomerOf(r) == Person).Take(5).ToList();
        await live.Decide(rows);
        await live.Restart();
        await live.Decide(Payments.Rows.Skip(700).Take(50));

        var fresh = rows.Select(Payments.IdOf).ToHashSet();
        foreach (var decision in (await live.ShouldBeWholeAsync()).Where(d => fresh.Contains(d.IdOf())))
            CustomerOf(decision).ShouldBe(Person);
        live.ShouldHaveOneState();
    }

    [Theory]
    [InlineData("nobody")]
    [InlineData("")]
    public async Task Erase_NobodyKnown_IsNull(string entity)
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(5));

        (await live.Service.EraseAsync(live.Stream, entity, "test")).ShouldBeNull();

        live.Ports.Journal.LastSequence.ShouldBe(6);
    }

    [Fact]
    public async Task Erase_UnderLoad_SealsNothingWithADeletedKey()
    {
        using var live = await LiveService.StartNew(l => l.Options = l.Options with { BatchSize = 16 });
        var persons = Payments.Rows.Select(Payments.CustomerOf).Distinct().Take(20).ToList();
        var load = Task.Run(async () =>
        {
            foreach (string[][] chunk in Payments.Rows.Take(2000).Chunk(4))
                await live.Decide(chunk);
        }, TestContext.Current.CancellationToken);

        var erased = new List<(long Sequence, string Person)>();
        while (!load.IsCompleted)
            foreach (string person in persons)
                if (await live.Service.EraseAsync(live.Stream, person, "test") is { } sequence)
                    erased.Add((sequence, person));
        await load;

        var rows = Payments.Rows.Take(2000).ToDictionary(Payments.IdOf);
        var last = erased.GroupBy(e => e.Person).ToDictionary(g => g.Key, g => g.Max(e => e.Sequence));
        erased.ShouldNotBeEmpty();
        foreach (var decision in await live.ShouldBeWholeAsync())
            decision.IsErased.ShouldBe(decision.Sequence < last.GetValueOrDefault(Payments.CustomerOf(rows[decision.IdOf()])));
        live.ShouldHaveOneState();
    }

    [Fact]
    public async Task Erase_Person_TakesTheLookUpAwayAndNobodyElses()
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(600));
        var persons = Payments.Rows.Take(600).Select(Payments.CustomerOf).Distinct().ToList();

        await live.Service.EraseAsync(live.Stream, Person, "test");

        foreach (string person in persons)
        {
            long hash = (long)live.Stream.Personal.EntityOf(Encoding.UTF8.GetBytes(person));
            (await live.Ports.Decisions.EntityAsync(Payments.Name, hash, long.MinValue, long.MaxValue,
                TestContext.Current.CancellationToken) is null).ShouldBe(person == Person);
            (await live.Ports.Decisions.ListAsync(new DecisionFilter
            {
                Entity =
                hash
            }, null, true, 5, TestContext.Current.CancellationToken)).Any().ShouldBe(person != Person);
        }
    }

    [Theory]
    [InlineData(0)]
    [InlineData(1)]
    public async Task Restore_OfACopyFromBefore_ErasesAgainWhateverTimeTheBackupNames(int hours)
    {
        using var live = await LiveService.StartNew();
        await live.Decide(Payments.Rows.Take(600));
        string other = Payments.Rows.Take(600).Select(Payments.CustomerOf).First(c => c != Person);
        await live.Service.EraseAsync(live.Stream, other, "test");
        var folder = DataFolder.Open(live.Path, create: false);
        string backup = Path.Combine(Path.GetTempPath(), Path.GetRandomFileName() + ".zip"), restored = backup + ".data";
        var clock = new ShiftedClock();
        clock.Shift(TimeSpan.FromHours(hours));
        SqliteBackup.Write(folder, backup, withMasterKey: true, clock);
        await live.Service.EraseAsync(live.Stream, Person, "test");
        var target = DataFolder.Open(restored, create: true);
        File.Copy(folder.ErasureFile, target.ErasureFile);

        SqliteRestore.Restore(backup, restored);

        byte[] hash = Encoding.UTF8.GetBytes(Person);
        using (var store = SqliteStore.Open(target, live.Key))
        {
            (await store.Ports.EntityKeys.FindAsync(
                live.Stream.Personal.EntityOf(hash), TestContext.Current.CancellationToken)).ShouldBeNull();
            (await store.Ports.Decisions.EntityAsync(Payments.Name, (long)live.Stream.Personal.EntityOf(hash),
                long.MinValue, long.MaxValue, TestContext.Current.CancellationToken)).ShouldBeNull();
            string third = Payments.Rows.Take(600).Select(Payments.CustomerOf).First(c => c != Person && c != other);
            (await store.Ports.EntityKeys.FindAsync(
                live.Stream.Personal.EntityOf(Encoding.UTF8.GetBytes(third)), TestContext.Current.CancellationToken)).ShouldNotBeNull();
        }
        File.Delete(backup);
        Directory.Delete(restored, recursive: true);
    }

    [Fact]
    public async Task Replay_ListedRiskOrOutcomeChanged_IsNoticed()
    {
        using var live = await LiveService.StartNew();
        long sequence = (await live.Decide(Payments.Rows.Take(20)))[7].Decision!.Sequence;
        DecisionReplay.Run(live.Ports, live.Key, sequence, TestContext.Current.CancellationToken).Matches.ShouldBeTrue();

        using (var connection = new Microsoft.Data.Sqlite.SqliteConnection(
            $"Data Source={DataFolder.Open(live.Path, create: false).DatabaseFile};Pooling=False"))
        {
            connection.Open();
            Dapper.SqlMapper.Execute(
                connection, "UPDATE decision SET risk = 1.5, outcome = 2 WHERE sequence = @sequence", new { sequence });
        }

        DecisionReplay.Run(live.Ports, live.Key, sequence, TestContext.Current.CancellationToken).Differences.Select(d => d.What)
            .ShouldBe(["listed risk", "listed decision"]);
    }

    private static string CustomerOf(Decision decision) => Encoding.UTF8.GetString(decision.Transaction.Text(1));

    private static IEnumerable<(string Path, byte[] Bytes)> BytesOf(string folder) =>
        Directory.EnumerateFiles(folder, "*", SearchOption.AllDirectories).Select(f => (f, File.ReadAllBytes(f)));

    private static bool Contains(byte[] bytes, string text) => bytes.AsSpan().IndexOf(Encoding.UTF8.GetBytes(text)) >= 0;
}
