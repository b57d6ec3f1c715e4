using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Storage.Sql.Tests.Access;

/// <summary>The database alone cannot be taken back to an older state of the audit log unseen.</summary>
public sealed class AuditAnchorTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private const string All = "DELETE FROM audit; DELETE FROM audit_head";
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public async Task Verify_AllOfItDeleted_IsBroken()
    {
        await FillAsync(1, 10);

        Run(All);

        var verdict = await VerifyAsync();
        verdict.FirstBroken.ShouldBe(1);
        verdict.Problem.ShouldContain("entry 10 was written");
    }

    [Fact]
    public async Task Verify_TailDeletedWithTheOlderHeadPutBack_IsBroken()
    {
        await FillAsync(1, 6);
        _store.Close();
        byte[] older = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        await FillAsync(7, 10);
        _store.Close();

        File.WriteAllBytes(_store.Place.Folder.DatabaseFile, older);

        (await VerifyAsync()).FirstBroken.ShouldBe(7);
    }

    [Fact]
    public async Task Verify_TakenBackAndGoneOn_IsBrokenWhereItPartsFromTheAnchor()
    {
        await FillAsync(1, 6);
        _store.Close();
        byte[] older = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        await FillAsync(7, 10);
        _store.Close();
        File.WriteAllBytes(_store.Place.Folder.DatabaseFile, older);

        await FillAsync(50, 60);

        (await VerifyAsync()).FirstBroken.ShouldBe(7);
    }

    [Fact]
    public async Task Verify_AnchorMissing_IsSaidUntilTheNextEntryBeginsItAnew()
    {
        await FillAsync(1, 5);
        File.Delete(_store.Place.Folder.AuditAnchorFile);

        (await VerifyAsync()).Problem.ShouldContain("audit.anchor is missing");
        await FillAsync(6, 6);

        (await VerifyAsync()).ShouldBe(new AuditVerdict(7, null, "", AnchoredFrom: 6));
        (await _store.Reopen().Audit.ListAsync(
            new AuditFilter(Action: "audit.anchor"), null, 10, Token))[0].Event.Outcome.ShouldBe("missing");
    }

    [Fact]
    public async Task Verify_AllOfItAndTheAnchorDeleted_IsBrokenWhereThereAreUsers()
    {
        var ports = _store.Reopen();
        await FirstAdministrator.CreateAsync(ports.Users, TimeProvider.System, ports.Audit, Token);

        Run(All);
        File.Delete(_store.Place.Folder.AuditAnchorFile);

        (await VerifyAsync()).FirstBroken.ShouldBe(1);
    }

    [Fact]
    public async Task Verify_LinesOfTheAnchorForgedOrTorn_CountForNothing()
    {
        await FillAsync(1, 5);
        string[] lines = File.ReadAllLines(_store.Place.Folder.AuditAnchorFile);
        string last = lines[^1];
        File.AppendAllText(_store.Place.Folder.AuditAnchorFile, "9" + last + "\n" + last[..40]);

        await FillAsync(6, 7);

        (await VerifyAsync()).ShouldBe(new AuditVerdict(7, null, "", AnchoredFrom: 1));
    }

    [Fact]
    public async Task Restore_OfABackup_HasTheAnchorOfItsTimeAndKeepsTheOneThatWasThere()
    {
        await FillAsync(1, 5);
        string file = _store.Place.Beside("b.zip"), path = _store.Place.Beside("restored");
        SqliteBackup.Write(_store.Place.Folder, file);
        await FillAsync(6, 8);
        var folder = DataFolder.Open(path, create: true);
        File.Copy(_store.Place.Folder.AuditAnchorFile, folder.AuditAnchorFile);

        SqliteRestore.Restore(file, path, _store.Place.Key);

        using var restored = SqliteStore.Open(folder, _store.Place.Key);
        (await restored.Ports.Audit.VerifyAsync(Token)).ShouldBe(
            new AuditVerdict(5, null, "", AnchoredFrom: 1));
        File.ReadAllText(folder.AuditAnchorFile + ".replaced").ShouldBe(File.ReadAllText(_store.Place.Folder.AuditAnchorFile));
    }

    private async Task FillAsync(int from, int to)
    {
        var audit = _store.Reopen().Audit;
        for (int i = from; i <= to; i++)
            await audit.AppendAsync(
                new AuditEvent(i, "ada", "login", "t" + i, "ok", "127.0.0.1", ""), Token);
    }

    private async Task<AuditVerdict> VerifyAsync() => await _store.Reopen().Audit.VerifyAsync(Token);

    private void Run(string sql)
    {
        _store.Close();
        using var connection = new SqliteConnection($"Data Source={_store.Place.Folder.DatabaseFile};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
