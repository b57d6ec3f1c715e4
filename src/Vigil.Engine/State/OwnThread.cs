namespace Vigil.Engine.State;

/// <summary>Waiting for what is asynchronous, where a thread is there for nothing else.</summary>
public static class OwnThread
{
    /// <summary>
    /// Returns when it is done. Only for a thread that the service owns: the sequencer's, the writer's, that of a recovery, a snapshot, a
    /// build or a projection, a reader of the lane. Never for one of the pool or of a request, which others need meanwhile.
    /// </summary>
    public static T OnOwnThread<T>(this ValueTask<T> task) =>
        task.IsCompletedSuccessfully ? task.Result : task.AsTask().GetAwaiter().GetResult();

    /// <inheritdoc cref="OnOwnThread{T}(ValueTask{T})"/>
    public static void OnOwnThread(this ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }
}
