namespace Vigil.Engine.Runtime.Stages;

/// <summary>Who runs the stages of the service (port): threads, or in a simulation one scheduler that a seed drives.</summary>
internal interface IStages
{
    /// <summary>How who waits goes on: beside whoever ends the waiting, or, in a simulation, in the same step.</summary>
    TaskCreationOptions Continuations { get; }

    /// <summary>Runs a stage step by step; done when it has ended.</summary>
    Task Start(ServiceStage stage);

    /// <summary>Runs something short once, on any core.</summary>
    void Queue(IThreadPoolWorkItem work);

    /// <summary>Runs something long once, on a thread of its own.</summary>
    void Run(string name, Action work);

    /// <summary>Returns when a task has ended in whatever way. For what owns its thread: a stage, or who starts and stops them.</summary>
    void WaitFor(Task task);
}
