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

    /// <summary>Item by item, waiting for each: see <see cref="OnOwnThread{T}(ValueTask{T})"/>.</summary>
    public static IEnumerable<T> OnOwnThread<T>(this IAsyncEnumerable<T> items)
    {
        var each = items.GetAsyncEnumerator(CancellationToken.None);
        try
        {
            while (each.MoveNextAsync().OnOwnThread())
                yield return each.Current;
        }
        finally
        {
            each.DisposeAsync().OnOwnThread();
        }
    }

    /// <inheritdoc cref="OnOwnThread{T}(ValueTask{T})"/>
    public static void OnOwnThread(this ValueTask task)
    {
        if (!task.IsCompletedSuccessfully)
            task.AsTask().GetAwaiter().GetResult();
    }
}
