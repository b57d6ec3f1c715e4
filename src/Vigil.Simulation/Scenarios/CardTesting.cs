using Vigil.Simulation.Merchants;
using Vigil.Simulation.Places;

namespace Vigil.Simulation.Scenarios;

/// <summary>Stolen card numbers are tried with tiny online payments at many merchants within minutes; then comes a large one.</summary>
internal sealed class CardTesting : Scenario
{
    public override string Name => ScenarioNames.CardTesting;

    public override double TypicalSize => 15;

    public override int Start(FraudDay day)
    {
        if (day.Take() is not { } victim)
            return 0;
        var random = day.Random;
        string device = random.Device(), ip = random.MobileIp();
        City city = day.Market.Abroad(victim.Home, random);
        Merchant? last = null, before = null;
        int tests = random.Between(8, 20);
        long time = day.At(random.Between(0.0, 23.9)), step = random.Between(8_000, 26_000) * 1000L;
        for (int i = 0; i < tests; i++)
        {
            Merchant site = random.Pick(day.Market.Sites);
            while (site == last || site == before)
                site = random.Pick(day.Market.Sites);
            (before, last) = (last, site);
            Pay(site, random.Between(50, 400));
            time += step / 2 + random.NextInt((int)(step / 1000)) * 1000L;
        }
        time += random.Between(10, 60) * 60_000_000L;
        Pay(random.Pick(day.Market.Sites), (long)(random.Between(25_000, 80_000) * Math.Max(1, victim.Habits.Wealth)));
        return tests + 1;

        void Pay(Merchant site, long cents) =>
            day.Emit(Payments.Online(victim, site, time, cents, TransactionType.Purchase, device, ip, city));
    }
}
