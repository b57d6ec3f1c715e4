using Vigil.Conformance;
using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Journal;
using Vigil.Engine.Runtime;
using Vigil.Engine.State;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>
/// Those who use the service: they send, repeat, go away before the answer, label, erase, promote, change the stream, and remember what
/// they were answered.
/// </summary>
internal sealed class SimulatedClients(SeededRandom random, SimulatedClock clock)
{
    private static readonly StreamDefinition[] Definitions =
    [
        Payments.Definition,
        Payments.DefinitionWith(("aggregations: [count, risk]", "aggregations: [count, risk, mean]\n    field: amount")),
        Payments.DefinitionWith(("review: 60, block: 85", "review: 10, block: 20")),
        Payments.DefinitionWith(("lateness: 1h", "lateness: 2h")),
    ];

    private readonly List<SubmissionGroup> _groups = [];
    private readonly List<(string What, Task Task, Action Done)> _others = [];
    private int _next;

    /// <summary>First answers by transaction.</summary>
    public Dictionary<string, Decision> Answered { get; } = [];

    /// <summary>Erasures that were answered: the entity, and the sequence.</summary>
    public List<(UInt128 Entity, long Sequence)> Erased { get; } = [];

    /// <summary>What those wait for who wait.</summary>
    public IReadOnlyList<string> Waiting => [.. _groups.Select(_ => "decisions"), .. _others.Select(o => o.What)];

    /// <summary>One of them does something.</summary>
    public void Act(ScoringService service)
    {
        if (service.Find(Payments.Name) is not { } stream)
            return;
        switch (random.NextInt(24))
        {
            case < 14:
                Submit(service, stream);
                break;
            case < 18 when Answered.Count > 0:
                string id = Answered.Keys.ElementAt(random.NextInt(Answered.Count));
                bool? isFraud = random.NextInt(3) switch { 0 => true, 1 => false, _ => null };
                var note = random.NextInt(2) == 0 ? LabelNote.None : new LabelNote("account_takeover", "seen");
                Watch("a label", service.LabelAsync(stream, id, new Conclusion(isFraud, note), null, "test", CancellationToken.None));
                break;
            case 18:
                Watch("a promotion", service.PromoteAsync(Payments.Models[random.NextInt(Payments.Models.Count)].Version, "test"));
                break;
            case 19:
                string customer = Payments.CustomerOf(Payments.Rows[random.NextInt(Math.Max(1, _next))]);
                var entity = stream.Personal.EntityOf(System.Text.Encoding.UTF8.GetBytes(customer));
                Watch("an erasure", service.EraseAsync(stream, customer, "test"), sequence =>
                {
                    if (sequence is { } erased)
                        Erased.Add((entity, erased));
                });
                break;
            case 20:
                Watch("a snapshot", service.SnapshotAsync());
                break;
            case 21:
                var (file, options) = (Definitions[random.NextInt(Definitions.Length)], new ApplyOptions { MayUnmark = true });
                Watch("an edit", service.ApplyAsync(file, options, "test", null, default));
                break;
            case 22:
                clock.Jump(TimeSpan.FromMinutes(random.NextInt(600) - 300));
                break;
            default:
                clock.Pass(TimeSpan.FromSeconds(random.NextInt(10)));
                break;
        }
    }

    /// <summary>Takes the answers that have come.</summary>
    public void Look()
    {
        foreach (var group in _groups.Where(g => g.Completion.IsCompleted).ToList())
        {
            _groups.Remove(group);
            foreach (var submission in group.Submissions)
                Remember(submission);
        }
        foreach (var (what, task, done) in _others.Where(o => o.Task.IsCompleted).ToList())
        {
            _others.Remove((what, task, done));
            if (task.IsCompletedSuccessfully)
                done();
            else if (task.Exception?.InnerException is { } fault and not (StorageException or StreamRefusedException))
                throw new InvalidOperationException($"Who asked for {what} was answered with a fault of the program.", fault);
        }
    }

    /// <summary>Nobody will be answered any more: the process is gone.</summary>
    public void Forget()
    {
        _groups.Clear();
        _others.Clear();
    }

    // New rows, some twice, some from earlier; some go away before they are answered.
    private void Submit(ScoringService service, LiveStream stream)
    {
        var rows = Payments.Rows.Skip(_next).Take(1 + random.NextInt(12)).ToList();
        _next += random.NextInt(5) == 0 ? 0 : rows.Count;
        for (int again = random.NextInt(4); again > 0 && _next > 0; again--)
            rows.Add(Payments.Rows[random.NextInt(_next)]);
        var group = new SubmissionGroup([.. rows.Select(row => Payments.Submission(stream, row))]);
        if (service.TrySubmitAsync(group, CancellationToken.None).OnOwnThread() && random.NextInt(8) > 0)
            _groups.Add(group);
    }

    private void Remember(Submission submission)
    {
        if (submission.Decision is not { } decision)
        {
            submission.Failure.ShouldBeOneOf(SubmissionFailure.StorageUnavailable, SubmissionFailure.Stopping);
            return;
        }
        var explanation = decision.Explain();
        (explanation.Base + explanation.Contributions.Sum()).ShouldBe(decision.RawScore, 1e-6);
        string id = IdOf(submission);
        if (!Answered.TryAdd(id, decision))
            decision.Sequence.ShouldBe(Answered[id].Sequence, $"transaction {id} was decided twice");
    }

    private void Watch<T>(string what, Task<T> task, Action<T>? done = null) =>
        _others.Add((what, task, () => done?.Invoke(task.Result)));

    // The personal data of its decision may be erased by now.
    private static string IdOf(Submission submission) => System.Text.Encoding.UTF8.GetString(submission.Transaction.Text(0));
}
