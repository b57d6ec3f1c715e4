using System.Text.RegularExpressions;
using Vigil.Engine.Features;
using Vigil.Engine.Streams;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

public partial class StreamGuideTests
{
    private static string Text => File.ReadAllText(Path.Combine(Repository.Root, "docs", "guides", "streams.md"));

    [Fact]
    public void Guide_EveryYamlBlock_Loads()
    {
        var blocks = YamlBlock().Matches(Text);

        blocks.Count.ShouldBe(2);
        foreach (Match block in blocks)
            StreamYaml.Load(("streams.md", block.Groups[1].Value)).Errors.ShouldBeEmpty();
    }

    [Fact]
    public void Guide_FullForm_MakesTheFeaturesItSays()
    {
        var stream = StreamYaml.Load(("streams.md", YamlBlock().Match(Text).Groups[1].Value)).Definition!;

        stream.Features.Features.Select(f => f.Name).ShouldBe([
            "weekend", "night", "log_amount",
            "customer_since_last", "customer_count_1h", "customer_mean_amount_1h", "customer_p95_amount_1h", "customer_count_1d",
            "customer_mean_amount_1d", "customer_p95_amount_1d", "customer_count_7d", "customer_mean_amount_7d", "customer_p95_amount_7d",
            "customer_robust_zscore_amount_last64", "customer_shop_first_seen", "all_rarity_channel", "shop_risk_1d", "shop_risk_30d",
                "rush"]);
        _ = new FeaturePipeline(stream.Schema, stream.Features);
    }

    [Fact]
    public void Guide_EveryAggregation_IsNamed()
    {
        foreach (var aggregation in Enum.GetValues<Aggregation>().Where(a => a != Aggregation.Percentile))
            Text.ShouldMatch($@"(?m)^\|.*\b{Spell(aggregation)}\b");
    }

    private static string Spell(Aggregation aggregation) => WordStart().Replace(aggregation.ToString(), "_$0").ToLowerInvariant();

    [GeneratedRegex("```yaml\n(.*?)```", RegexOptions.Singleline)]
    private static partial Regex YamlBlock();

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex WordStart();
}
