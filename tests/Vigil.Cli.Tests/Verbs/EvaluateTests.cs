using System.Globalization;
using System.Text.Json;
using Vigil.Testing;

namespace Vigil.Cli.Tests.Verbs;

public sealed class EvaluateTests(ITestOutputHelper output)
{
    // What an autoencoder reached by the same protocol on the same data, as published.
    private const double PublishedRocAuc = 0.836, PublishedAveragePrecision = 0.180;

    [Fact]
    public async Task Run_HandbookProtocol_EnsembleBeatsThePublishedAutoencoder()
    {
        using var folder = new ScratchFolder();
        string files = Path.Combine(Datasets.Path("handbook"), "transactions-*.csv.gz");
        var run = await folder.Run("evaluate", "--protocol", "handbook", "--json", "--quiet", files);

        run.ExitCode.ShouldBe(0, run.Error);
        using var document = JsonDocument.Parse(run.Out);
        var scorers = document.RootElement.GetProperty("scorers").EnumerateArray().ToList();
        foreach (var scorer in scorers)
            Print(scorer, "");
        foreach (var scorer in document.RootElement.GetProperty("published").EnumerateArray())
            Print(scorer, "published: ");
        document.RootElement.GetProperty("folds").GetArrayLength().ShouldBe(4);
        scorers.Select(s => s.GetProperty("name").GetString()).ShouldBe(["ensemble", "isolation_forest", "statistical_layer"]);
        var ensemble = scorers[0].GetProperty("mean");
        ensemble.GetProperty("roc_auc").GetDouble().ShouldBeGreaterThanOrEqualTo(PublishedRocAuc);
        ensemble.GetProperty("average_precision").GetDouble().ShouldBeGreaterThanOrEqualTo(PublishedAveragePrecision);
        folder.Names().ShouldBeEmpty();
    }

    [Fact]
    public async Task Run_DaysWithoutTransactions_SaysWhichFoldLacksThem()
    {
        using var folder = new ScratchFolder();
        folder.Write("few.csv", "id,timestamp,customer_id,amount,fraud\n1,2018-07-25T10:00:00,a,5.00,0\n2,2018-07-26T10:00:00,b,6.50,1\n");
        var run = await folder.Run("evaluate", "--protocol", "handbook", "few.csv");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("The fold that trains from 2018-07-25");
        run.Error.ShouldContain("--start");
    }

    [Fact]
    public async Task Run_NoLabelColumn_SaysSo()
    {
        using var folder = new ScratchFolder();
        folder.Write("few.csv", "id,timestamp,customer_id,amount\n1,2018-07-25T10:00:00,a,5.00\n2,2018-07-26T10:00:00,b,6.50\n");
        var run = await folder.Run("evaluate", "--protocol", "handbook", "few.csv");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("label");
    }

    [Fact]
    public async Task Run_NoDataSets_NamesThePlaceAndTheVariable()
    {
        using var folder = new ScratchFolder();
        var run = await VigilProcess.Run(folder.Path, [], [("VIGIL_DATASETS", folder.At("nowhere"))], "evaluate", "--protocol", "handbook");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(folder.At("nowhere"));
        run.Error.ShouldContain("VIGIL_DATASETS");
    }

    [Theory]
    [InlineData("--start", "25.7.2018")]
    [InlineData("--folds", "0")]
    [InlineData("--folds", "53")]
    public async Task Run_OptionOutsideItsRange_UsageError(string option, string value)
    {
        using var folder = new ScratchFolder();
        var run = await folder.Run("evaluate", "--protocol", "handbook", option, value);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(option);
    }

    private void Print(JsonElement scorer, string prefix)
    {
        var figures = scorer.GetProperty("mean").EnumerateObject()
            .Select(f => string.Create(CultureInfo.InvariantCulture, $"{f.Name} {f.Value.GetDouble():0.000}"));
        output.WriteLine($"{prefix}{scorer.GetProperty("name").GetString()}: {string.Join(", ", figures)}");
    }
}
