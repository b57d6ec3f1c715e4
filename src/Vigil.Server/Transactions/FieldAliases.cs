using Vigil.Engine.Transactions;

namespace Vigil.Server.Transactions;

/// <summary>The names by which fields can be given whatever a stream calls them.</summary>
internal static class FieldAliases
{
    /// <summary>A time of day: today in the stream's zone, for transactions without a time.</summary>
    public const string TimeOfDay = "time_of_day";

    private static readonly Dictionary<FieldRole, string[]> ByRole = new()
    {
        [FieldRole.Id] = ["transaction_id"],
        [FieldRole.Time] = ["timestamp", "time"],
        [FieldRole.Entity] = ["entity_id", "user_id", "customer_id", "account_id"],
        [FieldRole.Amount] = ["amount"],
        [FieldRole.Currency] = ["currency"],
        [FieldRole.Merchant] = ["merchant", "merchant_id"],
        [FieldRole.Terminal] = ["terminal_id"],
        [FieldRole.Device] = ["device_id"],
        [FieldRole.Ip] = ["ip"],
        [FieldRole.Location] = ["location", "country", "city"],
        [FieldRole.Latitude] = ["latitude"],
        [FieldRole.Longitude] = ["longitude"],
        [FieldRole.Type] = ["merchant_category", "category", "type"],
    };

    /// <summary>The names of a role; none for plain fields and labels.</summary>
    public static IReadOnlyList<string> Of(FieldRole role) => ByRole.TryGetValue(role, out string[]? names) ? names : [];
}
