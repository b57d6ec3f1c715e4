using Vigil.Simulation.Places;

namespace Vigil.Simulation.Scenarios;

/// <summary>Somebody else is logged in: a device, an address and a country never seen, and amounts far above the customer's own.</summary>
internal sealed class AccountTakeover : Scenario
{
    public override string Name => ScenarioNames.AccountTakeover;

    public override double TypicalSize => 5.5;

    public override int Start(FraudDay day)
    {
        if (day.Take() is not { } victim)
            return 0;
        var random = day.Random;
        string device = random.Device(), ip = random.Chance(0.5) ? random.HomeIp() : random.MobileIp();
        City city = day.Market.Abroad(victim.Home, random);
        int count = random.Between(3, 8);
        double hour = random.Between(0.0, 24.0);
        for (int i = 0; i < count; i++, hour += random.Between(0.1, 1.2))
        {
            long cents = (long)(random.LogNormal(38_000, 0.5) * victim.Habits.Wealth);
            day.Emit(Payments.Online(
                victim, random.Pick(day.Market.Sites), day.At(hour), Math.Max(8_000, cents), TransactionType.Purchase, device, ip, city));
        }
        return count;
    }
}
