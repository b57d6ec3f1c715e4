using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;
using Vigil.Storage.Sql.Protection;

namespace Vigil.Storage.Sql.Projections;

/// <summary>What decisions are found by: their columns, what they mention, and the range of each block.</summary>
internal sealed class DecisionTable(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("decisions", 1);

    private readonly Blocks _blocks = new(tables);

    private readonly Statement _decision = tables.Prepare("""
        INSERT INTO decision (sequence, stream, received, time, id, entity, amount, raw_score, risk, outcome, model, location)
        VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7, ?8, ?9, ?10, ?11, ?12)
        """);

    private readonly Statement _mention = tables.Prepare("INSERT INTO mention VALUES (?1, ?2, ?3, ?4, ?5, ?6)");
    private readonly Statement _forgetMentions = tables.Prepare(Erasures.ForgetMentions), _forget = tables.Prepare(Erasures.Forget);

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var (entry, columns, record) in batch.Entries)
        {
            if (columns is not null)
                Add(entry, columns);
            else if (record is ErasureRecord erasure)
                Forget((long)erasure.Entity);
        }
    }

    /// <inheritdoc/>
    public void Flush() => _blocks.Flush();

    /// <inheritdoc/>
    public void Clear()
    {
        foreach (string table in (string[])["decision", "mention", "block"])
            tables.Run($"DELETE FROM {table}");
        // Those of before are named in their records, too: from here on all of them are found.
        tables.Run("UPDATE mention_begin SET sequence = 1");
    }

    private void Add(JournalEntry entry, DecisionColumns c)
    {
        long stream = tables.Names.Of(NameKind.Stream, entry.Stream), model = tables.Names.Of(NameKind.Model, c.Model);
        long location = tables.Names.OfAny(NameKind.Location, c.Location), currency = tables.Names.OfAny(NameKind.Currency, c.Currency);
        _decision.Bind(1, entry.Sequence).Bind(2, stream).Bind(3, entry.Received).Bind(4, c.Time).Bind(5, c.Id).Bind(6, c.Entity)
            .Bind(7, c.Amount).Bind(8, c.RawScore).Bind(9, c.Risk).Bind(10, (long)c.Outcome).Bind(11, model);
        _ = location != 0 ? _decision.Bind(12, location) : _decision.BindNull(12);
        _decision.Run();
        _blocks.Add(entry.Sequence, c, stream, model);
        var (merchant, place, device, address) = c.Mentions;
        if ((merchant | place | device | address | currency) != 0)
            _mention.Bind(1, entry.Sequence).Bind(2, merchant).Bind(3, place).Bind(4, device).Bind(5, address).Bind(6, currency).Run();
    }

    private void Forget(long entity)
    {
        _forgetMentions.Bind(1, entity).Run();
        _forget.Bind(1, entity).Run();
    }
}
