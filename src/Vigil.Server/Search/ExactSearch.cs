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
    public List<SearchHit> Run(string wanted, IReadOnlyList<LiveStream> streams)
    {
        var hits = new List<SearchHit>();
        if (long.TryParse(wanted, NumberStyles.None, CultureInfo.InvariantCulture, out long sequence)
            && _pages.Find(sequence) is { } decision && streams.Any(s => s.Name == decision.Stream.Name))
            hits.Add(new SearchHit("decision", decision.Stream.Name, wanted, sequence, IsWhole: true));
        foreach (var stream in streams)
            foreach (string spelling in Spellings(wanted))
                hits.AddRange(SearchFields.All.Select(f => Find(stream, f.Kind, f.Role, spelling)).OfType<SearchHit>());
        return hits;
    }

    private SearchHit? Find(LiveStream stream, string kind, FieldRole role, string spelling)
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
        return parts.Storage.Decisions.List(filter, null, newestFirst: true, 1) is [var found]
            && SearchFields.TextOf(_pages.Read(found), role) == spelling
            ? new SearchHit(kind, stream.Name, spelling, found.Entry.Sequence, IsWhole: true) : null;
    }

    private static IEnumerable<string> Spellings(string wanted) =>
        new[] { wanted, wanted.ToUpperInvariant(), wanted.ToLowerInvariant() }.Distinct(StringComparer.Ordinal);
}
