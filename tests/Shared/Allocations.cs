namespace Vigil.Testing;

/// <summary>Counts what code allocates.</summary>
internal static class Allocations
{
    /// <summary>Bytes that the action allocates each time, once warmed up.</summary>
    /// <remarks>
    /// The least of several runs: when another thread starts a collection, the runtime charges this thread for the unused rest of its
    /// allocation buffer, some 8 KB, whatever it does. Code that allocates does so in every run.
    /// </remarks>
    public static long Of(Action action)
    {
        for (int warmUp = 0; warmUp < 3; warmUp++)
            action();
        long least = long.MaxValue;
        for (int run = 0; run < 10; run++)
        {
            long before = GC.GetAllocatedBytesForCurrentThread();
            action();
            least = Math.Min(least, GC.GetAllocatedBytesForCurrentThread() - before);
        }
        return least;
    }
}
