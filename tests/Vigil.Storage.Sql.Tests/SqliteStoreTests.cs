using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;

namespace Vigil.Storage.Sql.Tests;

/// <summary>What is refused at opening, and what happens when the disk or the database fails.</summary>
public sealed class SqliteStoreTests : IDisposable
{
    private readonly TestStore _store = new();

    public void Dispose() => _store.Dispose();

    [Fact]
    public void Open_AnotherMasterKey_IsRefused()
    {
        Fill(10);
        Should.Throw<StorageException>(() => SqliteStore.Open(_store.Place.Folder, MasterKey.Create())).Message.ShouldContain("master key");
        var options = new SqliteOptions { IsReadOnly = true };
        Should.Throw<StorageException>(() => SqliteStore.Open(_store.Place.Folder, MasterKey.Create(), options));
    }

    [Fact]
    public void Open_NewerSchema_IsRefusedAndUntouched()
    {
        Fill(1);
        Sql("PRAGMA user_version=99");
        Should.Throw<StorageException>(() => _store.Reopen()).Message.ShouldContain("99");
        Sql("PRAGMA user_version").ShouldBe(99);
    }

    [Fact]
    public void Open_DatabaseOfAnotherProgram_IsRefusedAndUntouched()
    {
        Sql("CREATE TABLE theirs (a)", create: true);
        byte[] before = File.ReadAllBytes(_store.Place.Folder.DatabaseFile);
        Should.Throw<StorageException>(() => _store.Reopen()).Message.ShouldContain("another program");
        File.ReadAllBytes(_store.Place.Folder.DatabaseFile).ShouldBe(before);
    }

    [Fact]
    public void Open_NotADatabase_IsRefused()
    {
        File.WriteAllText(_store.Place.Folder.DatabaseFile, new string('x', 8192));
        Should.Throw<StorageException>(() => _store.Reopen()).Message.ShouldContain("not a SQLite database");
    }

    [Fact]
    public void Open_EmptyDatabaseBesideSnapshots_IsRefused()
    {
        new SmallState(1).Save(Fill(10).Snapshots, 5);
        _store.Close();
        File.Delete(_store.Place.Folder.DatabaseFile);
        Should.Throw<StorageException>(() => _store.Reopen()).Message.ShouldContain("missing or empty");
    }

    [Fact]
    public async Task Open_ReadOnly_ReadsBesideTheWriterAndWritesNothing()
    {
        var ports = Fill(10);
        using var reader = _store.Place.OpenEntries(new SqliteOptions { IsReadOnly = true });
        reader.Ports.Journal.LastSequence.ShouldBe(10);
        ports.Journal.Append(Entries.Decisions(11, 5));
        reader.Ports.Journal.LastSequence.ShouldBe(15);
        reader.Ports.Journal.Read(0).Count().ShouldBe(15);
        Should.Throw<StorageException>(() => reader.Ports.Journal.Append(Entries.Decisions(16, 1))).Message.ShouldContain("reading only");
        await Should.ThrowAsync<StorageException>(
            async () => await reader.Ports.Secrets.FindOrAddAsync("a", [1], TestContext.Current.CancellationToken));
        Should.Throw<StorageException>(() => new SmallState(1).Save(reader.Ports.Snapshots, 1));
    }

    [Fact]
    public void Open_ReadOnlyWithoutAWriter_Reads()
    {
        Fill(10);
        _store.Close();
        using var reader = _store.Place.OpenEntries(new SqliteOptions { IsReadOnly = true });
        reader.Ports.Journal.Read(0).Count().ShouldBe(10);
    }

    [Fact]
    public void Open_DatabaseCutShortAnywhere_IsRefused()
    {
        Fill(500);
        _store.Close();
        string file = _store.Place.Folder.DatabaseFile;
        Directory.GetFiles(_store.Place.Folder.Path).ShouldBe([file]);
        byte[] whole = File.ReadAllBytes(file);
        for (int length = 1; length < whole.Length; length += length % 4096 == 0 ? 1500 : Math.Min(2596, 4096 - (length % 4096)))
        {
            File.WriteAllBytes(file, whole[..length]);
            Should.Throw<StorageException>(() => _store.Reopen(), $"of {length} bytes");
            _store.Close();
        }
        File.WriteAllBytes(file, whole);
        _store.Reopen().Journal.Read(0).Count().ShouldBe(500);
    }

    [Fact]
    public async Task Append_DatabaseFull_IsDurableAndTheTablesFollowWhenThereIsRoom()
    {
        var ports = _store.Reopen(new SqliteOptions { MaxPages = 90 });
        int last = 0;
        var error = await Should.ThrowAsync<StorageException>(async () =>
        {
            for (; last < 10_000; last += 50)
            {
                ports.Journal.Append(Entries.Decisions(last + 1, 50));
                await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken);
            }
        });
        error.Message.ShouldContain("full");
        error.Message.ShouldContain(_store.Place.Folder.DatabaseFile);
        last += 50;
        ports.Journal.LastSequence.ShouldBe(last);
        ports.Projections.Status().ShouldContain(s => s.Lag > 0 && s.Fault!.Contains("full"));
        ports = _store.Reopen();
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).Values.Sum().ShouldBe(last);
        ports.Journal.Append(Entries.Decisions(last + 1, 50));
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).Values.Sum().ShouldBe(last + 50);
    }

    [Fact]
    public async Task Append_TablesThatFailInTheMiddle_HaveNoTraceOfTheBatchUntilTheyGoOn()
    {
        var ports = Fill(10);
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken)).Values.Sum().ShouldBe(10);
        Sql("CREATE TRIGGER fault BEFORE INSERT ON decision WHEN new.sequence = 15 BEGIN SELECT RAISE(ABORT, 'planted'); END");
        ports.Journal.Append(new JournalBatch([.. Enumerable.Range(11, 10).Select(i => Entries.Decision(i, stream: "new"))], []));
        (await Should.ThrowAsync<StorageException>(
            async () => await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken))).Message.ShouldContain("planted");
        ports.Journal.LastSequence.ShouldBe(20);
        Sql("SELECT count(*) FROM decision").ShouldBe(10);
        Sql("SELECT sum(decisions) FROM name").ShouldBe(10);
        Sql("DROP TRIGGER fault");
        SpinWait.SpinUntil(() => ports.Projections.Status().All(s => s.Lag == 0), TimeSpan.FromSeconds(10)).ShouldBeTrue();
        (await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken))["new"].ShouldBe(10);
        ports.Journal.Read(10).Select(e => e.Stream).ShouldAllBe(s => s == "new");
    }

    [Fact]
    public async Task Open_JournalWithoutItsEnd_IsRefused()
    {
        await Fill(10).Decisions.CountsAsync(TestContext.Current.CancellationToken);
        _store.Close();
        string folder = _store.Place.Folder.JournalFolder;
        foreach (string file in Directory.GetFiles(folder))
            File.Delete(file);
        Should.Throw<StorageException>(() => _store.Reopen()).Message.ShouldContain("the end of the journal is lost");
        Directory.GetFiles(folder).ShouldBeEmpty();
    }

    [Fact]
    public void Append_ByASecondWriter_IsNoticed()
    {
        var first = Fill(10);
        using var second = _store.Place.OpenEntries();
        second.Ports.Journal.Append(Entries.Decisions(11, 5));
        Should.Throw<StorageException>(() => first.Journal.Append(Entries.Decisions(11, 5, seed: 2)));
        first.Journal.LastSequence.ShouldBe(15);
        Should.Throw<StorageException>(() => first.Journal.Append(Entries.Decisions(14, 1)));
        first.Journal.Append(Entries.Decisions(16, 1));
    }

    [Fact]
    public async Task Append_NewKeyWhileAnotherProcessHoldsTheLock_SaysSoAndThenGoesOn()
    {
        var ports = _store.Reopen(new SqliteOptions { BusyTimeoutMs = 50 });
        var batch = new JournalBatch(Entries.Decisions(1, 1).Entries, [new(5, [1])]);
        using (var other = Connect(false))
        using (other.BeginTransaction(deferred: false))
            Should.Throw<StorageException>(() => ports.Journal.Append(batch)).Message.ShouldContain("another process");
        ports.Journal.LastSequence.ShouldBe(0);
        ports.Journal.Append(batch);
        (await ports.EntityKeys.FindAsync(5, TestContext.Current.CancellationToken)).ShouldBe([1]);
    }

    [Fact]
    public void Append_Erasure_LeavesNothingOfTheKeyInAnyFile()
    {
        var ports = _store.Reopen();
        byte[] wrapped = MasterKey.Create().Secret.ToArray();
        ports.Journal.Append(new JournalBatch([.. Enumerable.Range(1, 50).Select(i => Entries.Decision(i))], [new(77, wrapped)]));
        FilesWith(wrapped).ShouldNotBeEmpty();
        ports.Journal.Append(Entries.Batch(Entries.Erasure(51, 77)));
        FilesWith(wrapped).ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_ErasureWhileSomebodyReads_EmptiesTheLogAfterwards()
    {
        var ports = _store.Reopen();
        byte[] wrapped = MasterKey.Create().Secret.ToArray();
        ports.Journal.Append(new JournalBatch([.. Enumerable.Range(1, 50).Select(i => Entries.Decision(i))], [new(77, wrapped)]));
        await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken);
        using (var reader = Connect(false))
        using (reader.BeginTransaction(deferred: true))
        {
            reader.ExecuteScalar<long>("SELECT count(*) FROM decision").ShouldBe(50);
            ports.Journal.Append(Entries.Batch(Entries.Erasure(51, 77)));
            (await ports.EntityKeys.FindAsync(77, TestContext.Current.CancellationToken)).ShouldBeNull();
        }
        ports.Journal.Append(Entries.Decisions(52, 1));
        await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken);
        FilesWith(wrapped).ShouldBeEmpty();
    }

    [Fact]
    public async Task Views_FraudsAndAnomalies_ShowTheDecisions()
    {
        var ports = Fill(300);
        long approved = (await ports.Decisions.ListAsync(new()
        {
            Outcomes =
            [Vigil.Engine.Scoring.Outcome.Approve]
        }, null, true, 1, TestContext.Current.CancellationToken))[0].Entry.Sequence;
        ports.Journal.Append(Entries.Batch(Entries.Label(301, approved, isFraud: true)));
        await ports.Decisions.CountsAsync(TestContext.Current.CancellationToken);
        long Blocked() => Sql("SELECT count(*) FROM decision WHERE outcome = 2");
        Sql("SELECT count(*) FROM frauds").ShouldBe(Blocked() + 1);
        Sql("SELECT decision_id FROM frauds WHERE is_confirmed").ShouldBe(approved);
        Sql("SELECT count(*) FROM detected_anomalies_ensemble WHERE is_anomaly = 1 AND risk_level IN ('medium', 'high', 'critical')")
            .ShouldBe(Sql("SELECT count(*) FROM decision WHERE outcome <> 0"));
    }

    private ProductPorts Fill(int count)
    {
        var ports = _store.Reopen();
        ports.Journal.Append(Entries.Decisions(1, count));
        return ports;
    }

    private SqliteConnection Connect(bool create)
    {
        Vigil.Storage.Sql.Databases.SystemSqlite.Bind();
        var connection = new SqliteConnection($"Data Source={_store.Place.Folder.DatabaseFile};Pooling=False;Mode="
            + (create ? "ReadWriteCreate" : "ReadWrite"));
        connection.Open();
        return connection;
    }

    private long Sql(string sql, bool create = false)
    {
        using var connection = Connect(create);
        return connection.ExecuteScalar<long>(sql);
    }

    private List<string> FilesWith(byte[] bytes) =>
        [.. Directory.EnumerateFiles(_store.Place.Folder.Path).Where(f => File.ReadAllBytes(f).AsSpan().IndexOf(bytes) >= 0)];
}
