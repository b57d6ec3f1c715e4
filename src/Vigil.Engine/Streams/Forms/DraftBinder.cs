using System.Collections.Immutable;
using Vigil.Engine.Models;
using Vigil.Engine.Scoring;
using Vigil.Engine.Streams.Yaml;

namespace Vigil.Engine.Streams.Forms;

/// <summary>Makes a draft of a checked document. Nodes with faults are passed over: they have been reported.</summary>
internal static class DraftBinder
{
    private static readonly string[] Deciding = ["review", "contamination", "daily_alerts"];

    /// <summary>The draft; what sections contradict each other goes to the findings.</summary>
    public static StreamDraft Bind(YamlMap root, Findings findings)
    {
        var reader = new NodeReader(findings);
        var pipeline = reader.Items(root, "transformations");
        var preparation = Preparation(reader, root, pipeline, findings);
        return new StreamDraft
        {
            Name = reader.Text(root, "name"),
            TimeZone = reader.Text(root, "time_zone") is { } zone ? TimeZoneInfo.FindSystemTimeZoneById(zone) : null,
            Rates = NodeReader.Map(root, "rates") is { } rates ? RatesBinder.Bind(rates, findings) : null,
            Fields = FieldBinder.Bind(reader, root, findings),
            Personal = [.. reader.Texts(root, "personal"), .. reader.Texts(root, "pii_fields")],
            Lateness = reader.Span(root, "lateness"),
            Memory = reader.Span(root, "remember_ids"),
            Edition = (int?)reader.Number(root, "edition"),
            Features = [
                .. reader.Items(root, "features").Select(i => FeatureBinder.Bind(reader, i)),
                .. pipeline.Where(t => PipelineForm.KindOf(t) == PipelineForm.Aggregation)
                    .Select(t => FeatureBinder.BindPipeline(reader, t))],
            Model = Model(reader, NodeReader.Map(root, "model")) with { Preprocessing = preparation },
            Policy = Policy(reader, root, findings),
            Source = Source(reader, root),
        };
    }

    private static PreprocessingOptions Preparation(NodeReader reader, YamlMap root, IReadOnlyList<YamlMap> pipeline, Findings findings)
    {
        var result = new PreprocessingOptions();
        if (NodeReader.Map(root, "preprocessing") is { } map)
            result = new PreprocessingOptions(
                reader.Word(map, "imputation", Words.Imputations) ?? result.Imputation,
                reader.Number(map, "constant") ?? result.Constant,
                reader.Word(map, "scaling", Words.Scalings) ?? result.Scaling);
        foreach (var kind in new[] { PipelineForm.Imputation, PipelineForm.Scaling })
        {
            var steps = pipeline.Where(t => PipelineForm.KindOf(t) == kind).ToArray();
            string key = kind == PipelineForm.Imputation ? "imputation" : "scaling";
            bool isStated = NodeReader.Map(root, "preprocessing")?.TryGet(key, out _) ?? false;
            foreach (var extra in steps.Skip(isStated ? 0 : 1))
                findings.Add(extra.Place, $"{kind} a second time", $"one {kind}");
            if (steps.Length > 0 && NodeReader.Map(steps[0], "config") is { } config)
                result = Apply(reader, result, kind, config);
        }
        return result;
    }

    private static PreprocessingOptions Apply(NodeReader reader, PreprocessingOptions before, string kind, YamlMap config) =>
        kind == PipelineForm.Imputation
            ? before with
            {
                Imputation = reader.Word(config, "strategy", Words.Imputations) ?? Imputation.None,
                Constant = reader.Number(config, "fill_value") ?? 0,
            }
            : before with { Scaling = reader.Word(config, "method", Words.Scalings) ?? Scaling.None };

    private static ModelOptions Model(NodeReader reader, YamlMap? map)
    {
        var model = new ModelOptions();
        if (map is null)
            return model;
        foreach (var setting in ModelSetting.All)
            if ((setting.IsWhole ? reader.Integer(map, setting.Key) : reader.Number(map, setting.Key)) is { } value)
                model = setting.Change(model, value);
        return model with { Seed = (ulong?)reader.Integer(map, "seed") ?? model.Seed };
    }

    private static PolicyOptions Policy(NodeReader reader, YamlMap root, Findings findings)
    {
        var standard = new PolicyOptions();
        if (NodeReader.Map(root, "policy") is not { } map)
            return standard;
        var policy = standard with
        {
            Review = reader.Number(map, "review") ?? standard.Review,
            Block = reader.Number(map, "block") ?? standard.Block,
            Contamination = reader.Number(map, "contamination"),
            DailyAlerts = (int?)reader.Integer(map, "daily_alerts"),
        };
        if (policy.Review > policy.Block)
            findings.Add(
                NodeReader.PlaceOf(map, "review", "block"),
                FormattableString.Invariant($"review {policy.Review} above block {policy.Block}"),
                "review at most block: transactions are reviewed before they are blocked");
        string[] ways = [.. Deciding.Where(k => map.TryGet(k, out _))];
        if (ways.Length > 1)
            findings.Add(NodeReader.PlaceOf(map, ways[^1]), string.Join(" and ", ways),
                "one of review, contamination and daily_alerts: each decides what is flagged");
        return policy;
    }

    private static StreamSource? Source(NodeReader reader, YamlMap root)
    {
        if (reader.Text(root, "source_type") is not { } type)
            return null;
        var settings = ImmutableSortedDictionary.CreateBuilder<string, ImmutableArray<string>>(StringComparer.Ordinal);
        if (NodeReader.Map(root, "config") is { } config)
            Flatten("", config, settings);
        return new StreamSource(type, settings.ToImmutable());
    }

    private static void Flatten(string prefix, YamlMap map, ImmutableSortedDictionary<string, ImmutableArray<string>>.Builder settings)
    {
        foreach (var (key, value) in map.Entries)
            if (value is YamlMap inner)
                Flatten(prefix + key.Text + ".", inner, settings);
            else if (value is YamlList list)
                settings[prefix + key.Text] = [.. list.Items.OfType<YamlScalar>().Select(i => i.Text)];
            else if (value is YamlScalar scalar)
                settings[prefix + key.Text] = [scalar.Text];
    }
}
