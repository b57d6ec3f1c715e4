using Vigil.Engine.Journal;
using Vigil.Engine.Journal.Projections;
using Vigil.Storage.Sql.Databases;

namespace Vigil.Storage.Sql.Projections;

/// <summary>What is known of decisions by now, and which entries said so.</summary>
internal sealed class LabelTable(Tables tables) : IProjection
{
    /// <summary>See <see cref="IProjection.Kind"/>.</summary>
    public static readonly ProjectionKind Of = new("labels", 1) { StandsIn = DecisionTable.Of.Name };

    // What the table has for an entry that took back what was said before.
    private const long TakenBack = -1;

    private readonly Statement _label = tables.Prepare(
        "INSERT INTO label (sequence, decision, is_fraud, received) VALUES (?1, ?2, ?3, ?4)");
    private readonly Statement _labelled = tables.Prepare("UPDATE decision SET label = ?2 WHERE sequence = ?1");

    /// <inheritdoc/>
    public ProjectionKind Kind => Of;

    /// <inheritdoc/>
    public void Take(ProjectedBatch batch)
    {
        foreach (var (entry, _, record) in batch.Entries)
            if (record is LabelRecord label)
                Add(entry, label);
    }

    /// <inheritdoc/>
    public void Clear()
    {
        tables.Run("DELETE FROM label");
        tables.Run("UPDATE decision SET label = NULL WHERE label IS NOT NULL");
    }

    private void Add(JournalEntry entry, LabelRecord label)
    {
        long? known = label.IsFraud switch { true => 1, false => 0, null => null };
        _label.Bind(1, entry.Sequence).Bind(2, label.Decision).Bind(3, known ?? TakenBack).Bind(4, entry.Received).Run();
        _labelled.Bind(1, label.Decision);
        _ = known is { } value ? _labelled.Bind(2, value) : _labelled.BindNull(2);
        _labelled.Run();
    }
}
