using Vigil.Detection.Numerics;
using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Scenarios;

/// <summary>What a scenario can see and do on one day.</summary>
internal sealed class FraudDay(Scenario scenario, SeededRandom random, Market market, Customer[] customers, DayBuffer buffer)
{
    private const int TakenDays = 14;
    private const int Attempts = 60;
    private const double LabelMedianDays = 5.5;
    private const double LabelSigma = 0.55;
    private const double LabelMinimumDays = 0.1;
    private const double LabelMaximumDays = 30;

    public SeededRandom Random => random;

    public Market Market => market;

    /// <summary>What happened on the day so far.</summary>
    public DayBuffer Buffer => buffer;

    public Calendar Date { get; set; }

    public Customer CustomerOf(in SimulatedTransaction transaction) => customers[transaction.CustomerIndex];

    /// <summary>Whether no other campaign has hold of that customer.</summary>
    public bool IsFree(Customer customer) => customer.TakenUntil <= Date.Day;

    /// <summary>A customer whom no other campaign has hold of, or null when there is hardly one.</summary>
    public Customer? Take()
    {
        for (int i = 0; i < Attempts; i++)
            if (random.Pick(customers) is var customer && IsFree(customer))
            {
                customer.TakenUntil = Date.Day + TakenDays;
                return customer;
            }
        return null;
    }

    /// <summary>Several different ones; fewer than asked for when there are hardly any.</summary>
    public Customer[] Take(int count)
    {
        List<Customer> taken = [];
        while (taken.Count < count && Take() is { } customer)
            taken.Add(customer);
        return [.. taken];
    }

    /// <summary>Microseconds of an hour of this day, 0 for midnight; more than 24 reaches into later days.</summary>
    public long At(double hour) => Date.Start + (long)(hour * 3_600_000) * 1000;

    /// <summary>Writes a fraudulent payment.</summary>
    public void Emit(in SimulatedTransaction payment) => buffer.Add(Label(payment));

    /// <summary>The payment with this scenario's name and the time at which it will be reported.</summary>
    public SimulatedTransaction Label(in SimulatedTransaction payment)
    {
        double days = Math.Clamp(random.LogNormal(LabelMedianDays, LabelSigma), LabelMinimumDays, LabelMaximumDays);
        long delay = (long)(days * 86_400_000) * 1000;
        return payment with { Scenario = scenario.Name, LabelMicroseconds = payment.TimeMicroseconds + delay };
    }
}
