using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Scenarios;

/// <summary>Nine of ten payments at one terminal are fraudulent for 5 to 12 days; nothing else about them is unusual.</summary>
internal sealed class CompromisedTerminal : Scenario
{
    private const double Share = 0.9;
    private const int Attempts = 60;
    private const double MinimumPerDay = 0.8;
    private int _lastUntil = int.MinValue;

    public override string Name => ScenarioNames.CompromisedTerminal;

    public override double TypicalSize => 20;

    public override int LeadDays => 4;

    public override int Start(FraudDay day)
    {
        var random = day.Random;
        int days = random.Between(5, 12);
        (Merchant? merchant, PaymentTerminal? terminal) = Busy(day);
        if (terminal is null)
            return 0;
        terminal.CompromisedUntil = day.Date.Day + 1 + days;
        _lastUntil = Math.Max(_lastUntil, terminal.CompromisedUntil);
        return Math.Max(1, (int)Math.Round(PerDay(merchant!) * days * Share));
    }

    public override void Continue(FraudDay day)
    {
        if (_lastUntil <= day.Date.Day)
            return;
        for (int i = 0; i < day.Buffer.Count; i++)
        {
            ref SimulatedTransaction payment = ref day.Buffer[i];
            if (payment.Terminal is { } terminal && terminal.CompromisedUntil > day.Date.Day && !payment.Fraud && day.Random.Chance(Share))
                payment = day.Label(payment);
        }
    }

    // A clean terminal with enough payments to be worth it; in a quiet world the busiest of those looked at.
    private static (Merchant? Merchant, PaymentTerminal? Terminal) Busy(FraudDay day)
    {
        (Merchant? Merchant, PaymentTerminal? Terminal) best = (null, null);
        for (int i = 0; i < Attempts; i++)
        {
            var shops = day.Market.Shops(day.Market.AnyCity(day.Random));
            Merchant merchant = day.Random.Pick(shops);
            PaymentTerminal terminal = day.Random.Pick(merchant.Terminals);
            if (terminal.CompromisedUntil > day.Date.Day)
                continue;
            if (best.Merchant is null || PerDay(merchant) > PerDay(best.Merchant))
                best = (merchant, terminal);
            if (PerDay(merchant) >= MinimumPerDay)
                break;
        }
        return best;
    }

    private static double PerDay(Merchant merchant) => merchant.ExpectedPerDay / merchant.Terminals.Length;
}
