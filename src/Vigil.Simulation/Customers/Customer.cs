using Vigil.Detection.Numerics;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Customers;

/// <summary>A person with an account: habits that stay, and circumstances that change from day to day.</summary>
internal sealed class Customer
{
    public required int Index { get; init; }

    public required string Id { get; init; }

    /// <summary>The source of everything this customer does, so that nobody else's behaviour changes it.</summary>
    public required SeededRandom Random { get; init; }

    public required City Home { get; init; }

    /// <summary>Microseconds since 1970-01-01T00:00:00Z before which there is nothing of this customer.</summary>
    public long Joined { get; init; } = long.MinValue;

    /// <summary>The day of <see cref="Joined"/>.</summary>
    public int JoinedOn { get; init; } = int.MinValue;

    public required Habits Habits { get; init; }

    // Circumstances.

    /// <summary>One to three; the first is the most used.</summary>
    public required string[] Devices { get; init; }

    public required string HomeIp { get; set; }

    public required string MobileIp { get; set; }

    /// <summary>Where the present or last trip goes.</summary>
    public City? Destination { get; set; }

    /// <summary>The day of departure: nothing is bought at a terminal.</summary>
    public int TripFrom { get; set; } = int.MinValue;

    /// <summary>The day of return: again nothing is bought at a terminal.</summary>
    public int TripTo { get; set; } = int.MinValue;

    /// <summary>A refund that will come, if its day lies ahead.</summary>
    public (int Day, Merchant? Merchant, long Cents) Refund { get; set; }

    // What a scenario does to the customer.

    /// <summary>Until that day no other scenario takes this customer, and no trip begins.</summary>
    public int TakenUntil { get; set; } = int.MinValue;

    /// <summary>The days in which spending rises towards a bust-out.</summary>
    public (int From, int To) Rise { get; set; } = (int.MaxValue, int.MaxValue);

    /// <summary>The days on which the account is dead.</summary>
    public (int From, int To) Silence { get; set; } = (int.MaxValue, int.MaxValue);

    public City CityOn(int day) => day > TripFrom && day < TripTo && Destination is { } away ? away : Home;

    public bool TravelsOn(int day) => day == TripFrom || day == TripTo;

    public bool IsAwayOn(int day) => day >= TripFrom && day <= TripTo;

    public bool IsSilentOn(int day) => day >= Silence.From && day < Silence.To;
}
