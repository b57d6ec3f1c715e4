namespace Vigil.Engine.Tests.Journal.Segments;

/// <summary>Files are prepared on the thread that appends, so that a seed gives the same run.</summary>
internal sealed class AtOnce : TaskScheduler
{
    protected override IEnumerable<Task> GetScheduledTasks() => [];

    protected override void QueueTask(Task task) => TryExecuteTask(task);

    protected override bool TryExecuteTaskInline(Task task, bool taskWasPreviouslyQueued) => TryExecuteTask(task);
}
