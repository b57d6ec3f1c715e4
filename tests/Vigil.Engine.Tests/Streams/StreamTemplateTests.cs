using System.Text.RegularExpressions;
using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

public partial class StreamTemplateTests
{
    [Theory]
    [MemberData(nameof(SampleTables.Names), MemberType = typeof(SampleTables))]
    public void Write_InferredStream_LoadsAgainAsTheSame(string table)
    {
        var inferred = ColumnInference.Infer(SampleTables.All[table]());

        Load(StreamTemplate.Write(inferred.Definition!, inferred.Columns)).ShouldBeTheSameAs(inferred.Definition!);
    }

    [Theory]
    [MemberData(nameof(SampleTables.Names), MemberType = typeof(SampleTables))]
    public void Write_DefaultFeaturesTakenOutOfTheComment_AreTheSame(string table)
    {
        var stream = ColumnInference.Infer(SampleTables.All[table]()).Definition!;
        string text = StreamTemplate.Write(stream);
        text.ShouldContain("# features:");

        Load(CommentedFeature().Replace(text, "$1")).ShouldBeTheSameAs(stream);
    }

    [Fact]
    public void WriteForModel_DefaultFeatures_AreStated()
    {
        var stream = Load("schema: { t: { role: time }, k: { role: entity }, a: { role: amount } }");

        string text = StreamTemplate.WriteForModel(stream);

        text.Split('\n').ShouldContain("features:");
        Load(text).ShouldBeTheSameAs(stream);
    }

    [Fact]
    public void Write_FeaturesOfTheFirstEdition_StayOfIt()
    {
        var stream = Load("schema: { t: { role: time }, k: { role: entity }, a: { role: amount } }\nedition: 1");
        stream.Features.Features.ShouldAllBe(f => f.Edition == 1);

        Load(StreamTemplate.Write(stream)).Features.Features.Select(f => f.Fingerprint)
            .ShouldBe(stream.Features.Features.Select(f => f.Fingerprint));
    }

    [Theory]
    [InlineData("handbook.yaml")]
    [InlineData("web-log.yaml")]
    [InlineData("bank.yaml")]
    public void Write_Example_LoadsAgainAsTheSame(string file)
    {
        var stream = StreamYaml.LoadFiles([Path.Combine(Repository.Root, "examples", file)]).Definition!;

        Load(StreamTemplate.Write(stream)).ShouldBeTheSameAs(stream);
    }

    [Fact]
    public void Write_EverythingStatedOtherwise_LoadsAgainAsTheSame()
    {
        var schema = new TransactionSchema(
        [
            new Field("when: \"x\" # y", FieldType.Time, FieldRole.Time, true, "dd-MM-yyyy HH:mm", false),
            new Field("Ünï\tcode".Replace('\t', ' '), FieldType.Text, FieldRole.Entity, IsPersonal: true),
            new Field("true", FieldType.Text, FieldRole.Merchant),
            new Field("1e3", FieldType.Number, FieldRole.Amount),
            new Field("- dash", FieldType.Number),
            new Field("🙂", FieldType.Text),
        ]);
        string[] both = ["true", "🙂"];
        var features = new FeatureSet(
        [
            FeatureSpec.Create(Aggregation.Percentile, both, "- dash", Window.Of(TimeSpan.FromSeconds(90)), TimeSpan.FromHours(36), 99.5),
            FeatureSpec.Create(Aggregation.FirstSeen, both),
            FeatureSpec.Create(Aggregation.FirstSeen, both, "🙂"),
            FeatureSpec.Create(Aggregation.Count, ["*"], window: Window.Of(TimeSpan.FromDays(14))) with { Name = "busy: all" },
            FeatureSpec.Create(Aggregation.Count, ["*"], window: Window.Of(TimeSpan.FromDays(14))),
            FeatureSpec.Create(Aggregation.Ratio, ["true"], "1e3", Window.LastOf(32)),
        ], TimeSpan.Zero);
        var model = new ModelOptions
        {
            Seed = 12, Preprocessing = new PreprocessingOptions(Imputation.Constant, -1.5, Scaling.MinMax),
        };
        foreach (var (i, setting) in ModelSetting.All.Index())
            model = setting.Change(model, setting.IsWhole ? setting.Least + i : setting.Least + (i + 1) * 0.1);
        var stream = new StreamDefinition("a_b-c", schema, features, model, new PolicyOptions { Block = 99.5, Contamination = 0.001 });

        Load(StreamTemplate.Write(stream)).ShouldBeTheSameAs(stream);
    }

    [Fact]
    public void Example_LoadsWithoutErrors() => Load(StreamTemplate.Example()).Name.ShouldBe("card-payments");

    [Fact]
    public void Write_InferredStream_SaysWhyInRemarks()
    {
        var inferred = ColumnInference.Infer(SampleTables.Handbook());
        string text = StreamTemplate.Write(inferred.Definition!, inferred.Columns);

        text.ShouldContain("# named like an amount");
        text.ShouldContain("# scenario");
    }

    private static StreamDefinition Load(string text)
    {
        var load = StreamYaml.Load(("template.yaml", text));
        load.Errors.ShouldBeEmpty(text);
        return load.Definition!;
    }

    [GeneratedRegex("^# (features:|  - )", RegexOptions.Multiline)]
    private static partial Regex CommentedFeature();
}
