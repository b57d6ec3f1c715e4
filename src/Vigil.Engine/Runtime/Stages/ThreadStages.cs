namespace Vigil.Engine.Runtime.Stages;

/// <summary>Each stage on a thread of its own.</summary>
internal sealed class ThreadStages : IStages
{
    public TaskCreationOptions Continuations => TaskCreationOptions.RunContinuationsAsynchronously;

    public Task Start(ServiceStage stage)
    {
        var ended = new TaskCompletionSource(Continuations);
        Run(stage.Name, () =>
        {
            while (stage.Step() is var result && result != StepResult.Ended)
                if (result == StepResult.Idle)
                    stage.WaitForWork();
            ended.SetResult();
        });
        return ended.Task;
    }

    public void Queue(IThreadPoolWorkItem work) => ThreadPool.UnsafeQueueUserWorkItem(work, preferLocal: false);

    public void Run(string name, Action work) => new Thread(() => work()) { Name = name, IsBackground = true }.Start();

    public void WaitFor(Task task) => Task.WhenAny(task).Wait();
}
