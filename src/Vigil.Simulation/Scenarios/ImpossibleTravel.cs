using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Scenarios;

/// <summary>A copied card: within an hour of the owner's payment at a terminal it is used at one more than 1,000 km away.</summary>
internal sealed class ImpossibleTravel : Scenario
{
    private const double MinimumKm = 1000;
    private const int Attempts = 40;

    public override string Name => ScenarioNames.ImpossibleTravel;

    public override double TypicalSize => 2;

    public override int Start(FraudDay day)
    {
        for (int i = 0; i < Attempts && day.Buffer.Count > 0; i++)
        {
            SimulatedTransaction genuine = day.Buffer[day.Random.NextInt(day.Buffer.Count)];
            if (genuine is { Channel: not Channel.Online, Fraud: false } && day.CustomerOf(genuine) is var owner && day.IsFree(owner))
                return Copy(day, owner, genuine);
        }
        return 0;
    }

    private static int Copy(FraudDay day, Customer owner, in SimulatedTransaction genuine)
    {
        var random = day.Random;
        City city = day.Market.AnyCity(random);
        for (int i = 0; i < Attempts && city.DistanceTo(genuine.Place) < MinimumKm; i++)
            city = day.Market.AnyCity(random);
        if (city.DistanceTo(genuine.Place) < MinimumKm)
            return 0;
        owner.TakenUntil = day.Date.Day + 14;
        int count = random.Between(1, 3);
        long time = genuine.TimeMicroseconds;
        for (int i = 0; i < count; i++)
        {
            time += (i == 0 ? random.Between(15, 55) : random.Between(3, 12)) * 60_000_000L + random.Between(0, 59_999) * 1000L;
            Merchant merchant = random.Pick(random.Chance(0.3) ? day.Market.Cash(city) : day.Market.Shops(city));
            long cents = merchant.Category == Category.Cash ? random.Between(10, 50) * 1000L : random.Between(6_000, 60_000);
            day.Emit(Payments.AtTerminal(owner, merchant, random.Pick(merchant.Terminals), time, cents));
        }
        return count;
    }
}
