namespace Vigil.Engine.Models;

/// <summary>Where a model comes from.</summary>
/// <param name="Transactions">Transactions seen in training.</param>
/// <param name="From">Event time of the oldest, in microseconds since 1970.</param>
/// <param name="To">Event time of the newest.</param>
/// <param name="Seed">Seed of every random choice.</param>
public sealed record TrainingSummary(long Transactions, long From, long To, ulong Seed)
{
    /// <summary>Transactions a day, over at least one day.</summary>
    public double PerDay => Transactions / Math.Max(1, (To - From) / 86_400e6);
}
