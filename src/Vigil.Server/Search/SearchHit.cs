using System.Text;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;
using Vigil.Server.Decisions;

namespace Vigil.Server.Search;

/// <summary>Something that was found.</summary>
/// <param name="Kind">decision, transaction, entity, merchant, location, device or ip.</param>
/// <param name="Stream">Where.</param>
/// <param name="Name">What it is called.</param>
/// <param name="Sequence">The newest decision that names it, of those that were looked at.</param>
/// <param name="IsWhole">Whether the search named all of it.</param>
internal sealed record SearchHit(string Kind, string Stream, string Name, long Sequence, bool IsWhole);

/// <summary>What of a decision can be searched, in the order in which it is shown.</summary>
internal static class SearchFields
{
    /// <summary>Kind and role.</summary>
    public static readonly (string Kind, FieldRole Role)[] All =
    [
        ("transaction", FieldRole.Id), ("entity", FieldRole.Entity), ("merchant", FieldRole.Merchant), ("location", FieldRole.Location),
        ("device", FieldRole.Device), ("ip", FieldRole.Ip),
    ];

    /// <summary>What a decision says there; empty where it is missing or erased.</summary>
    public static string TextOf(Decision decision, FieldRole role)
    {
        var (fields, transaction) = (DecisionFields.Of(decision.Stream), decision.Transaction);
        return Encoding.UTF8.GetString(role switch
        {
            FieldRole.Id => fields.Id(transaction),
            FieldRole.Entity => fields.Entity(transaction),
            FieldRole.Merchant => fields.Merchant(transaction),
            FieldRole.Location => fields.Location(transaction),
            FieldRole.Device => fields.Device(transaction),
            _ => fields.Ip(transaction),
        });
    }
}
