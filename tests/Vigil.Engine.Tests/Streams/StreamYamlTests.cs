using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

public class StreamYamlTests
{
    private const string SourceForm = """
        name: "Credit Card Transactions"
        source_type: "kafka"
        config:
          topic: "transactions"
          bootstrap_servers: ["localhost:9092"]
        schema:
          type: "object"
          properties:
            user_id: { type: "string" }
            amount: { type: "number" }
            merchant_category: { type: "string" }
          required: ["user_id", "amount"]
        pii_fields: ["user_id"]
        """;

    private const string PipelineForm = """
        name: "Transaction Features"
        transformations:
          - type: "imputation"
            config: { strategy: "mean" }
          - type: "scaling"
            config: { method: "standard" }
          - type: "time_window_aggregation"
            config:
              entity_key: "user_id"
              windows: ["1h", "24h", "7d"]
              aggregations: ["mean", "std", "count"]
        """;

    private static readonly SampleTable Data = SampleTables.Csv(
        ["user_id,timestamp,amount,merchant_category,note", "u1,2024-01-01T10:00:00Z,10.5,food,a", "u2,2024-01-01T11:00:00Z,20.5,fuel,b"]);

    public static TheoryData<string> Examples =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml").Select(f => Path.GetFileName(f))];

    [Theory]
    [MemberData(nameof(Examples))]
    public void LoadFiles_Example_IsACompleteStreamThatRuns(string file)
    {
        var load = StreamYaml.LoadFiles([Path.Combine(Repository.Root, "examples", file)]);

        load.Errors.ShouldBeEmpty();
        new FeaturePipeline(load.Definition!.Schema, load.Definition.Features).Width.ShouldBeGreaterThan(3);
    }

    [Fact]
    public void LoadFiles_Handbook_HasTheHandbooksColumnsInItsOrder()
    {
        var stream = StreamYaml.LoadFiles([Path.Combine(Repository.Root, "examples", "handbook.yaml")]).Definition!;

        stream.Features.Features.Select(f => f.Name).ShouldBe([
            "weekend", "night",
            "customer_id_count_1d", "customer_id_mean_amount_1d", "customer_id_count_7d", "customer_id_mean_amount_7d",
                "customer_id_count_30d", "customer_id_mean_amount_30d",
            "terminal_id_count_1d", "terminal_id_risk_1d", "terminal_id_count_7d", "terminal_id_risk_7d", "terminal_id_count_30d",
                "terminal_id_risk_30d"]);
        stream.Features.Features.Where(f => f.Entity is ["terminal_id"]).ShouldAllBe(f => f.Delay == TimeSpan.FromDays(7));
        stream.Schema.Find(FieldRole.Entity)!.IsPersonal.ShouldBeTrue();
        stream.Schema.IndexOf("scenario").ShouldBe(-1);
    }

    [Fact]
    public void LoadAndInfer_BothBriefForms_MakeOneStreamThatRuns()
    {
        var load = StreamYaml.Load(("source.yaml", SourceForm), ("features.yaml", PipelineForm));
        load.Errors.ShouldBeEmpty();
        load.Definition.ShouldBeNull();
        load.Draft.Source!.Type.ShouldBe("kafka");
        load.Draft.Source.Settings["bootstrap_servers"].ShouldBe(["localhost:9092"]);

        var result = ColumnInference.Infer(Data, load.Draft);

        result.Errors.ShouldBeEmpty();
        var stream = result.Definition!;
        stream.Name.ShouldBe("credit-card-transactions");
        stream.Schema.Fields.Select(f => f.Name).ShouldBe(["user_id", "timestamp", "amount", "merchant_category"]);
        stream.Schema.Find(FieldRole.Entity)
            .ShouldBe(new Field("user_id", FieldType.Text, FieldRole.Entity, IsRequired: true, IsPersonal: true));
        stream.Model.Preprocessing.ShouldBe(new PreprocessingOptions(Imputation.Mean, 0, Scaling.Standard));
        stream.Features.Features.Select(f => f.Name).ShouldBe([
            "user_id_mean_amount_1h", "user_id_std_amount_1h", "user_id_count_1h", "user_id_mean_amount_1d", "user_id_std_amount_1d",
                "user_id_count_1d",
            "user_id_mean_amount_7d", "user_id_std_amount_7d", "user_id_count_7d"]);
        new FeaturePipeline(stream.Schema, stream.Features).Width.ShouldBe(9);
    }

    [Theory]
    [InlineData(SourceForm)]
    [InlineData(PipelineForm)]
    [InlineData(SourceForm + "\n---\n" + PipelineForm)]
    public void LoadAndInfer_EitherBriefForm_IsEnoughWithData(string text)
    {
        var load = StreamYaml.Load(("s.yaml", text));
        load.Errors.ShouldBeEmpty();

        var result = ColumnInference.Infer(Data, load.Draft);

        result.Errors.ShouldBeEmpty();
        result.Definition!.Schema.Find(FieldRole.Entity)!.Name.ShouldBe("user_id");
        new FeaturePipeline(result.Definition.Schema, result.Definition.Features).Width.ShouldBeGreaterThan(8);
    }

    [Fact]
    public void LoadAndInfer_SourceFormWithNumericIdentifier_ComparesItAsText()
    {
        string text = SourceForm.Replace("user_id: { type: \"string\" }", "user_id: { type: \"integer\" }", StringComparison.Ordinal);
        var load = StreamYaml.Load(("s.yaml", text), ("f.yaml", PipelineForm));

        var result = ColumnInference.Infer(Data, load.Draft);

        result.Errors.ShouldBeEmpty();
        result.Definition!.Schema.Find(FieldRole.Entity)!.Type.ShouldBe(FieldType.Text);
    }

    [Fact]
    public void LoadAndInfer_SourceFormWithDateTime_TakesItAsTheTime()
    {
        string text =
            SourceForm.Replace("amount: {", "timestamp: { type: string, format: date-time }\n    amount: {", StringComparison.Ordinal);
        var result = ColumnInference.Infer(Data, StreamYaml.Load(("s.yaml", text)).Draft);

        result.Errors.ShouldBeEmpty();
        result.Definition!.Schema.Find(FieldRole.Time)!.Name.ShouldBe("timestamp");
        result.Definition.Schema.Find(FieldRole.Entity)!.Name.ShouldBe("user_id");
    }

    [Fact]
    public void Load_FeatureWithItsOwnName_KeepsIt()
    {
        var stream = Load("features:\n  - { name: busy, entity: k, windows: 24h, aggregations: count }");

        stream.Features.Features.Single().ShouldSatisfyAllConditions(
            f => f.Name.ShouldBe("busy"), f => f.Window.ShouldBe(Window.Of(TimeSpan.FromDays(1))), f => f.Field.ShouldBeNull());
    }

    [Fact]
    public void Load_WindowsOfBothKinds_EachAggregationTakesItsOwn()
    {
        var stream = Load("""
            features:
              - entity: [k, m]
                windows: [24h, 90s, last64]
                aggregations: [since_last, p95, robust_zscore, distinct]
                field: [a, m]
            """);

        stream.Features.Features.Select(f => f.Name).ShouldBe(
            ["k_m_since_last", "k_m_p95_a_1d", "k_m_distinct_m_1d", "k_m_p95_a_90s", "k_m_distinct_m_90s", "k_m_robust_zscore_a_last64"]);
    }

    [Fact]
    public void Load_ModelAndPolicy_AreTaken()
    {
        var stream = Load("""
            preprocessing: { imputation: constant, constant: -1, scaling: minmax }
            model: { trees: 50, sample_size: 64, seed: 7, chart_weight: 0.2, chart_memory: 500 }
            policy: { daily_alerts: 30 }
            lateness: 2h
            """);

        stream.Model.ShouldBe(new ModelOptions { Seed = 7, Preprocessing = new(Imputation.Constant, -1, Scaling.MinMax) }
            .With("trees", 50).With("sample_size", 64).With("chart_weight", 0.2).With("chart_memory", 500));
        stream.Policy.DailyAlerts.ShouldBe(30);
        stream.Features.Lateness.ShouldBe(TimeSpan.FromHours(2));
        stream.Features.Features.ShouldBe(DefaultFeatures.Of(stream.Schema), new ByName());
    }

    private static StreamDefinition Load(string rest)
    {
        var load = StreamYaml.Load(("s.yaml", "schema: { t: { role: time }, k: { role: entity }, m: { type: text }, a: { role: amount } }\n"
            + rest));
        load.Errors.ShouldBeEmpty();
        return load.Definition!;
    }

    private sealed class ByName : IEqualityComparer<FeatureSpec>
    {
        public bool Equals(FeatureSpec? x, FeatureSpec? y) => x?.Name == y?.Name;

        public int GetHashCode(FeatureSpec obj) => obj.Name.GetHashCode(StringComparison.Ordinal);
    }
}
