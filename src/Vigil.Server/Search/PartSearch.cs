using Vigil.Engine.Decisions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Search;

/// <summary>What has this in its name, whatever the case, among the newest decisions: as many as a request may look at.</summary>
internal sealed class PartSearch(ServerParts parts)
{
    private const int LooksAt = 10_000, Portion = 1000, Most = 50, Shortest = 2;
    private readonly DecisionPages _pages = new(parts);

    /// <summary>Looks on from a cursor; there is a next one unless everything was looked at.</summary>
    public (List<SearchHit> Hits, int LookedAt, long? Next) Run(string wanted, string? stream, long? cursor)
    {
        var hits = new Dictionary<(string Kind, string Stream, string Name), SearchHit>();
        if (wanted.Length < Shortest)
            return ([], 0, null);
        int seen = 0;
        while (true)
        {
            var found = parts.Storage.Decisions.List(new DecisionFilter { Stream = stream }, cursor, newestFirst: true, Portion);
            foreach (var one in found)
            {
                (cursor, seen) = (one.Entry.Sequence, seen + 1);
                Look(one, wanted, hits);
                if (hits.Count >= Most)
                    return ([.. hits.Values], seen, cursor);
            }
            if (found.Count < Portion)
                return ([.. hits.Values], seen, null);
            if (seen >= LooksAt)
                return ([.. hits.Values], seen, cursor);
        }
    }

    private void Look(FoundDecision found, string wanted, Dictionary<(string Kind, string Stream, string Name), SearchHit> hits)
    {
        var decision = _pages.Read(found);
        foreach (var (kind, role) in SearchFields.All)
        {
            string text = SearchFields.TextOf(decision, role);
            if (!text.Contains(wanted, StringComparison.OrdinalIgnoreCase))
                continue;
            bool isWhole = text.Equals(wanted, StringComparison.OrdinalIgnoreCase);
            hits.TryAdd((kind, decision.Stream.Name, text), new SearchHit(kind, decision.Stream.Name, text, decision.Sequence, isWhole));
        }
    }
}
