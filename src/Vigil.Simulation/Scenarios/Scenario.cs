namespace Vigil.Simulation.Scenarios;

/// <summary>One kind of fraud, made anew for each run; what a campaign changes, it changes on customers and terminals.</summary>
internal abstract class Scenario
{
    /// <summary>One of <see cref="ScenarioNames"/>.</summary>
    public abstract string Name { get; }

    /// <summary>Mean number of fraudulent payments of one campaign.</summary>
    public abstract double TypicalSize { get; }

    /// <summary>Mean number of days from a campaign's start to its payments, at most <see cref="Campaigns.WarmUpDays"/>.</summary>
    public virtual int LeadDays => 0;

    /// <summary>Starts a campaign on that day.</summary>
    /// <returns>How many fraudulent payments it will make; 0 when there was no opportunity.</returns>
    public abstract int Start(FraudDay day);

    /// <summary>Called on every day, before campaigns start.</summary>
    public virtual void Continue(FraudDay day)
    {
    }
}
