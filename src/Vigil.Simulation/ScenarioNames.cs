using System.Collections.Immutable;

namespace Vigil.Simulation;

/// <summary>The names of the fraud scenarios as they stand in options and output.</summary>
public static class ScenarioNames
{
    /// <summary>Many tiny online payments in minutes, then a large one.</summary>
    public const string CardTesting = "card_testing";

    /// <summary>High online payments from a new device, address and country.</summary>
    public const string AccountTakeover = "account_takeover";

    /// <summary>A copied card used in a distant city within an hour of the real one.</summary>
    public const string ImpossibleTravel = "impossible_travel";

    /// <summary>Spend rises for two weeks, then the limit is used up in a day, then silence.</summary>
    public const string BustOut = "bust_out";

    /// <summary>Accounts that receive stolen money and pass it on.</summary>
    public const string MuleRing = "mule_ring";

    /// <summary>A terminal at which most payments are fraudulent for some days.</summary>
    public const string CompromisedTerminal = "compromised_terminal";

    /// <summary>All of them, in alphabetical order.</summary>
    public static readonly ImmutableArray<string> All =
        [AccountTakeover, BustOut, CardTesting, CompromisedTerminal, ImpossibleTravel, MuleRing];
}
