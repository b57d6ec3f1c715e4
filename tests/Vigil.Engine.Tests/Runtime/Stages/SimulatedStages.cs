using Vigil.Detection.Numerics;
using Vigil.Engine.Runtime.Stages;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>The power goes: everything that was in memory is gone.</summary>
internal sealed class SimulatedCrashException : Exception;

/// <summary>Runs one step after the other, on one thread, in an order that a seed gives.</summary>
internal sealed class SimulatedStages(SeededRandom random, SimulatedClock clock) : IStages
{
    private const int MostIdle = 100_000;
    private readonly List<(ServiceStage Stage, TaskCompletionSource Ended)> _stages = [];
    private readonly List<Action> _works = [];
    private readonly List<SimulatedThread> _threads = [];
    private readonly HashSet<ServiceStage> _running = [];

    /// <summary>The chance that the power goes in a step of who waits in the middle of its own.</summary>
    public double CrashRate { get; set; }

    /// <summary>Whether the power is gone: nothing that happens from here on is to be believed.</summary>
    public bool IsCrashed { get; private set; }

    /// <summary>Steps that were done.</summary>
    public long Steps { get; private set; }

    public TaskCreationOptions Continuations => TaskCreationOptions.None;

    public Task Start(ServiceStage stage)
    {
        var ended = new TaskCompletionSource();
        _stages.Add((stage, ended));
        return ended.Task;
    }

    public void Queue(IThreadPoolWorkItem work) => _works.Add(work.Execute);

    public void Run(string name, Action work) => _threads.Add(new SimulatedThread(work));

    public void WaitFor(Task task)
    {
        for (int idle = 0; !task.IsCompleted; idle++)
        {
            MayCrash();
            if (Step())
                idle = 0;
            else
                clock.Pass(TimeSpan.FromMilliseconds(10));
            if (idle > MostIdle)
                throw new InvalidOperationException("Somebody waits for what never comes.");
        }
    }

    /// <summary>One step of whoever is first in a random order and has something to do; false when nobody has.</summary>
    public bool Step()
    {
        Steps++;
        clock.Pass(TimeSpan.FromMicroseconds(random.NextInt(2000)));
        int count = _stages.Count + _works.Count + _threads.Count, first = count == 0 ? 0 : random.NextInt(count);
        for (int i = 0; i < count && !IsCrashed; i++)
            if (TryStep((first + i) % count))
                return true;
        return false;
    }

    /// <summary>The power may go now.</summary>
    public void MayCrash()
    {
        if (!IsCrashed && random.NextDouble() >= CrashRate)
            return;
        IsCrashed = true;
        throw new SimulatedCrashException();
    }

    /// <summary>Ends what is in the middle of its work after a crash.</summary>
    public void End()
    {
        foreach (var thread in _threads)
            thread.End();
    }

    private bool TryStep(int place)
    {
        if (place - _stages.Count - _works.Count is var at and >= 0)
        {
            var thread = _threads[at];
            if (!thread.Step())
                _threads.Remove(thread);
            return true;
        }
        if (place >= _stages.Count)
        {
            var work = _works[place - _stages.Count];
            _works.RemoveAt(place - _stages.Count);
            work();
            return true;
        }
        var (stage, ended) = _stages[place];
        if (!_running.Add(stage))
            return false;
        var result = stage.Step();
        _running.Remove(stage);
        if (result != StepResult.Ended)
            return result == StepResult.Moved;
        _stages.Remove((stage, ended));
        ended.SetResult();
        return true;
    }
}
