using Vigil.Detection.Numerics;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>A burst is seen against the customer's own pace, and who always pays often is not suspicious for it; 20 seeds.</summary>
public sealed class BurstTests(ITestOutputHelper output)
{
    private const int Seeds = 20, Burst = 20;
    private static readonly DateTime _start = new(2024, 1, 1, 8, 5, 0, DateTimeKind.Utc);

    [Theory]
    [InlineData(1)]
    [InlineData(5)]
    [InlineData(20)]
    public void TwentyPaymentsOfThriceTheUsualInAnHour_AreFlaggedAfterTheFirst(int accounts)
    {
        int flagged = 0, others = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 300 + 15 * accounts, accounts);
            var random = new SeededRandom((ulong)seed, 3);
            var time = payments.TimeOf(200).AddSeconds(30);
            string[][] burst = [.. Enumerable.Range(0, Burst).Select(i => EverydayPayments.Row(
                time.AddMinutes(3 * i), "A0", payments.Rows[random.NextInt(100)][2], 66 * Math.Exp(0.45 * random.NextNormal())))];
            payments.Plant(burst);
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            flagged += burst.Count(row => decided[payments.Rows.IndexOf(row)].IsFlagged);
            others += payments.Rows.Where((r, i) => decided[i].IsFlagged && !burst.Contains(r)).Count();
        }

        output.WriteLine($"{accounts} accounts: {flagged} of {Seeds * Burst} payments of a burst flagged, {others} others");
        flagged.ShouldBeGreaterThanOrEqualTo(Seeds * Burst / 2);
        others.ShouldBeLessThanOrEqualTo(Seeds * 2);
    }

    [Fact]
    public void WhoAlwaysPaysOften_IsHardlyEverFlagged()
    {
        int flagged = 0, rows = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 300, 5);
            var random = new SeededRandom((ulong)seed, 4);
            double minutes = (payments.TimeOf(299) - _start).TotalMinutes;
            payments.Plant([.. Enumerable.Range(0, 300).Select(_ => EverydayPayments.Row(_start.AddMinutes(minutes * random.NextDouble()),
                "Busy", payments.Rows[random.NextInt(100)][2], 22 * Math.Exp(0.45 * random.NextNormal())))]);
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            flagged += decided.Where((d, i) => d.IsFlagged && payments.Rows[i][1] == "Busy").Count();
            rows += 300;
        }

        output.WriteLine($"one who pays five times as often as the others: {flagged} of {rows} flagged");
        flagged.ShouldBeLessThanOrEqualTo(rows / 200);
    }
}
