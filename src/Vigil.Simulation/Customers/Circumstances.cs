using Vigil.Detection.Numerics;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Customers;

/// <summary>What changes in honest lives: devices, addresses, trips.</summary>
internal static class Circumstances
{
    private const double NewDevice = 1 / 150.0;
    private const double NewHomeIp = 1 / 60.0;
    private const double NewMobileIp = 1 / 7.0;
    private const double NewTrip = 1 / 60.0;

    /// <summary>Brings the customer to that day.</summary>
    public static void Advance(Customer customer, int day, Market market)
    {
        SeededRandom random = customer.Random;
        double event_ = random.NextDouble();
        if (event_ < NewMobileIp)
            customer.MobileIp = random.MobileIp();
        else if (event_ < NewMobileIp + NewHomeIp)
            customer.HomeIp = random.HomeIp();
        else if (event_ < NewMobileIp + NewHomeIp + NewDevice)
            customer.Devices[random.NextInt(customer.Devices.Length)] = random.Device();
        else if (event_ < NewMobileIp + NewHomeIp + NewDevice + NewTrip && !customer.IsAwayOn(day) && customer.TakenUntil <= day)
            Leave(customer, day, market);
    }

    // Two of three trips go to the nearest of some cities.
    private static void Leave(Customer customer, int day, Market market)
    {
        SeededRandom random = customer.Random;
        City nearest = market.AnyCity(random);
        for (int i = random.Chance(2 / 3.0) ? 4 : 1; i > 0; i--)
        {
            City other = market.AnyCity(random);
            if (nearest == customer.Home || (other != customer.Home && customer.Home.DistanceTo(other) < customer.Home.DistanceTo(nearest)))
                nearest = other;
        }
        if (nearest == customer.Home)
            return;
        customer.Destination = nearest;
        customer.TripFrom = day;
        customer.TripTo = day + random.Between(3, 10);
        customer.MobileIp = random.MobileIp();
    }
}
