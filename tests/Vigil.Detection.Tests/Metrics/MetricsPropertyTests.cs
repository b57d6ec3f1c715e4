using FsCheck;
using FsCheck.Fluent;
using Vigil.Detection.Metrics;

namespace Vigil.Detection.Tests.Metrics;

/// <summary>
/// The metrics against their definitions, written out over all pairs and thresholds. Few distinct scores, so that ties are common.
/// </summary>
public class MetricsPropertyTests
{
    private static readonly Arbitrary<(int Score, bool Label)[]> Rows = Gen.Zip(Gen.Choose(0, 6), Gen.Elements(true, false, false))
        .ArrayOf().Select(rows => rows.Select(row => (row.Item1, row.Item2)).ToArray()).ToArbitrary();

    private static readonly Arbitrary<(int Score, bool Label, int Card, int Day)[]> Payments =
        Gen.Choose(0, 4000).Select(n => (n % 7, n / 7 % 5 == 0, n / 35 % 8, n / 280 % 4)).ArrayOf().ToArbitrary();

    [Fact]
    public void RocAuc_AnyRows_EqualsShareOfOrderedPairs() => Prop.ForAll(Rows, rows =>
    {
        var pairs = from positive in rows
                    where positive.Label
                    from negative in rows
                    where !negative.Label
                    select positive.Score > negative.Score ? 1 : positive.Score == negative.Score ? 0.5 : 0;

        Same(RocAuc.Compute(Scores(rows), Labels(rows)), pairs.DefaultIfEmpty(double.NaN).Average());
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void AveragePrecision_AnyRows_EqualsSumOverThresholds() => Prop.ForAll(Rows, rows =>
    {
        double sum = 0, before = 0, all = rows.Count(row => row.Label);
        foreach (int threshold in rows.Select(row => row.Score).Distinct().OrderDescending())
        {
            double found = rows.Count(row => row.Score >= threshold && row.Label);
            double precision = found / rows.Count(row => row.Score >= threshold);
            sum += (found / all - before) * precision;
            before = found / all;
        }

        Same(AveragePrecision.Compute(Scores(rows), Labels(rows)), all == 0 ? double.NaN : sum);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void PrecisionAtK_AnyRows_EqualsChanceOfEachRowToBeSeen() => Prop.ForAll(Rows, Gen.Choose(1, 12).ToArbitrary(), (rows, k) =>
    {
        double seen = Math.Min(k, rows.Length);
        double found = rows.Where(row => row.Label).Sum(row =>
        {
            int above = rows.Count(other => other.Score > row.Score), tied = rows.Count(other => other.Score == row.Score);
            return Math.Clamp((seen - above) / tied, 0, 1);
        });

        Same(PrecisionAtK.Compute(Scores(rows), Labels(rows), k), found / seen);
    }).QuickCheckThrowOnFailure();

    [Fact]
    public void CardPrecisionAtK_AnyPayments_EqualsCardsThatFewerThanKOutrank() =>
        Prop.ForAll(Payments, Gen.Choose(1, 5).ToArbitrary(), (payments, k) =>
        {
            var found = new List<int>();
            var ofDays = new List<double>();
            foreach (int day in payments.Select(payment => payment.Day).Distinct().Order())
            {
                var left = payments.Where(payment => payment.Day == day && !found.Contains(payment.Card)).ToList();
                double Highest(int card) => left.Where(payment => payment.Card == card).Max(payment => payment.Score - card * 0.01);
                int[] cards = [.. left.Select(payment => payment.Card).Distinct()];
                int[] hits = [.. cards.Where(card => cards.Count(other => Highest(other) > Highest(card)) < k)
                    .Where(card => left.Any(payment => payment.Card == card && payment.Label))];
                found.AddRange(hits);
                ofDays.Add(hits.Length / (double)k);
            }

            double computed = CardPrecisionAtK.Compute(
                [.. payments.Select(payment => (double)payment.Score)], [.. payments.Select(payment => payment.Label)],
                [.. payments.Select(payment => (long)payment.Card)], [.. payments.Select(payment => payment.Day)], k);

            Same(computed, ofDays.DefaultIfEmpty(double.NaN).Average());
        }).QuickCheckThrowOnFailure();

    private static void Same(double computed, double expected)
    {
        if (double.IsNaN(expected))
            computed.ShouldBe(double.NaN);
        else
            computed.ShouldBe(expected, 1e-12);
    }

    private static double[] Scores((int Score, bool Label)[] rows) => [.. rows.Select(row => (double)row.Score)];

    private static bool[] Labels((int Score, bool Label)[] rows) => [.. rows.Select(row => row.Label)];
}
