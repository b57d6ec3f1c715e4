using Vigil.Engine.Scoring;

namespace Vigil.Engine.Journal;

/// <summary>What a decision can be found by.</summary>
/// <param name="Time">Event time in microseconds since 1970-01-01T00:00:00Z.</param>
/// <param name="Id">The lower half of the transaction identifier's keyed hash; 0 where the stream has none. Others may share it.</param>
/// <param name="Entity">The lower half of the entity's keyed hash; 0 where there is none.</param>
/// <param name="Amount">The amount, or NaN.</param>
/// <param name="RawScore">In log-odds.</param>
/// <param name="Risk">0…100.</param>
/// <param name="Outcome">The decision.</param>
/// <param name="Model">The model version that scored it.</param>
/// <param name="Location">The named place, when it is known and not personal.</param>
/// <param name="Latitude">Degrees, or NaN; NaN when personal.</param>
/// <param name="Longitude">Degrees, or NaN; NaN when personal.</param>
public sealed record DecisionColumns(
    long Time, long Id, long Entity, double Amount, double RawScore, double Risk, Outcome Outcome, string Model, string? Location,
    double Latitude, double Longitude)
{
    /// <summary>The lower halves of keyed hashes: merchant, place, device and network address; 0 where there is none.</summary>
    public (long Merchant, long Place, long Device, long Address) Mentions { get; init; }

    /// <summary>The currency of the amount, when it is known and not personal.</summary>
    public string? Currency { get; init; }

    /// <summary>From receipt to decision, in milliseconds; NaN when nobody measured it.</summary>
    public double Delay { get; init; } = double.NaN;
}
