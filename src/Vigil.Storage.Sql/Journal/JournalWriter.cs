using Microsoft.Data.Sqlite;
using SQLitePCL;
using Vigil.Engine.Journal;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// The writing side of the journal: one connection with its prepared statements and what it remembers of names. After any failure it is
/// thrown away, which rolls back, and opened anew.
/// </summary>
internal sealed class JournalWriter : IDisposable
{
    // About what an entry takes in the log beside its body.
    private const int RowBytes = 1000;

    // What the table of labels has for one that took back what was said before.
    private const long TakenBack = -1;

    private readonly SqliteConnection _connection;
    private readonly Checkpointer _checkpointer;
    private readonly NameTable _names;
    private readonly RollUps _rollUps;
    private readonly Statement _begin, _commit;
    private readonly Statement _entry, _mention, _label, _labelled, _promotion, _addKey, _deleteKey, _forgetMentions, _forget, _request;
    private readonly Statement[] _all;

    public JournalWriter(SqliteDatabase database)
    {
        _connection = database.Connect(SqliteOpenMode.ReadWrite, database.Options.CacheMiB);
        _checkpointer = new Checkpointer(database);
        var handle = _connection.Handle ?? throw new InvalidOperationException("The connection is not open.");
        raw.sqlite3_wal_autocheckpoint(handle, 0);
        _names = new NameTable(database.File, handle);
        _rollUps = new RollUps(database.File, handle);
        Statement Prepare(string sql) => new(database.File, handle, sql);
        _all =
        [
            _begin = Prepare("BEGIN IMMEDIATE"),
            _commit = Prepare("COMMIT"),
            _entry = Prepare("""
                INSERT INTO journal (sequence, kind, stream, received, body, time, id, entity, amount, raw_score, risk, outcome, model,
                  location) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12, ?13, ?14)
                """),
            _mention = Prepare("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6)"),
            _label = Prepare("INSERT INTO label (sequence, decision, is_fraud, received) VALUES (?1, ?2, ?3, ?4)"),
            _labelled = Prepare("UPDATE journal SET label = ?2 WHERE sequence = ?1"),
            _promotion = Prepare("INSERT INTO promotion (sequence, stream, version, received) VALUES (?1, ?2, ?3, ?4)"),
            _addKey = Prepare("INSERT INTO entity_key (entity, wrapped) VALUES (?1, ?2)"),
            _deleteKey = Prepare("DELETE FROM entity_key WHERE entity = ?1"),
            _forgetMentions = Prepare(Erasures.ForgetMentions),
            _forget = Prepare(Erasures.Forget),
            _request = Prepare("INSERT OR IGNORE INTO request (key, content, received) VALUES (?1, ?2, ?3)"),
        ];
    }

    /// <summary>Writes a batch in one transaction, which is on disk when this returns.</summary>
    public void Append(JournalBatch batch)
    {
        _begin.Run();
        foreach (var key in batch.NewKeys)
            _addKey.Bind(1, EntityHash.Bytes(key.Entity)).Bind(2, key.Wrapped).Run();
        foreach (var request in batch.Requests)
            _request.Bind(1, EntityHash.Bytes(request.Key)).Bind(2, EntityHash.Bytes(request.Content)).Bind(3, request.Received).Run();
        long bytes = 0;
        foreach (var entry in batch.Entries)
        {
            Write(entry);
            bytes += entry.Body.Length + RowBytes;
        }
        _rollUps.Flush();
        _names.Flush();
        _commit.Run();
        _checkpointer.Wrote(bytes, _connection.Handle!);
    }

    /// <inheritdoc cref="Checkpointer.Empty"/>
    public bool EmptyLog(int waitMs) => _checkpointer.Empty(_connection.Handle!, waitMs);

    /// <inheritdoc/>
    public void Dispose()
    {
        _checkpointer.Dispose();
        _names.Dispose();
        _rollUps.Dispose();
        foreach (var statement in _all)
            statement.Dispose();
        _connection.Dispose();
    }

    private void Write(JournalEntry entry)
    {
        long stream = _names.Of(NameKind.Stream, entry.Stream);
        _entry.Bind(1, entry.Sequence).Bind(2, (long)entry.Kind).Bind(3, stream).Bind(4, entry.Received).Bind(5, entry.Body.Span);
        if (entry.Columns is { } columns)
            BindColumns(columns, stream);
        else
            for (int i = 6; i <= 14; i++)
                _entry.BindNull(i);
        _entry.Run();
        if (entry.Columns is { } decision)
            Mention(entry.Sequence, decision, stream);

        if (entry.Labels is var (labelled, isFraud))
        {
            _label.Bind(1, entry.Sequence).Bind(2, labelled).Bind(3, LabelOf(isFraud) ?? TakenBack).Bind(4, entry.Received).Run();
            _labelled.Bind(1, labelled);
            _ = LabelOf(isFraud) is { } label ? _labelled.Bind(2, label) : _labelled.BindNull(2);
            _labelled.Run();
        }
        if (entry.Promotes is { } version)
            _promotion.Bind(1, entry.Sequence).Bind(2, stream).Bind(3, version).Bind(4, entry.Received).Run();
        if (entry.Erases is { } erased)
        {
            Span<byte> entity = stackalloc byte[EntityHash.Length];
            EntityHash.Write(erased, entity);
            _deleteKey.Bind(1, entity).Run();
            _forgetMentions.Bind(1, (long)erased).Run();
            _forget.Bind(1, (long)erased).Run();
        }
    }

    private static long? LabelOf(bool? isFraud) => isFraud switch { true => 1, false => 0, null => null };

    private void BindColumns(DecisionColumns c, long stream)
    {
        long model = _names.Of(NameKind.Model, c.Model), location = Name(NameKind.Location, c.Location);
        _entry.Bind(6, c.Time).Bind(7, c.Id).Bind(8, c.Entity).Bind(9, c.Amount).Bind(10, c.RawScore).Bind(11, c.Risk)
            .Bind(12, (long)c.Outcome).Bind(13, model);
        if (location != 0)
            _entry.Bind(14, location);
        else
            _entry.BindNull(14);
        _names.CountDecision(stream);
    }

    private void Mention(long sequence, DecisionColumns c, long stream)
    {
        long currency = Name(NameKind.Currency, c.Currency);
        _rollUps.Add(sequence, c, (stream, _names.Of(NameKind.Model, c.Model), Name(NameKind.Location, c.Location), currency));
        var (merchant, place, device, address) = c.Mentions;
        if ((merchant | place | device | address | currency) == 0)
            return;
        _mention.Bind(1, sequence).Bind(2, merchant).Bind(3, place).Bind(4, device).Bind(5, address).Bind(6, currency).Run();
    }

    private long Name(NameKind kind, string? text) => text is null ? 0 : _names.Of(kind, text);
}
