using System.Globalization;
using Vigil.Detection.Numerics;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Scoring;

/// <summary>What must be found, whatever the sign and the currency, and that its neighbours are not taken for it; 20 seeds.</summary>
public sealed class PlantedFraudTests(ITestOutputHelper output)
{
    private const int Seeds = 20;

    [Fact]
    public void OneLargePayment_IsFirstAndBlocked_AndItsNeighboursAreNot()
    {
        int worstRank = 0, blocked = 0, neighbours = 0;
        double worst = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 258, 1 + seed % 5);
            var time = payments.TimeOf(190).AddMinutes(3);
            int fraud = payments.Plant(EverydayPayments.Row(time, payments.Rows[190][1], "Unknown Jewels", seed % 2 == 0 ? 4200 : 100_000));
            payments.Plant(EverydayPayments.Row(time.AddMinutes(90), payments.Rows[190][1], "Bus Line", 10));
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            worstRank = Math.Max(worstRank, EverydayPayments.RankOf(decided, fraud));
            blocked += decided[fraud].Outcome == Outcome.Block ? 1 : 0;
            foreach (int row in Enumerable.Range(fraud + 1, 20).Where(row => payments.TimeOf(row) < time.AddDays(1)))
                (neighbours, worst) = (neighbours + (decided[row].IsFlagged ? 1 : 0), Math.Max(worst, decided[row].Risk));
        }

        output.WriteLine($"planted: worst rank {worstRank}, blocked {blocked} of {Seeds}; "
            + $"neighbours: {neighbours} flagged, risk at most {worst:0.0}");
        worstRank.ShouldBe(1);
        blocked.ShouldBe(Seeds);
        neighbours.ShouldBe(0);
    }

    [Theory]
    [InlineData("01-debits-negative", "1800.00")]
    [InlineData("01-debits-positive", "1800.00")]
    [InlineData("34-leading-zeros", "4200.00")]
    public void OneLargePaymentOfACase_IsFirstAndBlocked(string name, string amount)
    {
        var (columns, rows) = DefaultDetection.Read(Path.Combine(Repository.Root, "tests", "Shared", "cases", name + ".csv"));

        var decided = DefaultDetection.Of(columns, rows);

        int fraud = rows.FindIndex(r => r[^1].TrimStart('-') == amount);
        output.WriteLine($"{name}: risk {decided[fraud].Risk:0.0}");
        EverydayPayments.RankOf(decided, fraud).ShouldBe(1);
        decided[fraud].Outcome.ShouldBe(Outcome.Block);
    }

    [Fact]
    public void OneLargePaymentOfASmallAccount_IsSeenBesideAnAccountThatPaysAsMuchEveryDay()
    {
        int worstRank = 0, blocked = 0, flagged = 0;
        double least = 100;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 258, 2);
            foreach (string[] row in payments.Rows.Where(r => r[1] == "A1"))
                row[3] = (150 * double.Parse(row[3], CultureInfo.InvariantCulture)).ToString("0.00", CultureInfo.InvariantCulture);
            int fraud = payments.Plant(EverydayPayments.Row(payments.TimeOf(190).AddMinutes(3), "A0", "Bakery", 4200));
            var decided = DefaultDetection.Of(EverydayPayments.Columns, payments.Rows);
            worstRank = Math.Max(worstRank, EverydayPayments.RankOf(decided, fraud));
            blocked += decided[fraud].Outcome == Outcome.Block ? 1 : 0;
            flagged += decided.Skip(20).Count(d => d.IsFlagged) - (decided[fraud].IsFlagged ? 1 : 0);
            least = Math.Min(least, decided[fraud].Risk);
        }

        output.WriteLine($"large for its account, not for the file: worst rank {worstRank}, blocked {blocked} of {Seeds}, "
            + $"risk at least {least:0.0}; {flagged} others flagged after the first twenty");
        worstRank.ShouldBeLessThanOrEqualTo(2);
        blocked.ShouldBeGreaterThanOrEqualTo(Seeds * 3 / 4);
        flagged.ShouldBe(0);
    }

    [Theory]
    [InlineData(false)]
    [InlineData(true)]
    public void SixRowsOfTheBrief_FlagTheEightThousand(bool hasCustomer)
    {
        double least = 100;
        for (int seed = 0; seed < Seeds; seed++)
        {
            double unit = Math.Exp(new SeededRandom((ulong)seed).NextNormal() * 2);
            double[] values = [120, 150, 200, 8000, 190, 160];
            string[][] rows = [.. values.Select((v, i) => EverydayPayments.Row(
                new DateTime(2024, 1, 1 + i, 12, 0, 0, DateTimeKind.Utc), "C1", "", v * unit))];
            var decided = hasCustomer
                ? DefaultDetection.Of(["time", "customer", "value"], [.. rows.Select(r => (string[])[r[0], r[1], r[3]])])
                : DefaultDetection.Of(["time", "value"], [.. rows.Select(r => (string[])[r[0], r[3]])]);
            EverydayPayments.RankOf(decided, 3).ShouldBe(1);
            decided.Count(d => d.IsFlagged).ShouldBe(1);
            least = Math.Min(least, decided[3].Risk);
        }

        output.WriteLine($"8000 among 120, 150, 200, 190, 160: risk at least {least:0.0}");
        least.ShouldBeGreaterThanOrEqualTo(new PolicyOptions().Review);
    }

    [Fact]
    public void EverySignFlipped_ChangesNoRisk()
    {
        double worst = 0;
        foreach (string name in new[] { "01-debits-negative", "02-with-constants", "20-salary-and-rent", "23-with-fraud", "24-currencies" })
        {
            var (columns, rows) = DefaultDetection.Read(Path.Combine(Repository.Root, "tests", "Shared", "cases", name + ".csv"));
            int amount = Array.FindIndex(columns, c => c.Equals("amount", StringComparison.OrdinalIgnoreCase));
            string[][] flipped = [.. rows.Select(r => r.Select((v, i) => i != amount ? v : v[0] == '-' ? v[1..] : "-" + v).ToArray())];
            worst = Math.Max(worst, DefaultDetection.Of(columns, rows).Zip(
                DefaultDetection.Of(columns, flipped), (a, b) => Math.Abs(a.Risk - b.Risk)).Max());
        }

        output.WriteLine($"every sign flipped: risks change by at most {worst:0.0000}");
        worst.ShouldBe(0);
    }

    [Fact]
    public void AmountsOfAnotherCurrency_AreComparedWithinIt()
    {
        var (columns, rows) = DefaultDetection.Read(Path.Combine(Repository.Root, "tests", "Shared", "cases", "24-currencies.csv"));

        var decided = DefaultDetection.Of(columns, rows);

        int fraud = rows.FindIndex(r => r[3] is "900.00" or "900");
        EverydayPayments.RankOf(decided, fraud).ShouldBe(1);
        decided[fraud].IsFlagged.ShouldBeTrue();
        decided.Where((_, i) => rows[i][4] == "JPY").ShouldAllBe(d => !d.IsFlagged);
    }

    [Fact]
    public void FirstAmountInAnotherCurrency_IsLargeOnlyAtAStatedRate()
    {
        var rates = new ExchangeRates("EUR", new Dictionary<string, double> { ["JPY"] = 0.0061 });
        string[] columns = [.. EverydayPayments.Columns, "currency"];
        int blocked = 0, flagged = 0;
        double fair = 0;
        for (int seed = 0; seed < Seeds; seed++)
        {
            var payments = new EverydayPayments(seed, 258, 1 + seed % 3);
            string account = payments.Rows[190][1];
            int fraud = payments.Plant(EverydayPayments.Row(payments.TimeOf(190).AddMinutes(3), account, "Bakery", 4200 / 0.0061));
            int lunch = payments.Plant(EverydayPayments.Row(payments.TimeOf(230).AddMinutes(3), account, "Noodle Bar", 24 / 0.0061));
            string[][] rows = [.. payments.Rows.Select((r, i) => (string[])[.. r, i == fraud || i == lunch ? "JPY" : "EUR"])];
            var stated = DefaultDetection.Of(columns, rows, rates);
            blocked += stated[fraud].Outcome == Outcome.Block ? 1 : 0;
            fair = Math.Max(fair, stated[lunch].Risk);
            flagged += DefaultDetection.Of(columns, rows)[fraud].IsFlagged ? 1 : 0;
        }

        output.WriteLine($"the first amount in yen: blocked at a stated rate {blocked} of {Seeds}, flagged without one {flagged}; "
            + $"an ordinary one at the rate: risk at most {fair:0.0}");
        blocked.ShouldBe(Seeds);
        flagged.ShouldBe(0);
        fair.ShouldBeLessThan(new PolicyOptions().Review);
    }
}
