namespace Vigil.Engine.Scoring;

/// <summary>What a reason is about. Features that tell a person the same thing are of one group; each feature is of exactly one.</summary>
public enum ReasonGroup
{
    /// <summary>How large the amount is, and what it does to sums and means.</summary>
    Size,

    /// <summary>How often and how fast: counts, rates, gaps, how many different things.</summary>
    Pace,

    /// <summary>Where: the named location, the distance and the speed from the one before.</summary>
    Place,

    /// <summary>What the entity, or anybody, has never or rarely done before: merchants, kinds, categories.</summary>
    Novelty,

    /// <summary>When: hour, night, day of the week.</summary>
    TimeOfDay,

    /// <summary>The merchant or terminal and its traffic.</summary>
    Counterparty,

    /// <summary>The device or network address and its traffic.</summary>
    Device,

    /// <summary>Known frauds.</summary>
    LabelHistory,

    /// <summary>Other numbers.</summary>
    Measure,
}
