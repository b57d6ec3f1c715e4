namespace Vigil.Engine.Journal;

/// <summary>Which entries of the journal an exception says to be damaged, so that who follows it can go on behind them.</summary>
/// <param name="First">The first of them.</param>
/// <param name="Next">The entry behind the last of them.</param>
public sealed record DamagedEntries(long First, long Next)
{
    /// <summary>The exception that says so; the platform's type for damaged data cannot be derived from.</summary>
    /// <param name="message">What is damaged, where, and what to do.</param>
    public InvalidDataException Exception(string message) => new(message) { Data = { [nameof(DamagedEntries)] = this } };

    /// <summary>What an exception says; null when it is not known how far the damage goes.</summary>
    public static DamagedEntries? Of(InvalidDataException exception) => exception.Data[nameof(DamagedEntries)] as DamagedEntries;
}
