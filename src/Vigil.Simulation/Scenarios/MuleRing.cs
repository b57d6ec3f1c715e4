using Vigil.Simulation.Customers;

namespace Vigil.Simulation.Scenarios;

/// <summary>
/// Deceived customers send money to mules; each mule passes most of it on to a collector within hours, from a device that the ring shares.
/// </summary>
internal sealed class MuleRing : Scenario
{
    public override string Name => ScenarioNames.MuleRing;

    public override double TypicalSize => 16;

    public override int LeadDays => 1;

    public override int Start(FraudDay day)
    {
        var random = day.Random;
        int mules = random.Between(3, 6);
        Customer[] all = day.Take(1 + mules + random.Between(mules, mules + 4));
        if (all.Length < 1 + 2 * mules)
            return 0;
        Customer collector = all[0];
        string device = random.Device(), ip = random.HomeIp();
        double[] received = new double[mules], last = new double[mules];
        int count = 0;
        for (int i = 1 + mules; i < all.Length; i++, count++)
            Deceive(day, all[i], all[1 + i % mules], ref received[i % mules], ref last[i % mules]);
        for (int i = 0; i < mules; i++, count++)
        {
            last[i] += random.Between(0.3, 6);
            day.Emit(Payments.Transfer(all[1 + i], collector, day.At(last[i]), (long)(received[i] * random.Between(0.85, 0.97)), device, ip,
                collector.Home));
        }
        return count;
    }

    // The victim acts in good faith, on an own device and from home.
    private static void Deceive(FraudDay day, Customer victim, Customer mule, ref double received, ref double last)
    {
        double hour = day.Random.Between(8.0, 40.0), cents = day.Random.LogNormal(90_000, 0.5);
        day.Emit(Payments.Transfer(victim, mule, day.At(hour), (long)cents, victim.Devices[0], victim.HomeIp, victim.Home));
        received += cents;
        last = Math.Max(last, hour);
    }
}
