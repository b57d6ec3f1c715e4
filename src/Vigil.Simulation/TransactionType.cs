namespace Vigil.Simulation;

/// <summary>What kind of transaction it is.</summary>
public enum TransactionType
{
    /// <summary>A payment to a merchant.</summary>
    Purchase,

    /// <summary>Cash from a machine.</summary>
    Withdrawal,

    /// <summary>A standing payment: rent, telephone, streaming.</summary>
    Recurring,

    /// <summary>Money back from a merchant; the amount is positive all the same.</summary>
    Refund,

    /// <summary>Money to another customer, who stands in the merchant field.</summary>
    Transfer,
}
