using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Scenarios;

/// <summary>
/// The customer is the thief: two weeks of rising spend, paid back and therefore not labelled, then the whole limit within a day, then
/// silence for two months, until the account is given out anew.
/// </summary>
internal sealed class BustOut : Scenario
{
    private const int RiseDays = 14;
    private const int SilentDays = 60;

    public override string Name => ScenarioNames.BustOut;

    public override double TypicalSize => 14;

    public override int LeadDays => RiseDays;

    public override int Start(FraudDay day)
    {
        if (day.Take() is not { } thief)
            return 0;
        var random = day.Random;
        int burst = day.Date.Day + RiseDays, count = random.Between(10, 18);
        thief.Rise = (day.Date.Day, burst);
        thief.Silence = (burst + 1, burst + 1 + SilentDays);
        thief.TakenUntil = burst + 1 + SilentDays;
        for (int i = 0; i < count; i++)
        {
            double hour = 24 * RiseDays + random.Between(6.0, 23.9), cents = thief.Habits.LimitCents / count * random.Between(0.6, 1.4);
            Pay(day, thief, day.At(hour), (long)cents);
        }
        return count;
    }

    // No trip begins while the customer is taken and none lasts as long as the rise, so the thief is at home.
    private static void Pay(FraudDay day, Customer thief, long time, long cents)
    {
        var random = day.Random;
        if (random.Chance(0.5))
        {
            Merchant shop = random.Pick(day.Market.Shops(thief.Home));
            day.Emit(Payments.AtTerminal(thief, shop, random.Pick(shop.Terminals), time, cents));
            return;
        }
        day.Emit(Payments.Online(
            thief, random.Pick(day.Market.Sites), time, cents, TransactionType.Purchase, thief.Devices[0], thief.HomeIp, thief.Home));
    }
}
