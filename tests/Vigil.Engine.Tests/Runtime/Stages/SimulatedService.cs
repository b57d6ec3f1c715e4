using System.Security.Cryptography;
using System.Text;
using Vigil.Conformance;
using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Operations;
using Vigil.Engine.Protection;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>
/// The whole service with its clients, its disk and its clock, all of it driven by a seed: several lives, each ended by a crash or in
/// order, in between faults of the disk. What must be true is looked at after every step, or where the service stands still.
/// </summary>
internal sealed class SimulatedService : IDisposable
{
    private const int Lives = 4, MostSteps = 400;
    private static readonly MasterKey Key = new(SHA256.HashData("simulation"u8));
    private readonly SeededRandom _random;
    private readonly SimulatedClock _clock = new();
    private readonly SimulatedStore _store;
    private readonly SimulatedClients _clients;
    private SimulatedStages _stages = null!;
    private ScoringService _service = null!;
    private int _seen, _checked;

    private SimulatedService(ulong seed)
    {
        _random = new SeededRandom(seed);
        _store = new SimulatedStore(Key, _random);
        _clients = new SimulatedClients(_random, _clock);
    }

    /// <summary>Runs a seed.</summary>
    /// <returns>What happened, in short: the same for the same seed.</returns>
    public static string Run(ulong seed)
    {
        using var simulation = new SimulatedService(seed);
        try
        {
            return simulation.Run();
        }
        catch (Exception e)
        {
            throw new InvalidOperationException($"Seed {seed}: {e.Message}", e);
        }
    }

    private string Run()
    {
        var story = new StringBuilder();
        for (int life = 0; life < Lives; life++)
        {
            Open();
            if (life == 0)
                Promote();
            Check();
            LetFaultsHappen();
            for (int step = _random.NextInt(MostSteps); step > 0 && TryStep(); step--)
                LookAtAnswers();
            bool isCrash = _stages.IsCrashed || _random.NextInt(2) == 0;
            if (!isCrash)
                isCrash = !TryStop();
            if (isCrash)
                Crash();
            story.Append(System.Globalization.CultureInfo.InvariantCulture,
                $"{(isCrash ? "crash" : "stop")} {_stages.Steps} {_store.LastSequence} {_clients.Answered.Count}; ");
        }
        Open();
        Check(isLast: true);
        CheckReplay();
        _service.Dispose();
        return story.ToString();
    }

    public void Dispose() => _store.Dispose();

    private void Open()
    {
        EndFaults();
        if (_random.NextInt(5) == 0)
            _store.Snapshots.Flip();
        _stages = new SimulatedStages(_random, _clock);
        _store.Writing = _stages.MayCrash;
        _store.Open();
        var options = new ServiceOptions { QueueCapacity = 60, BatchSize = 8, SnapshotEntries = 1 + _random.NextInt(200) };
        _service = ScoringService.Start(options, _store.Ports, Key, _stages, _clock, _ => { });
        _stages.WaitFor(_service.Ready);
        _service.Ready.IsCompletedSuccessfully.ShouldBeTrue(_service.Ready.Exception?.Message);
    }

    private void Promote()
    {
        foreach (var model in Payments.Models)
            ModelLibrary.AddAsync(_store, model, 0, CancellationToken.None).OnOwnThread();
        var promotion = _service.PromoteAsync(Payments.Models[0].Version, "test");
        _stages.WaitFor(promotion);
        promotion.IsCompletedSuccessfully.ShouldBeTrue();
    }

    private void LetFaultsHappen()
    {
        _stages.CrashRate = _random.NextInt(3) * 0.002;
        _store.Disk.FaultRate = _random.NextInt(3) * 0.02;
        _store.Snapshots.FaultRate = _random.NextInt(3) * 0.2;
        _store.Disk.Capacity = _random.NextInt(5) == 0 ? 1 << 15 : long.MaxValue;
    }

    private void EndFaults()
    {
        (_store.Disk.FaultRate, _store.Disk.Capacity, _store.Snapshots.FaultRate) = (0, long.MaxValue, 0);
        if (_stages is not null)
            _stages.CrashRate = 0;
    }

    private bool TryStep()
    {
        try
        {
            if (_random.NextInt(8) == 0)
                _clients.Act(_service);
            else if (!_stages.Step())
                _clock.Pass(TimeSpan.FromMilliseconds(20));
            if (_random.NextInt(100) == 0)
                LetFaultsHappen();
        }
        catch (SimulatedCrashException)
        {
            // The power is gone.
        }
        return !_stages.IsCrashed;
    }

    // What is answered is on disk, at once.
    private void LookAtAnswers()
    {
        _clients.Look();
        if (_clients.Answered.Count > _seen)
            foreach (var (id, decision) in _clients.Answered.Skip(_seen))
                _store.Find(decision.Sequence).ShouldNotBeNull($"{id} was answered and is not in the journal");
        _seen = _clients.Answered.Count;
        _service.CommittedSequence.ShouldBeLessThanOrEqualTo(_store.LastSequence);
    }

    private bool TryStop()
    {
        try
        {
            _service.Dispose();
        }
        catch (SimulatedCrashException)
        {
            return false;
        }
        if (_stages.IsCrashed)
            return false;
        _clients.Look();
        _clients.Waiting.ShouldBeEmpty("the service stopped");
        _service.QueueDepth.ShouldBe(0);
        return true;
    }

    private void Crash()
    {
        // Who measures would hold what is gone.
        _service.Life.Answers.Metrics.Dispose();
        _stages.End();
        _clients.Forget();
        _store.Crash();
    }

    // Where everything stands still: state is the fold of the journal, and the journal has all that was answered.
    private void Check(bool isLast = false)
    {
        while (_stages.Step())
        {
        }
        _clients.Look();
        long last = 0;
        foreach (var entry in ((IJournal)_store).Read(0))
            entry.Sequence.ShouldBe(++last);
        var live = _service.Life.Path.Sequencer.States.Fingerprint();
        foreach (bool usesSnapshots in (bool[])(isLast ? [true, false] : [_random.NextInt(2) == 0]))
            Recovery.Run(_store.Ports, _service.Reader.Models, usesSnapshots: usesSnapshots).States.Fingerprint()
                .ShouldBe(live, $"state {(usesSnapshots ? "from a snapshot" : "from the beginning")}");
        foreach (var (id, answered) in isLast ? _clients.Answered : _clients.Answered.Skip(_checked))
            CheckAnswer(id, answered);
        _checked = _clients.Answered.Count;
    }

    private void CheckAnswer(string id, Decision answered)
    {
        var entry = _store.Find(answered.Sequence).ShouldNotBeNull($"{id} was answered and is not in the journal");
        var stored = _service.Reader.ReadAsync(entry, null, CancellationToken.None).OnOwnThread();
        BitConverter.DoubleToInt64Bits(stored.RawScore).ShouldBe(BitConverter.DoubleToInt64Bits(answered.RawScore));
        stored.Outcome.ShouldBe(answered.Outcome);
        var entity = answered.Stream.Personal.EntityOf(answered.Transaction);
        if (_clients.Erased.Exists(e => e.Entity == entity && e.Sequence > answered.Sequence))
            stored.IsErased.ShouldBeTrue($"{id} can be read after the erasure of its entity");
        else if (!stored.IsErased)
            Encoding.UTF8.GetString(stored.Transaction.Text(0)).ShouldBe(id);
    }

    private void CheckReplay()
    {
        var ids = new HashSet<UInt128>();
        foreach (var result in DecisionReplay.All(_store.Ports, _service.Reader.Models, CancellationToken.None))
        {
            result.Differences.ShouldBeEmpty();
            var decision = _service.Reader.ReadAsync(_store.Find(result.Sequence)!, null, CancellationToken.None).OnOwnThread();
            ids.Add(decision.Stream.Personal.IdOf(decision.Transaction)).ShouldBeTrue("a transaction is in the journal twice");
        }
    }
}
