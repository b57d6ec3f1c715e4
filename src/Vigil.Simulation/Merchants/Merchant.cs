using Vigil.Simulation.Places;

namespace Vigil.Simulation.Merchants;

/// <summary>Someone who is paid: a shop, a site, a bank's cash machines.</summary>
internal sealed class Merchant
{
    public required string Id { get; init; }

    public required Category Category { get; init; }

    /// <summary>Factor on the category's prices.</summary>
    public required double PriceLevel { get; init; }

    /// <summary>Where it stands; null online.</summary>
    public City? City { get; init; }

    public int LatitudeE4 { get; init; }

    public int LongitudeE4 { get; init; }

    /// <summary>None online.</summary>
    public PaymentTerminal[] Terminals { get; init; } = [];

    /// <summary>Payments a day that the customers' habits lead to.</summary>
    public double ExpectedPerDay { get; set; }
}
