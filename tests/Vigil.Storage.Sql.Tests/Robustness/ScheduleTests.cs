using Vigil.Detection.Numerics;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Whatever happens in whatever order: state from a snapshot is the state from the beginning, and every decision replays.</summary>
public sealed class ScheduleTests(ITestOutputHelper output)
{
    private const int Steps = 60;

    [Theory]
    [InlineData(11)]
    [InlineData(12)]
    [InlineData(13)]
    [InlineData(14)]
    [InlineData(15)]
    [InlineData(16)]
    public async Task Service_RandomSchedule_SnapshotEqualsFoldFromTheBeginning(ulong seed)
    {
        var random = new SeededRandom(seed);
        var clock = new ShiftedClock();
        using var live = await LiveService.StartNew(l =>
        {
            l.Time = clock;
            l.Options = l.Options with { BatchSize = 1 + random.NextInt(40) };
        });
        var answered = new Dictionary<string, Decision>();
        var done = new Dictionary<string, int>();
        int next = 0;

        for (int step = 0; step < Steps; step++)
        {
            string name = await Step(random.NextInt(20));
            done[name] = done.GetValueOrDefault(name) + 1;
        }

        await live.Restart();
        var state = live.ShouldHaveOneState();
        var stored = live.ShouldBeWhole();
        stored.Count.ShouldBe(answered.Count);
        foreach (var decision in stored)
            decision.ShouldEqual(answered[decision.IdOf()]);
        output.WriteLine(string.Join(", ", done.Select(d => $"{d.Value} × {d.Key}")) + $"; snapshot at {state.SnapshotSequence}");

        async Task<string> Step(int dice)
        {
            switch (dice)
            {
                case < 11:
                    await Submit();
                    return "submit";
                case < 14:
                    string id = Payments.IdOf(Payments.Rows[random.NextInt(Math.Max(1, next))]);
                    await live.Service.LabelAsync(live.Stream, id, random.NextInt(2) == 0, null, "test");
                    return "label";
                case 14:
                    await live.Service.PromoteAsync(Payments.Models[random.NextInt(3)].Version, "test");
                    return "promote";
                case 15:
                    await live.Service.EraseAsync(live.Stream, Payments.CustomerOf(Payments.Rows[random.NextInt(500)]), "test");
                    return "erase";
                case 16 or 17:
                    await live.Service.SnapshotAsync();
                    return "snapshot";
                case 18:
                    clock.Shift(TimeSpan.FromMinutes(random.NextInt(600) - 300));
                    return "clock";
                default:
                    await live.Restart();
                    return "restart";
            }
        }

        // A few groups at once: new rows, some twice, some from earlier.
        async Task Submit()
        {
            var groups = new List<SubmissionGroup>();
            for (int i = random.NextInt(6); i >= 0; i--)
            {
                var rows = Payments.Rows.Skip(next).Take(1 + random.NextInt(30)).ToList();
                next += rows.Count;
                for (int again = random.NextInt(4); again > 0; again--)
                    rows.Add(Payments.Rows[random.NextInt(next)]);
                groups.Add(live.Group(rows));
                live.Service.TrySubmit(groups[^1]).ShouldBeTrue();
            }
            await Task.WhenAll(groups.Select(g => g.Completion));
            foreach (var decision in groups.SelectMany(g => g.Submissions).Select(s => s.Decision.ShouldNotBeNull()))
                if (!answered.TryAdd(decision.IdOf(), decision))
                    decision.Sequence.ShouldBe(answered[decision.IdOf()].Sequence);
        }
    }
}
