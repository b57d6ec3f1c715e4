using Vigil.Engine.Decisions;

namespace Vigil.Server.Decisions;

/// <summary>Reads decisions page by page.</summary>
internal sealed class DecisionPages(ServerParts parts)
{
    // What a page with a rule or reason looks at before it ends early: rare ones must not hold a request for ever.
    private const int LooksAt = 10_000, Portion = 1000;

    /// <summary>One decision, or null.</summary>
    public Decision? Find(long sequence) =>
        parts.Storage.Decisions.Find(sequence) is { } found ? Read(found) : null;

    /// <summary>A decision that was found.</summary>
    public Decision Read(FoundDecision found) => parts.Service.Reader.Read(found.Entry, found.Label);

    /// <summary>At most <paramref name="limit"/> decisions beyond a cursor, and the cursor that the next page begins beyond.</summary>
    public (List<Decision> Items, long? Next) Page(DecisionQuery query, long? cursor, bool newestFirst, int limit)
    {
        var items = new List<Decision>();
        int portion = !query.IsRead ? limit + 1 : Portion;
        for (int seen = 0; seen < LooksAt;)
        {
            var found = parts.Storage.Decisions.List(query.Filter, cursor, newestFirst, portion);
            foreach (var one in found)
            {
                if (items.Count == limit)
                    return (items, cursor);
                cursor = one.Entry.Sequence;
                if (Read(one) is var decision && query.Fits(decision))
                    items.Add(decision);
            }
            if (found.Count < portion)
                return (items, null);
            seen += found.Count;
        }
        return (items, cursor);
    }

    /// <summary>At most <paramref name="limit"/> decisions by rank, where the next page begins, and whether all were ranked.</summary>
    public (List<Decision> Items, RankCursor? Next, bool IsWhole) Ranked(
        DecisionQuery query, DecisionRank rank, RankCursor? cursor, int limit)
    {
        var items = new List<Decision>();
        int portion = query.IsRead ? Portion : limit;
        for (int seen = 0; ; seen += portion)
        {
            var page = parts.Storage.Decisions.Ranked(query.Filter, rank, cursor, portion);
            foreach (var one in page.Items)
            {
                var decision = Read(one);
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
    public MatchCount Count(DecisionQuery query)
    {
        if (!query.IsRead)
            return parts.Storage.Decisions.Count(query.Filter);
        var (items, next) = Page(query, null, newestFirst: true, LooksAt);
        return new MatchCount(items.Count, next is null);
    }

    private static double Key(DecisionRank rank, Decision decision) => rank == DecisionRank.Risk
        ? decision.Risk : Math.Abs(DecisionFields.Of(decision.Stream).Amount(decision.Transaction));
}
