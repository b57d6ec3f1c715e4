using Vigil.Detection.Numerics;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Random things that happen to a service, one after the other.</summary>
internal sealed class Schedule(LiveService live, ShiftedClock clock, SeededRandom random)
{
    private int _next;

    /// <summary>First answers by transaction.</summary>
    public Dictionary<string, Decision> Answered { get; } = [];

    /// <summary>Does something.</summary>
    /// <returns>What it was.</returns>
    public async Task<string> Step()
    {
        switch (random.NextInt(20))
        {
            case < 11:
                await Submit();
                return "submit";
            case < 14:
                string id = Payments.IdOf(Payments.Rows[random.NextInt(Math.Max(1, _next))]);
                await live.Service.LabelAsync(live.Stream, id, random.NextInt(2) == 0, null, "test", TestContext.Current.CancellationToken);
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
    private async Task Submit()
    {
        var groups = new List<SubmissionGroup>();
        for (int i = random.NextInt(6); i >= 0; i--)
        {
            var rows = Payments.Rows.Skip(_next).Take(1 + random.NextInt(30)).ToList();
            _next += rows.Count;
            for (int again = random.NextInt(4); again > 0; again--)
                rows.Add(Payments.Rows[random.NextInt(_next)]);
            groups.Add(live.Group(rows));
            (await live.Service.TrySubmitAsync(groups[^1], TestContext.Current.CancellationToken)).ShouldBeTrue();
        }
        await Task.WhenAll(groups.Select(g => g.Completion));
        foreach (var decision in groups.SelectMany(g => g.Submissions).Select(s => s.Decision.ShouldNotBeNull()))
            if (!Answered.TryAdd(decision.IdOf(), decision))
                decision.Sequence.ShouldBe(Answered[decision.IdOf()].Sequence);
    }
}
