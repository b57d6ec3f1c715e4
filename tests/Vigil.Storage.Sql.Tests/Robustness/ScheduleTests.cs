using Vigil.Detection.Numerics;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>Whatever happens in whatever order: a snapshot's state is the state from the beginning, and every decision replays.</summary>
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
        var schedule = new Schedule(live, clock, random);

        var done = new List<string>();
        for (int step = 0; step < Steps; step++)
            done.Add(await schedule.Step());

        await live.Restart();
        var state = live.ShouldHaveOneState();
        var stored = await live.ShouldBeWholeAsync();
        stored.Count.ShouldBe(schedule.Answered.Count);
        foreach (var decision in stored)
            decision.ShouldEqual(schedule.Answered[decision.IdOf()]);
        output.WriteLine(string.Join(", ", done.CountBy(d => d).Select(d => $"{d.Value} × {d.Key}")) + $"; from {state.SnapshotSequence}");
    }
}
