namespace Vigil.Engine.Features;

/// <summary>How an event came, beside its entity's newest one.</summary>
public enum Arrival
{
    /// <summary>Not older than it.</summary>
    InOrder,

    /// <summary>Older, and placed where its time belongs.</summary>
    Late,

    /// <summary>Older than the stream's lateness allows: the windows of its entity do not have it.</summary>
    LeftOut,
}
