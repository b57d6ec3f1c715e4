using System.Diagnostics;

namespace Vigil.Engine.Scoring;

/// <summary>The stages of the pipeline that can be timed.</summary>
public enum Stage
{
    /// <summary>Duplicate check and features.</summary>
    Features,

    /// <summary>Preparation and detectors.</summary>
    Detectors,

    /// <summary>Risk and outcome.</summary>
    Policy,
}

/// <summary>
/// Time spent in each stage, added up; only taken when a pipeline is given one. Stages of different threads do not disturb each other.
/// </summary>
public sealed class StageTimes
{
    private readonly long[] _ticks = new long[3];

    /// <summary>Time spent in a stage so far.</summary>
    public TimeSpan this[Stage stage] => Stopwatch.GetElapsedTime(0, Interlocked.Read(ref _ticks[(int)stage]));

    internal static long Start(StageTimes? times) => times is null ? 0 : Stopwatch.GetTimestamp();

    internal static void Stop(StageTimes? times, Stage stage, long start)
    {
        if (times is not null)
            Interlocked.Add(ref times._ticks[(int)stage], Stopwatch.GetTimestamp() - start);
    }
}
