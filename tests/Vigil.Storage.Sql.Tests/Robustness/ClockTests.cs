namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>The clock goes backwards.</summary>
public sealed class ClockTests
{
    [Fact]
    public async Task Decide_ClockGoesBackwards_OrderAndStateStay()
    {
        var clock = new ShiftedClock();
        using var live = await LiveService.StartNew(l => l.Time = clock);
        var answers = new List<long>();
        foreach (string[][] chunk in Payments.Rows.Take(120).Chunk(10))
        {
            answers.AddRange((await live.Decide(chunk)).Select(s => s.Decision!.Received));
            clock.Shift(TimeSpan.FromHours(-2));
            if (answers.Count == 60)
                await live.Restart();
        }

        answers.ShouldBe(answers.Order());
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(120);
        live.ShouldHaveOneState();
    }
}
