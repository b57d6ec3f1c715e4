using Vigil.Engine.Decisions;

namespace Vigil.Server.Decisions;

/// <summary>Reads decisions page by page.</summary>
internal sealed class DecisionPages(ServerParts parts)
{
    // What a page with a rule or reason looks at before it ends early: rare ones must not hold a request for ever.
    private const int LooksAt = 10_000, Portion = 1000;

    /// <summary>One decision, or null.</summary>
    public async ValueTask<Decision?> FindAsync(long sequence, CancellationToken cancellation) =>
        await parts.Storage.Decisions.FindAsync(sequence, cancellation) is { } found ? await ReadAsync(found, cancellation) : null;

    /// <summary>A decision that was found.</summary>
    public async ValueTask<Decision> ReadAsync(FoundDecision found, CancellationToken cancellation) =>
        await parts.Service.Reader.ReadAsync(found.Entry, found.Label, cancellation);

    /// <summary>At most <paramref name="limit"/> decisions beyond a cursor, and the cursor that the next page begins beyond.</summary>
    public async ValueTask<(List<Decision> Items, long? Next)> PageAsync(
        DecisionQuery query, long? cursor, bool newestFirst, int limit, CancellationToken cancellation)
    {
        var items = new List<Decision>();
        int portion = !query.IsRead ? limit + 1 : Portion;
        for (int seen = 0; seen < LooksAt;)
        {
            var found = await parts.Storage.Decisions.ListAsync(query.Filter, cursor, newestFirst, portion, cancellation);
            foreach (var one in found)
            {
                if (items.Count == limit)
                    return (items, cursor);
                cursor = one.Entry.Sequence;
                if (await ReadAsync(one, cancellation) is var decision && query.Fits(decision))
                    items.Add(decision);
            }
            if (found.Count < portion)
                return (items, null);
            seen += found.Count;
        }
        return (items, cursor);
    }

    /// <summary>At most <paramref name="limit"/> decisions by rank, where the next page begins, and whether all were ranked.</summary>
    public async ValueTask<(List<Decision> Items, RankCursor? Next, bool IsWhole)> RankedAsync(
        DecisionQuery query, DecisionRank rank, RankCursor? cursor, int limit, CancellationToken cancellation)
    {
        var items = new List<Decision>();
        int portion = query.IsRead ? Portion : limit;
        for (int seen = 0; ; seen += portion)
        {
            var page = await parts.Storage.Decisions.RankedAsync(query.Filter, rank, cursor, portion, cancellation);
            foreach (var one in page.Items)
            {
                var decision = await ReadAsync(one, cancellation);
                if (!query.Fits(decision))
                    continue;
                items.Add(decision);
                if (items.Count == limit && query.IsRead)
                    return (items, new RankCursor(Key(rank, decision), decision.Sequence), page.IsWhole);
            }
            if (!query.IsRead || page.Next is null || seen + portion >= LooksAt)
                return (items, page.Next, page.IsWhole);
            cursor = page.Next;
        }
    }

    /// <summary>How many decisions pass; those that must be read only so far as a page looks.</summary>
    public async ValueTask<MatchCount> CountAsync(DecisionQuery query, CancellationToken cancellation)
    {
        if (!query.IsRead)
            return await parts.Storage.Decisions.CountAsync(query.Filter, cancellation);
        var (items, next) = await PageAsync(query, null, newestFirst: true, LooksAt, cancellation);
        return new MatchCount(items.Count, next is null);
    }

    private static double Key(DecisionRank rank, Decision decision) => rank == DecisionRank.Risk
        ? decision.Risk : Math.Abs(DecisionFields.Of(decision.Stream).Amount(decision.Transaction));
}
