using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Access;
using Vigil.Storage.Sql.Backups;

namespace Vigil.Storage.Sql.Tests.Access;

/// <summary>The database alone cannot be taken back to an older state of the audit log unseen.</summary>
public sealed class AuditAnchorTests : IDisposable
{
    private const string All = "DELETE FROM audit; DELETE FROM audit_head";
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Verify_AllOfItDeleted_IsBroken()
    {
        Fill(1, 10);

        Run(All);

        var verdict = Verify();
        verdict.FirstBroken.ShouldBe(1);
        verdict.Problem.ShouldContain("entry 10 was written");
    }

    [Fact]
    public void Verify_TailDeletedWithTheOlderHeadPutBack_IsBroken()
    {
        Fill(1, 6);
        _store.Close();
        byte[] older = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        Fill(7, 10);
        _store.Close();

        File.WriteAllBytes(_store.Place.Folder.DatabaseFile, older);

        Verify().FirstBroken.ShouldBe(7);
    }

    [Fact]
    public void Verify_TakenBackAndGoneOn_IsBrokenWhereItPartsFromTheAnchor()
    {
        Fill(1, 6);
        _store.Close();
        byte[] older = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        Fill(7, 10);
        _store.Close();
        File.WriteAllBytes(_store.Place.Folder.DatabaseFile, older);

        Fill(50, 60);

        Verify().FirstBroken.ShouldBe(7);
    }

    [Fact]
    public void Verify_AnchorMissing_IsSaidUntilTheNextEntryBeginsItAnew()
    {
        Fill(1, 5);
        File.Delete(_store.Place.Folder.AuditAnchorFile);

        Verify().Problem.ShouldContain("audit.anchor is missing");
        Fill(6, 6);

        Verify().ShouldBe(new AuditVerdict(7, null, "", AnchoredFrom: 6));
        _store.Reopen().Audit.List(new AuditFilter(Action: "audit.anchor"), null, 10)[0].Event.Outcome.ShouldBe("missing");
    }

    [Fact]
    public void Verify_AllOfItAndTheAnchorDeleted_IsBrokenWhereThereAreUsers()
    {
        var ports = _store.Reopen();
        FirstAdministrator.Create(ports.Users, TimeProvider.System, ports.Audit);

        Run(All);
        File.Delete(_store.Place.Folder.AuditAnchorFile);

        Verify().FirstBroken.ShouldBe(1);
    }

    [Fact]
    public void Verify_LinesOfTheAnchorForgedOrTorn_CountForNothing()
    {
        Fill(1, 5);
        string[] lines = File.ReadAllLines(_store.Place.Folder.AuditAnchorFile);
        string last = lines[^1];
        File.AppendAllText(_store.Place.Folder.AuditAnchorFile, "9" + last + "\n" + last[..40]);

        Fill(6, 7);

        Verify().ShouldBe(new AuditVerdict(7, null, "", AnchoredFrom: 1));
    }

    [Fact]
    public void Restore_OfABackup_HasTheAnchorOfItsTimeAndKeepsTheOneThatWasThere()
    {
        Fill(1, 5);
        string file = _store.Place.Beside("b.zip"), path = _store.Place.Beside("restored");
        SqliteBackup.Write(_store.Place.Folder, file);
        Fill(6, 8);
        var folder = DataFolder.Open(path, create: true);
        File.Copy(_store.Place.Folder.AuditAnchorFile, folder.AuditAnchorFile);

        SqliteRestore.Restore(file, path, _store.Place.Key);

        using var restored = SqliteStore.Open(folder, _store.Place.Key);
        restored.Ports.Audit.Verify(TestContext.Current.CancellationToken).ShouldBe(new AuditVerdict(5, null, "", AnchoredFrom: 1));
        File.ReadAllText(folder.AuditAnchorFile + ".replaced").ShouldBe(File.ReadAllText(_store.Place.Folder.AuditAnchorFile));
    }

    private void Fill(int from, int to)
    {
        var audit = _store.Reopen().Audit;
        for (int i = from; i <= to; i++)
            audit.Append(new AuditEvent(i, "ada", "login", "t" + i, "ok", "127.0.0.1", ""));
    }

    private AuditVerdict Verify() => _store.Reopen().Audit.Verify(TestContext.Current.CancellationToken);

    private void Run(string sql)
    {
        _store.Close();
        using var connection = new SqliteConnection($"Data Source={_store.Place.Folder.DatabaseFile};Pooling=False");
        connection.Open();
        connection.Execute(sql);
    }
}
