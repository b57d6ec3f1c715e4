namespace Vigil.Simulation.Output;

/// <summary>The words for the enumerations, UTF-8, as they stand in every output format.</summary>
public static class TransactionNames
{
    /// <summary>The word for a channel.</summary>
    public static ReadOnlySpan<byte> Of(Channel channel) => channel switch
    {
        Channel.Pos => "pos"u8,
        Channel.Online => "online"u8,
        Channel.Atm => "atm"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(channel)),
    };

    /// <summary>The word for a type.</summary>
    public static ReadOnlySpan<byte> Of(TransactionType type) => type switch
    {
        TransactionType.Purchase => "purchase"u8,
        TransactionType.Withdrawal => "withdrawal"u8,
        TransactionType.Recurring => "recurring"u8,
        TransactionType.Refund => "refund"u8,
        TransactionType.Transfer => "transfer"u8,
        _ => throw new ArgumentOutOfRangeException(nameof(type)),
    };
}
