using Vigil.Detection.Numerics;
using Vigil.Simulation.Customers;
using Vigil.Simulation.Merchants;

namespace Vigil.Simulation.Scenarios;

/// <summary>Starts campaigns so that fraud gets its share, and every scenario an equal part of it.</summary>
internal sealed class Campaigns
{
    /// <summary>How long before the run campaigns begin, so that its first days have as much fraud as the others.</summary>
    public const int WarmUpDays = 21;

    private readonly double _factor;
    // Of those as well who join later: campaigns choose among all, and what hits somebody who is not there yet is not seen. So whoever is
    // there has the same share of fraud at any time.
    private readonly double _honest;
    private readonly Track[] _tracks;

    public Campaigns(SimulationOptions options, Market market, Customer[] customers, DayBuffer buffer, ulong stream)
    {
        string[] names = [.. ScenarioNames.All.Where(n => options.Scenarios.IsDefaultOrEmpty || options.Scenarios.Contains(n))];
        _tracks = [.. names.Select(n => Track(n))];
        // A compromised terminal adds no payments, it turns honest ones: (1−c)F frauds are added to L honest payments, F = s(L+(1−c)F).
        double turned = names.Contains(ScenarioNames.CompromisedTerminal) ? 1.0 / names.Length : 0;
        _factor = options.FraudShare / (1 - options.FraudShare * (1 - turned));
        _honest = customers.Sum(c => c.Habits.Rate + c.Habits.Orders.Length / 30.0);

        Track Track(string name)
        {
            Scenario scenario = Create(name);
            SeededRandom random = new(options.Seed, stream + (ulong)ScenarioNames.All.IndexOf(name));
            return new Track(scenario, random, new FraudDay(scenario, random, market, customers, buffer));
        }
    }

    /// <summary>Continues the campaigns that run and starts those that are due.</summary>
    public void Run(in Calendar date)
    {
        double creditPerDay = _honest * _factor / _tracks.Length;
        foreach (Track track in _tracks)
        {
            track.Day.Date = date;
            track.Scenario.Continue(track.Day);
            if (date.Day >= -track.Scenario.LeadDays)
                track.Start(creditPerDay * date.Season);
        }
    }

    private static Scenario Create(string name) => name switch
    {
        ScenarioNames.AccountTakeover => new AccountTakeover(),
        ScenarioNames.BustOut => new BustOut(),
        ScenarioNames.CardTesting => new CardTesting(),
        ScenarioNames.CompromisedTerminal => new CompromisedTerminal(),
        ScenarioNames.ImpossibleTravel => new ImpossibleTravel(),
        ScenarioNames.MuleRing => new MuleRing(),
        _ => throw new ArgumentException($"There is no scenario '{name}'.", nameof(name)),
    };
}

/// <summary>One scenario with the payments that it is owed.</summary>
internal sealed class Track(Scenario scenario, SeededRandom random, FraudDay day)
{
    private double _credit;
    private double _threshold = scenario.TypicalSize * random.NextDouble();

    public Scenario Scenario => scenario;

    public FraudDay Day => day;

    /// <summary>
    /// A campaign starts when the credit passes a threshold drawn between none and one campaign: right in the mean, and never by the clock.
    /// </summary>
    public void Start(double credit)
    {
        _credit += credit;
        while (_credit > 0 && _credit >= _threshold)
        {
            int size = scenario.Start(day);
            if (size == 0)
                return;
            _credit -= size;
            _threshold = scenario.TypicalSize * random.NextDouble();
        }
    }
}
