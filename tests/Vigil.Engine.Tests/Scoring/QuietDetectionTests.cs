using System.Globalization;
using Vigil.Detection.Numerics;
using Vigil.Engine.Scoring;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>What must not be flagged: noise, sameness, the first ones, what returns; and what changes nothing. Twenty seeds each.</summary>
public sealed class QuietDetectionTests(ITestOutputHelper output)
{
    private const int Seeds = 20;

    [Fact]
    public void ConstantColumns_ChangeNoRisk()
    {
        double worst = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var plain = new EverydayPayments(seed, 250, 1 + seed % 4);
            plain.Plant(EverydayPayments.Row(plain.TimeOf(180).AddMinutes(5), "A0", "Unknown Jewels", 4200));
            var without = DefaultDetection.Of(EverydayPayments.Columns, plain.Rows);
            string[] names = [.. EverydayPayments.Columns, "product", "currency", "fee", "device_id"];
            var with = DefaultDetection.Of(names, [.. plain.Rows.Select(r => (string[])[.. r, "Current", "EUR", "0.00", "D1"])]);
            worst = Math.Max(worst, without.Zip(with, (a, b) => Math.Abs(a.Risk - b.Risk)).Max());
        }

        output.WriteLine($"four constant columns change risks by at most {worst:0.0000}");
        worst.ShouldBeLessThanOrEqualTo(0.01);
    }

    [Fact]
    public void ConstantEntity_ChangesNoRisk()
    {
        var payments = new EverydayPayments(3, 250, 1);
        payments.Plant(EverydayPayments.Row(payments.TimeOf(180).AddMinutes(5), "A0", "Unknown Jewels", 4200));
        var with = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
        var without = DefaultDetection.Of(["date", "merchant", "amount"], [.. payments.Rows.Select(r => (string[])[r[0], r[2], r[3]])]);

        without.Zip(with, (a, b) => Math.Abs(a.Risk - b.Risk)).Max().ShouldBeLessThanOrEqualTo(0.01);
    }

    [Fact]
    public void CleanNoise_BlocksAtMostOneInAThousand()
    {
        int rows = 0, blocked = 0, flagged = 0;
        for (int seed = 0; seed < Seeds; seed++)
            foreach (var amount in Noises)
            {
                var random = new SeededRandom((ulong)seed, 5);
                var noise = new EverydayPayments(seed, 200 + random.NextInt(800), 1 + random.NextInt(50), amount);
                var decided = DefaultDetection.Of(EverydayPayments.Columns, noise.Rows);
                rows += decided.Length;
                blocked += decided.Count(d => d.Outcome == Outcome.Block);
                flagged += decided.Count(d => d.IsFlagged);
            }

        output.WriteLine($"clean noise: {blocked} blocked and {flagged} flagged of {rows}");
        blocked.ShouldBeLessThanOrEqualTo(rows / 1000);
    }

    [Fact]
    public void SameAndNearlySameRows_FlagNothing()
    {
        double worst = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var same = new EverydayPayments(seed, 5 + seed * 15, 1, _ => 9.99);
            var random = new SeededRandom((ulong)seed);
            string[][] few = [.. Enumerable.Range(1, 6).Select(day => (string[])
                [$"2024-01-0{day} 12:00:00", (4112 + random.NextInt(6)).ToString(CultureInfo.InvariantCulture)])];
            worst = Math.Max(worst, DefaultDetection.Of(["date", "amount"], few).Max(d => d.Risk));
            worst = Math.Max(worst, DefaultDetection.Of(
                ["date", "account", "amount"], [.. same.Rows.Select((r, i) => (string[])[Daily(i), "A1", "9.99"])]).Max(d => d.Risk));
        }

        output.WriteLine($"identical rows, and six within their spread: risk at most {worst:0.0}");
        worst.ShouldBeLessThan(new PolicyOptions().Review);
    }

    [Fact]
    public void FirstRows_AreNotRiskyForBeingFirst()
    {
        double worst = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 400, 8);
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            var firsts = payments.Rows.Select((r, i) => (r[1], i)).GroupBy(r => r.Item1).SelectMany(g => g.Take(3)).Select(r => r.i);
            worst = Math.Max(worst, firsts.Concat(Enumerable.Range(0, 5)).Max(i => decided[i].Risk));
        }

        output.WriteLine($"the first five of a file and the first three of an entity: risk at most {worst:0.0}");
        worst.ShouldBeLessThan(new PolicyOptions().Review);
    }

    [Fact]
    public void RentAndSalary_StopAlarmingAfterSix_AndAStrangeWithdrawalDoesNot()
    {
        int late = 0, worstRank = 0, flagged = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 700, 1, random => -22 * Math.Exp(0.45 * random.NextNormal()));
            var start = new DateTime(2024, 1, 1, 6, 0, 0, DateTimeKind.Utc);
            string[][] rents = [.. Enumerable.Range(0, 14)
                .Select(m => EverydayPayments.Row(start.AddMonths(m), "A0", "Rent Homes", -1350))];
            string[][] salaries = [.. Enumerable.Range(0, 14).Select(m =>
                EverydayPayments.Row(start.AddMonths(m).AddDays(24), "A0", "Employer", 3200))];
            payments.Plant([.. rents, .. salaries]);
            int cash = payments.Plant(EverydayPayments.Row(start.AddMonths(10).AddDays(9.7), "A0", "Quick Cash ATM 88", -900));
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            foreach (string[] row in rents[6..].Concat(salaries[6..]))
                late += decided[payments.Rows.IndexOf(row)].IsFlagged ? 1 : 0;
            worstRank = Math.Max(worstRank, EverydayPayments.RankOf(decided, cash));
            flagged += decided[cash].IsFlagged ? 1 : 0;
        }

        output.WriteLine(
            $"rents and salaries flagged after six: {late}; the withdrawal: worst rank {worstRank}, flagged {flagged} of {Seeds}");
        late.ShouldBe(0);
        worstRank.ShouldBeLessThanOrEqualTo(3);
        flagged.ShouldBe(Seeds);
    }

    private static readonly Func<SeededRandom, double>[] Noises =
    [
        random => 10 + 20 * random.NextDouble(),
        random => 50 * Math.Exp(random.NextNormal()),
        random => Math.Max(1, 100 + 20 * random.NextNormal()),
    ];

    private static string Daily(int day) =>
        new DateTime(2024, 1, 1, 12, 0, 0, DateTimeKind.Utc).AddDays(day).ToString("yyyy-MM-dd HH:mm:ss", CultureInfo.InvariantCulture);
}
