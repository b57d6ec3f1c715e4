using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;

namespace Vigil.Storage.Sql.Tests.Access;

public sealed class SqliteAuditLogTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task List_FiltersAndPages_GiveEachOnceNewestFirst()
    {
        await FillAsync(20);
        var audit = _store.Reopen().Audit;
        (await audit.ListAsync(new(), null, 3, Token)).Select(e => e.Sequence).ShouldBe([20, 19, 18]);
        (await audit.ListAsync(new(), 18, 3, Token)).Select(e => e.Sequence).ShouldBe([17, 16, 15]);
        (await audit.ListAsync(new(Actor: "bob"), null, 100, Token)).Select(
            e => e.Sequence).ShouldBe([18, 15, 12, 9, 6, 3]);
        (await audit.ListAsync(new(Action: "user."), null, 100, Token)).Count.ShouldBe(10);
        (await audit.ListAsync(new(Action: "user.%"), null, 100, Token)).ShouldBeEmpty();
        (await audit.ListAsync(new(From: 5, To: 7), null, 100, Token)).Select(
            e => e.Event).ShouldBe([Event(6), Event(5)]);
    }

    [Fact]
    public async Task Verify_UntouchedLog_IsWhole()
    {
        var audit = _store.Reopen().Audit;
        (await audit.VerifyAsync(Token)).ShouldBe(new AuditVerdict(0, null, ""));
        await FillAsync(20);
        (await _store.Reopen().Audit.VerifyAsync(Token)).ShouldBe(
            new AuditVerdict(20, null, "", AnchoredFrom: 1));
    }

    [Fact]
    public async Task Append_FirstByManyAtOnce_BeginsTheAnchorOnce()
    {
        for (int round = 0; round < 20; round++)
        {
            using var store = new TestStore();
            var audit = store.Reopen().Audit;
            using var all = new Barrier(4);
            await Task.WhenAll(Enumerable.Range(0, 4).Select(i => Task.Factory.StartNew(
                () => TogetherAsync(all, audit, i), Token, TaskCreationOptions.LongRunning,
                TaskScheduler.Default).Unwrap()));
            (await audit.VerifyAsync(Token)).ShouldBe(new AuditVerdict(4, null, "", AnchoredFrom: 1));
        }
    }

    private static async Task TogetherAsync(Barrier all, IAuditLog audit, int i)
    {
        all.SignalAndWait();
        await audit.AppendAsync(Event(i), Token);
    }

    [Fact]
    public async Task Append_ByTwoStoresAtOnce_KeepsTheChain()
    {
        var first = _store.Reopen().Audit;
        using var second = _store.Place.Open();
        await Parallel.ForAsync(0, 100, Token, async (i, token) =>
            await (i % 2 == 0 ? first : second.Ports.Audit).AppendAsync(Event(i), token));
        (await first.VerifyAsync(Token)).ShouldBe(new AuditVerdict(100, null, "", AnchoredFrom: 1));
    }

    [Theory]
    [InlineData("UPDATE audit SET time = time + 1 WHERE sequence = @n")]
    [InlineData("UPDATE audit SET actor = 'eve' WHERE sequence = @n")]
    [InlineData("UPDATE audit SET action = 'x' WHERE sequence = @n")]
    [InlineData("UPDATE audit SET target = actor, actor = target WHERE sequence = @n")]
    [InlineData("UPDATE audit SET outcome = '' WHERE sequence = @n")]
    [InlineData("UPDATE audit SET address = address || ' ' WHERE sequence = @n")]
    [InlineData("UPDATE audit SET details = '{}' WHERE sequence = @n")]
    [InlineData("UPDATE audit SET hash = zeroblob(32) WHERE sequence = @n")]
    [InlineData("DELETE FROM audit WHERE sequence = @n")]
    [InlineData("DELETE FROM audit WHERE sequence >= @n")]
    [InlineData("DELETE FROM audit WHERE sequence <= @n")]
    [InlineData("DELETE FROM audit WHERE sequence >= @n; UPDATE audit_head SET sequence = @n - 1")]
    [InlineData("DELETE FROM audit WHERE sequence >= @n; DELETE FROM audit_head")]
    [InlineData("INSERT INTO audit SELECT 11, time, actor, action, target, outcome, address, details, hash FROM audit WHERE sequence = @n")]
    [InlineData("UPDATE audit SET sequence = 100 WHERE sequence = @n")]
    public async Task Verify_AnyRowChanged_IsNoticed(string sql)
    {
        await FillAsync(10);
        _store.Close();
        byte[] before = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        for (int n = 2; n <= 10; n++)
        {
            File.WriteAllBytes(_store.Place.Folder.DatabaseFile, before);
            Run(sql, n);
            var verdict = await _store.Reopen().Audit.VerifyAsync(Token);
            verdict.FirstBroken.ShouldNotBeNull($"{sql} of {n}");
            verdict.Problem.ShouldNotBeEmpty();
            _store.Close();
        }
    }

    private static AuditEvent Event(int i) =>
        new(i, i % 3 == 0 ? "bob" : "ada", i % 2 == 0 ? "user.create" : "login", "t" + i, "ok", "127.0.0.1", "");

    private async Task FillAsync(int count)
    {
        var audit = _store.Reopen().Audit;
        for (int i = 1; i <= count; i++)
            await audit.AppendAsync(Event(i), Token);
    }

    private void Run(string sql, int n)
    {
        using var connection = new SqliteConnection($"Data Source={_store.Place.Folder.DatabaseFile};Pooling=False");
        connection.Open();
        connection.Execute(sql, new { n });
    }
}
