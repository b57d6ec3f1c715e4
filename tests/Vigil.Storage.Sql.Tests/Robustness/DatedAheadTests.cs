using System.Globalization;
using Vigil.Engine.Features;

namespace Vigil.Storage.Sql.Tests.Robustness;

/// <summary>One payment is dated ahead of its receipt, and those of everybody else are on time.</summary>
public sealed class DatedAheadTests
{
    [Fact]
    public async Task Decide_OnePaymentDatedAlmostADayAhead_OthersCountAndReplay()
    {
        var clock = new ShiftedClock();
        using var live = await LiveService.StartNew(l => l.Time = clock);
        await live.Decide(Row(0, clock.GetUtcNow().AddHours(23)));
        var counts = new List<double>();
        for (int i = 1; i <= 8; i++)
        {
            clock.Shift(TimeSpan.FromMinutes(2));
            var submission = (await live.Decide(Row(i, clock.GetUtcNow().AddMinutes(-1)))).Single();
            submission.Arrival.ShouldBe(Arrival.InOrder, $"payment {i}");
            counts.Add(submission.Decision!.Features[live.Stream.Features.Select(f => f.Name).ToList().IndexOf("customer_id_count_1h")]);
            if (i == 4)
                await live.Restart();
        }

        counts.ShouldBe([1, 2, 3, 4, 5, 6, 7, 8]);
        (await live.ShouldBeWholeAsync()).Count.ShouldBe(9);
        live.ShouldHaveOneState();
    }

    private static string[] Row(int id, DateTimeOffset time)
    {
        string[] row = [.. Payments.Rows[0]];
        (row[0], row[1]) = ($"ahead-{id}", time.UtcDateTime.ToString("yyyy-MM-ddTHH:mm:ssZ", CultureInfo.InvariantCulture));
        return row;
    }
}
