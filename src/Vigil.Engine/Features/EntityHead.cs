namespace Vigil.Engine.Features;

/// <summary>
/// The first cells of an entity's row: its ring of events and what is known of it in all. Positions count from the entity's first event and
/// never wrap; times are in microseconds.
/// </summary>
internal struct EntityHead
{
    /// <summary>Of the ring's block in the slab.</summary>
    public long Address;

    /// <summary>Events that the ring has room for: 0 or a power of two.</summary>
    public long Capacity;

    /// <summary>Position of the oldest event held.</summary>
    public long Oldest;

    /// <summary>Position of the next event.</summary>
    public long Next;

    /// <summary>Time of the newest event.</summary>
    public long LastTime;

    /// <summary>Time of the event that came first.</summary>
    public long FirstTime;

    /// <summary>Events that came.</summary>
    public long Seen;

    /// <summary>Events held.</summary>
    public readonly long Held => Next - Oldest;
}

/// <summary>Where a window begins and ends in its entity's ring.</summary>
internal struct WindowEnds
{
    /// <summary>Position of its oldest event.</summary>
    public long Tail;

    /// <summary>Position behind its newest event.</summary>
    public long Front;

    /// <summary>Events in it, known or not.</summary>
    public readonly long Count => Front - Tail;
}

/// <summary>Where an entity was last.</summary>
internal struct PlaceCells
{
    public double Latitude, Longitude;

    /// <summary>When, in microseconds.</summary>
    public long Time;

    /// <summary>1 when it was anywhere, else 0.</summary>
    public long Known;

    /// <summary>The symbol of its name + 1; 0 without one.</summary>
    public long Name;
}
