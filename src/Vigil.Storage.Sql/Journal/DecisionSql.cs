using Dapper;
using Vigil.Engine.Decisions;

namespace Vigil.Storage.Sql.Journal;

/// <summary>
/// A filter as statements. Which of the few indexes leads is chosen here, where it is known what the filter implies; SQLite's planner
/// cannot know. Whatever no index serves goes block by block, so that a span of time costs what lies in it.
/// </summary>
internal static class DecisionSql
{
    /// <summary>The statement of a page, sequence and label, and its parameters.</summary>
    public static (string Sql, DynamicParameters Arguments) Page(
        DecisionFilter filter, SequenceRange range, bool newestFirst, int limit)
    {
        var (source, arguments) = (DecisionSource.Of(filter, newestFirst), Arguments(filter, range));
        arguments.Add("limit", limit);
        return ($"""
            {source.With} SELECT j.sequence, j.label {source.From} AND {DecisionConditions.Of(filter)}
            ORDER BY {source.Order} LIMIT @limit
            """, arguments);
    }

    /// <summary>How many of the newest candidates pass, and how many were looked at.</summary>
    public static (string Sql, DynamicParameters Arguments) Count(DecisionFilter filter, SequenceRange range, int most)
    {
        var (sql, arguments) = Candidates(filter, range, most, "");
        return ($"WITH RECURSIVE {sql} SELECT coalesce(sum(fits), 0), count(*) FROM candidate", arguments);
    }

    /// <summary>A page by rank: sequence and key, with the count of candidates that were looked at.</summary>
    public static (string Sql, DynamicParameters Arguments) Ranked(
        DecisionFilter filter, DecisionRank rank, RankCursor? cursor, SequenceRange range, (int Rows, int Looks) most)
    {
        string key = rank == DecisionRank.Risk ? "j.risk" : "abs(j.amount)";
        var (sql, arguments) = Candidates(filter, range, most.Looks, $", j.sequence AS sequence, {key} AS key");
        arguments.Add("limit", most.Rows);
        arguments.Add("key", cursor?.Key);
        arguments.Add("sequence", cursor?.Sequence);
        string beyond = cursor is null ? "" : "AND (key < @key OR key = @key AND sequence < @sequence)";
        return ($"""
            WITH RECURSIVE {sql} SELECT sequence, key, (SELECT count(*) FROM candidate) FROM candidate
            WHERE fits AND key IS NOT NULL {beyond} ORDER BY key DESC, sequence DESC LIMIT @limit
            """, arguments);
    }

    private static (string Sql, DynamicParameters Arguments) Candidates(
        DecisionFilter filter, SequenceRange range, int most, string keys)
    {
        var (source, arguments) = (DecisionSource.Of(filter, newestFirst: true), Arguments(filter, range));
        arguments.Add("most", most);
        string with = source.With.Length == 0 ? "" : source.With["WITH RECURSIVE ".Length..] + ", ";
        return ($"""
            {with} candidate AS MATERIALIZED (SELECT coalesce({DecisionConditions.Of(filter)}, 0) AS fits {keys} {source.From}
            ORDER BY {source.Order} LIMIT @most)
            """, arguments);
    }

    private static DynamicParameters Arguments(DecisionFilter filter, SequenceRange range) => new(new
    {
        first = range.First,
        last = range.Last,
        filter.From,
        filter.To,
        filter.MinRisk,
        filter.MaxRisk,
        filter.MinAmount,
        filter.MaxAmount,
        filter.Entity,
        filter.Id,
        filter.Merchant,
        filter.Place,
        filter.Device,
        filter.Address,
        filter.IsFraud,
        streamName = filter.Stream,
        modelName = filter.Model,
    });
}
