using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;

namespace Vigil.Server.Decisions;

/// <summary>Reads decisions page by page.</summary>
internal sealed class DecisionPages(ServerParts parts)
{
    // What a page with a rule looks at before it ends early: rare reasons must not hold a request for ever.
    private const int LooksAt = 20_000, Portion = 1000;

    /// <summary>One decision, or null.</summary>
    public Decision? Find(long sequence) =>
        parts.Storage.Decisions.Find(sequence) is { } found ? Read(found) : null;

    /// <summary>A decision that was found.</summary>
    public Decision Read(FoundDecision found) => parts.Service.Reader.Read(found.Entry, found.Label);

    /// <summary>At most <paramref name="limit"/> decisions beyond a cursor, and the cursor that the next page begins beyond.</summary>
    public (List<Decision> Items, long? Next) Page(DecisionQuery query, long? cursor, bool newestFirst, int limit)
    {
        var items = new List<Decision>();
        int portion = query.Rule is null ? limit + 1 : Portion;
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
}
