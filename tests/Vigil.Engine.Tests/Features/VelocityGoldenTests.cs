using System.Globalization;
using System.Text;
using Vigil.Engine.Features;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Features;

/// <summary>Counts, means and standard deviations against pandas' rolling windows (versions in the data sets' README).</summary>
public sealed class VelocityGoldenTests
{
    private static readonly TransactionSchema Schema = new(
    [
        new Field("user", FieldType.Text, FieldRole.Entity),
        new Field("amount", FieldType.Number, FieldRole.Amount),
        new Field("ts", FieldType.Time, FieldRole.Time),
    ]);

    [Fact]
    public void Update_PandasRolling_ReproducesEveryColumn()
    {
        var windows = new[] { TimeSpan.FromHours(1), TimeSpan.FromHours(24), TimeSpan.FromDays(7) };
        var kinds = new[] { Aggregation.Count, Aggregation.Mean, Aggregation.Std };
        var specs = windows
            .SelectMany(w => kinds.Select(a => FeatureSpec.Create(a, ["user"], a == Aggregation.Count ? null : "amount", Window.Of(w))));
        var pipeline = new FeaturePipeline(Schema, new FeatureSet([.. specs], TimeSpan.Zero));
        var transaction = new Transaction(Schema);
        var features = new double[pipeline.Width];
        int rows = 0;

        foreach (var line in File.ReadLines(Datasets.Path("golden/velocity/rolling_pandas.csv")).Skip(1))
        {
            var cells = line.Split(',');
            transaction.Clear();
            transaction.SetText(0, Encoding.UTF8.GetBytes(cells[0]));
            transaction.Numbers[0] = double.Parse(cells[1], CultureInfo.InvariantCulture);
            transaction.Time = (DateTime.Parse(cells[2], CultureInfo.InvariantCulture) - DateTime.UnixEpoch).Ticks
                / TimeSpan.TicksPerMicrosecond;
            pipeline.Update(transaction, features, new double[pipeline.Width]);
            for (int i = 0; i < features.Length; i++)
                Check(features[i], cells[3 + i], $"row {rows}, {pipeline.Features[i].Name}");
            rows++;
        }

        rows.ShouldBe(5000);
    }

    private static void Check(double found, string expected, string where)
    {
        if (expected.Length == 0)
            double.IsNaN(found).ShouldBeTrue(where);
        else
            found.ShouldBe(double.Parse(expected, CultureInfo.InvariantCulture), 1e-9, where);
    }
}
