using Vigil.Engine.Runtime.Stages;

namespace Vigil.Schedules.Tests;

/// <summary>Everything that is given away runs as a task, which the scheduler of the test sees.</summary>
internal sealed class ScheduledStages : IStages
{
    public TaskCreationOptions Continuations => TaskCreationOptions.RunContinuationsAsynchronously;

    public Task Start(ServiceStage stage) => Task.Run(() =>
    {
        while (stage.Step() is var result && result != StepResult.Ended)
            if (result == StepResult.Idle)
                stage.WaitForWork();
    });

    public void Queue(IThreadPoolWorkItem work) => Task.Run(work.Execute);

    public void Run(string name, Action work) => Task.Run(work);

    public void WaitFor(Task task) => task.Wait();
}
