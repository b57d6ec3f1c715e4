namespace Vigil.Simulation;

/// <summary>How a transaction was made.</summary>
public enum Channel
{
    /// <summary>A card at a shop's terminal.</summary>
    Pos,

    /// <summary>From a device over the network.</summary>
    Online,

    /// <summary>A card at a cash machine.</summary>
    Atm,
}
