namespace Vigil.Engine.Runtime.Stages;

/// <summary>What came of a step.</summary>
internal enum StepResult
{
    /// <summary>Something was done; there may be more.</summary>
    Moved,

    /// <summary>There was nothing to do.</summary>
    Idle,

    /// <summary>Nothing will be to do any more.</summary>
    Ended,
}

/// <summary>
/// A stage of the service: all that it does is a step. A step waits for nothing but by <see cref="IStages.WaitFor"/>, so that whoever runs
/// them can run others in between.
/// </summary>
/// <param name="name">Its name, in words that debuggers show.</param>
internal abstract class ServiceStage(string name)
{
    public string Name => name;

    /// <summary>Does what is next. One thread at a time.</summary>
    public abstract StepResult Step();

    /// <summary>Returns when there may be something to do again; too early is no harm.</summary>
    public abstract void WaitForWork();
}
