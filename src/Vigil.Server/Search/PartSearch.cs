using Vigil.Engine.Decisions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Search;

/// <summary>What has this in its name, whatever the case, among the newest decisions: as many as a request may look at.</summary>
internal sealed class PartSearch(ServerParts parts)
{
    private const int LooksAt = 10_000, Portion = 1000, Most = 50, Shortest = 2;
    private readonly DecisionPages _pages = new(parts);

    /// <summary>Looks on from a cursor; there is a next one unless everything was looked at.</summary>
    public async ValueTask<(List<SearchHit> Hits, int LookedAt, long? Next)> RunAsync(
        string wanted, string? stream, long? cursor, CancellationToken cancellation)
    {
        var hits = new Dictionary<(string Kind, string Stream, string Name), SearchHit>();
        if (wanted.Length < Shortest)
            return ([], 0, null);
        int seen = 0;
        while (true)
        {
            var found = await parts.Storage.Decisions.ListAsync(
                new DecisionFilter { Stream = stream }, cursor, newestFirst: true, Portion, cancellation);
            foreach (var one in found)
            {
                (cursor, seen) = (one.Entry.Sequence, seen + 1);
                await LookAsync(one, wanted, hits, cancellation);
                if (hits.Count >= Most)
                    return ([.. hits.Values], seen, cursor);
            }
            if (found.Count < Portion)
                return ([.. hits.Values], seen, null);
            if (seen >= LooksAt)
                return ([.. hits.Values], seen, cursor);
        }
    }

    private async ValueTask LookAsync(
        FoundDecision found, string wanted, Dictionary<(string Kind, string Stream, string Name), SearchHit> hits,
        CancellationToken cancellation)
    {
        var decision = await _pages.ReadAsync(found, cancellation);
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
