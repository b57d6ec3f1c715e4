using Dapper;
using Microsoft.Data.Sqlite;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;

namespace Vigil.Storage.Sql.Tests.Projections;

/// <summary>Projections of other versions, new ones, and what they do about entries that cannot be read.</summary>
public sealed class SqliteProjectionsTests : IDisposable
{
    private static CancellationToken Token => TestContext.Current.CancellationToken;

    private readonly TestStore _store = new();
    private readonly List<string> _notices = [];

    public void Dispose() => _store.Dispose();

    [Theory]
    [InlineData("roll_ups", "UPDATE minute_volume SET approve = 0, review = 0, block = 0")]
    [InlineData("decisions", "DELETE FROM decision WHERE sequence < 100")]
    [InlineData("labels", "DELETE FROM label")]
    [InlineData("requests", "DELETE FROM request")]
    public async Task Open_ProjectionOfAnotherVersion_IsMadeAnewBesideEverythingElse(string name, string damage)
    {
        var filled = Fill();
        await filled.Decisions.CountsAsync(Token);
        string before = Answers(filled);
        _store.Close();
        Sql($"UPDATE projection SET version = 99 WHERE name = '{name}'");
        Sql(damage);
        var ports = Reopen();
        Answers(ports).ShouldNotBe(before);
        await CatchUpAsync(ports);
        Answers(ports).ShouldBe(before);
        _notices.ShouldContain(n => n.StartsWith($"{name} is made anew from entry 1 ", StringComparison.Ordinal)
            && n.Contains("version 99"));
        ports.Projections.Status().ShouldAllBe(s => !s.Position.IsOutdated);
        _notices.Clear();
        await CatchUpAsync(Reopen());
        _notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Open_ProjectionThatTheStoreDoesNotKnow_BeginsAtZeroAndCatchesUp()
    {
        var filled = Fill();
        await filled.Decisions.CountsAsync(Token);
        string before = Answers(filled);
        _store.Close();
        Sql("DELETE FROM projection WHERE name = 'roll_ups'");
        foreach (string table in (string[])["minute_volume", "minute_delay", "hour_location"])
            Sql($"DELETE FROM {table}");
        Sql("UPDATE name SET decisions = 0");
        var ports = Reopen();
        ports.Projections.Status().Single(s => s.Position.Name == "roll_ups").Position.Position.ShouldBe(0);
        await CatchUpAsync(ports);
        Answers(ports).ShouldBe(before);
        _notices.ShouldHaveSingleItem().ShouldContain("roll_ups is new in this program");
    }

    [Fact]
    public async Task Open_DataKeysOfAnotherVersion_AreKept()
    {
        var ports = Fill();
        ports.Journal.Append(new JournalBatch([Entries.Decision(1002)], [new(7, [1, 2])]));
        _store.Close();
        Sql("UPDATE projection SET version = 99 WHERE name = 'data_keys'");
        ports = Reopen();
        await CatchUpAsync(ports);
        (await ports.EntityKeys.FindAsync(7, Token)).ShouldBe([1, 2]);
        _notices.ShouldBeEmpty();
    }

    [Fact]
    public async Task Append_EntryThatCannotBeRead_IsLeftOutAndNamed()
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Decisions(1, 10));
        ports.Journal.Append(Entries.Batch(Entries.Label(11, 5, true) with { Body = (byte[])[255, 1, 2] }, Entries.Label(12, 6, true)));
        (await ports.Decisions.FindAsync(6, Token))!.Label.ShouldBe(true);
        var status = ports.Projections.Status();
        status.ShouldAllBe(s => s.Lag == 0 && s.Fault == null && s.Skipped == "11");
        _notices.ShouldHaveSingleItem().ShouldContain("Entry 11 is left out");
    }

    [Fact]
    public async Task Append_BytesDamagedBeforeTheyWereTakenIn_AreLeftOutAndNamed()
    {
        var ports = Reopen();
        // Nothing is taken in while somebody else has the database.
        using (var writer = Connect())
        {
            await ports.Decisions.CountsAsync(Token);
            writer.Execute("BEGIN IMMEDIATE");
            ports.Journal.Append(Entries.Decisions(1, 10));
            ports.Journal.Append(Entries.Decisions(11, 10));
            ports.Journal.Append(Entries.Decisions(21, 10));
            string file = Directory.GetFiles(_store.Place.Folder.JournalFolder)[0];
            byte[] bytes = File.ReadAllBytes(file);
            long second = bytes.AsSpan(60).IndexOf("VJF1"u8) + 60;
            using (var stream = new FileStream(file, FileMode.Open, FileAccess.Write, FileShare.ReadWrite))
            {
                stream.Position = second + 300;
                stream.WriteByte((byte)(bytes[second + 300] ^ 1));
            }
            writer.Execute("ROLLBACK");
        }
        SpinWait.SpinUntil(() => ports.Projections.Status().All(s => s.Lag == 0), TimeSpan.FromSeconds(30)).ShouldBeTrue();
        (await ports.Decisions.CountsAsync(Token)).Values.Sum().ShouldBe(20);
        ports.Projections.Status().ShouldAllBe(s => s.Skipped == "11–20");
        _notices.ShouldContain(n => n.Contains("Entries 11 to 20 are left out") && n.Contains("damaged at byte"));
    }

    private ProductPorts Fill()
    {
        var ports = Reopen();
        ports.Journal.Append(Entries.Decisions(1, 1000) with { Requests = [new(7, 70, 1)] });
        ports.Journal.Append(Entries.Batch(Entries.Label(1001, 5, isFraud: true)));
        return ports;
    }

    private ProductPorts Reopen()
    {
        var ports = _store.Reopen();
        ports.Projections.Noticed = text =>
        {
            lock (_notices)
                _notices.Add(text);
        };
        return ports;
    }

    private static async Task CatchUpAsync(ProductPorts ports)
    {
        // Who asks puts them to work.
        await ports.Decisions.CountsAsync(Token);
        SpinWait.SpinUntil(() => ports.Projections.Status().All(s => s.Lag == 0), TimeSpan.FromSeconds(30)).ShouldBeTrue();
    }

    private string Answers(ProductPorts ports) => string.Join('|',
        Sql("SELECT count(*) FROM decision"), Sql("SELECT count(*) FROM decision WHERE label = 1"), Sql("SELECT count(*) FROM label"),
        Sql("SELECT sum(approve + 2 * review + 3 * block) FROM minute_volume"), Sql("SELECT sum(decisions) FROM name"),
        Sql("SELECT count(*) FROM request"), ports.Journal.LastSequence);

    private SqliteConnection Connect()
    {
        var connection = new SqliteConnection($"Data Source={_store.Place.Folder.DatabaseFile};Pooling=False;Mode=ReadWrite");
        connection.Open();
        return connection;
    }

    private long Sql(string sql)
    {
        using var connection = Connect();
        return connection.ExecuteScalar<long?>(sql) ?? 0;
    }
}
