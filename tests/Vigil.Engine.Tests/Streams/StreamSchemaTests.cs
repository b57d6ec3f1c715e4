using System.Text.Json.Nodes;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

public class StreamSchemaTests
{
    private const string Rest =
        "schema: { t: { role: time }, k: { role: entity }, m: { type: text }, a: { role: amount }, b: { type: number } }\n";

    public static TheoryData<string> RootKeys => [.. Keys(JsonNode.Parse(StreamSchema.Text())!).Select(k => k.Name)];

    [Fact]
    public void Text_IsAJsonSchemaWithADescriptionForEveryKey()
    {
        var schema = JsonNode.Parse(StreamSchema.Text())!;

        schema["$schema"]!.GetValue<string>().ShouldBe("https://json-schema.org/draft/2020-12/schema");
        schema["additionalProperties"]!.GetValue<bool>().ShouldBeFalse();
        schema["properties"]!.AsObject().ShouldAllBe(p => p.Value!["description"]!.GetValue<string>().Length > 10);
        schema["properties"]!["policy"]!["properties"]!["review"]!["maximum"]!.GetValue<double>().ShouldBe(100);
    }

    [Theory]
    [MemberData(nameof(RootKeys))]
    public void Load_EveryKeyOfTheSchema_IsReadAndChangesTheStream(string name)
    {
        string example = Keys(JsonNode.Parse(StreamSchema.Text())!).Single(k => k.Name == name).Example;
        string rest = name == "schema" ? "" : Rest;
        string tail = name == "config" ? "source_type: kafka\n" : "";

        var load = StreamYaml.Load(("s.yaml", rest + tail + $"{name}: {example}\n"));

        load.Errors.ShouldBeEmpty();
        if (name != "version")
            Print(load.Draft).ShouldNotBe(Print(StreamYaml.Load(("s.yaml", rest + tail)).Draft));
    }

    [Theory]
    [InlineData("model")]
    [InlineData("policy")]
    [InlineData("preprocessing")]
    public void Load_EveryKeyOfASection_IsReadAndChangesTheStream(string section)
    {
        foreach (var (name, example) in Keys(JsonNode.Parse(StreamSchema.Text())!["properties"]![section]!))
        {
            var load = StreamYaml.Load(("s.yaml", Rest + $"{section}: {{ {name}: {example} }}"));

            load.Errors.ShouldBeEmpty(name);
            Print(load.Draft).ShouldNotBe(Print(StreamYaml.Load(("s.yaml", Rest)).Draft), name);
        }
    }

    [Fact]
    public void Load_EveryKeyOfAFeature_IsReadAndChangesTheFeature()
    {
        const string Basis = "entity: m, windows: 1h, aggregations: max";
        var stated = new Dictionary<string, string>
        {
            ["entity"] = "entity: k, windows: 1h, aggregations: max",
            ["windows"] = "entity: m, windows: 2h, aggregations: max",
            ["field"] = Basis + ", field: b",
            ["aggregations"] = "entity: m, windows: 1h, aggregations: min",
        };
        foreach (var (name, example) in Keys(JsonNode.Parse(StreamSchema.Text())!["properties"]!["features"]!["items"]!))
        {
            string entry = stated.GetValueOrDefault(name, $"{Basis}, {name}: {example}");
            Feature(entry).ShouldNotBe(Feature(Basis), name);
        }
    }

    [Fact]
    public void Load_EveryKeyOfAField_IsReadAndChangesTheField()
    {
        string[] entries = ["type: number", "role: merchant", "type: text, required: true", "type: text, personal: true",
            "role: amount, debit: out, credit: in", "role: amount, sign: side, positive: [credit]",
            "role: amount, sign: side, negative: [refund]",
            "role: amount, currency: EUR",
            "type: number, format: \"1.234,56\""];
        var drafts = entries.Prepend("type: text")
            .Select(e => StreamYaml.Load(("s.yaml", $"schema: {{ t: {{ role: time }}, x: {{ {e} }} }}")));

        drafts.Select(d => d.Definition!.Schema.Fields[1]).ShouldBeUnique();
        var schema = JsonNode.Parse(StreamSchema.Text())!["properties"]!["schema"]!["anyOf"]![0]!["additionalProperties"]!;
        Keys(schema).Select(k => k.Name).ShouldBe(
            ["type", "role", "format", "required", "personal", "debit", "credit", "sign", "positive", "negative",
                "clock", "zone", "currency"]);
        StreamYaml.Load(("s.yaml", "schema: { t: { role: time, format: unix } }")).Definition!.Schema.Fields[0].Format.ShouldBe("unix");
    }

    [Fact]
    public void Text_EveryKeyOfTheExamples_IsInTheSchema()
    {
        var schema = JsonNode.Parse(StreamSchema.Text())!["properties"]!.AsObject();
        var files = Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml");

        files.ShouldNotBeEmpty();
        foreach (string line in files.SelectMany(File.ReadLines).Where(l => l.Length > 0 && char.IsAsciiLetter(l[0])))
            schema.ContainsKey(line.Split(':')[0]).ShouldBeTrue(line);
    }

    private static IEnumerable<(string Name, string Example)> Keys(JsonNode schema) =>
        schema["properties"]!.AsObject().Select(p => (p.Key, p.Value!["examples"]![0]!.ToJsonString()));

    private static string Feature(string entry)
    {
        var load = StreamYaml.Load(("s.yaml", Rest + $"features: [{{ {entry} }}]\n"));
        load.Errors.ShouldBeEmpty(entry);
        var feature = load.Definition!.Features.Features.Single();
        return $"{feature.Name} {feature.Delay}";
    }

    private static string Print(StreamDraft draft) => string.Join(
        '\n',
        draft.Name, draft.TimeZone?.Id, string.Join(' ', draft.Fields.Select(f => f.Name)),
            string.Join(' ', draft.Personal.Select(p => p.Value)),
        draft.Rates, draft.Lateness, draft.Memory, draft.Edition, draft.Features.Length, draft.Model, draft.Policy,
        string.Join(' ', ModelSetting.All.Select(setting => setting.Read(draft.Model))),
        draft.Source?.Type, draft.Source?.Settings.Count);
}
