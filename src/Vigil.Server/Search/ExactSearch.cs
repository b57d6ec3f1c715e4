using System.Globalization;
using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Search;

/// <summary>
/// What has exactly this name, in indexes over everything that is kept. They hold keyed hashes, so each spelling is asked for.
/// </summary>
internal sealed class ExactSearch(ServerParts parts)
{
    private readonly DecisionPages _pages = new(parts);

    /// <summary>Looks in each stream.</summary>
    public async ValueTask<List<SearchHit>> RunAsync(string wanted, IReadOnlyList<LiveStream> streams, CancellationToken cancellation)
    {
        var hits = new List<SearchHit>();
        if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && await _pages.FindAsync(sequence, cancellation) is { } decision && streams.Any(s => s.Name == decision.Stream.Name))
            hits.Add(new SearchHit("decision", decision.Stream.Name, wanted, sequence, IsWhole: true));
        foreach (var stream in streams)
            foreach (string spelling in Spellings(wanted))
                foreach (var (kind, role) in SearchFields.All)
                    if (await FindAsync(stream, kind, role, spelling, cancellation) is { } hit)
                        hits.Add(hit);
        return hits;
    }

    private async ValueTask<SearchHit?> FindAsync(
        LiveStream stream, string kind, FieldRole role, string spelling, CancellationToken cancellation)
    {
        long hash = (long)stream.Personal.MentionOf(role, Encoding.UTF8.GetBytes(spelling));
        if (hash == 0)
            return null;
        var any = new DecisionFilter { Stream = stream.Name };
        var filter = role switch
        {
            FieldRole.Id => any with { Id = hash },
            FieldRole.Entity => any with { Entity = hash },
            FieldRole.Merchant => any with { Merchant = hash },
            FieldRole.Location => any with { Place = hash },
            FieldRole.Device => any with { Device = hash },
            _ => any with { Address = hash },
        };
        // Erased, it has no name any more and is not found.
        return await parts.Storage.Decisions.ListAsync(filter, null, newestFirst: true, 1, cancellation) is [var found]
            && SearchFields.TextOf(await _pages.ReadAsync(found, cancellation), role) == spelling
            ? new SearchHit(kind, stream.Name, spelling, found.Entry.Sequence, IsWhole: true) : null;
    }

    private static IEnumerable<string> Spellings(string wanted) =>
        new[] { wanted, wanted.ToUpperInvariant(), wanted.ToLowerInvariant() }.Distinct(StringComparer.Ordinal);
}
