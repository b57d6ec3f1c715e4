using System.Text;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Tests.Streams;

public class StreamYamlErrorTests
{
    private const string Schema =
        "schema: { t: { role: time }, k: { role: entity }, m: { type: text }, a: { role: amount }, f: { role: label } }\n";

    [Fact]
    public void Load_ManyFaults_ReportsAllOfThemWithTheirPlaces()
    {
        var load = StreamYaml.Load(("s.yaml", """
            name: handbook
            time_zone: Mars/Olympus
            schma: 1
            schema:
              id: { type: txt, role: id }
              t: { type: time, role: time }
              k: { role: entity }
              k2: { role: entity }
              a: { type: number, role: amount, requird: true }
              t: { type: text }
            lateness: soon
            features:
              - entity: kk
                windows: [0h, 1d, 11y, 5000d]
                aggregations: [count]
              - entity: k
                windows: [1d]
                aggregations: [count, avg]
                field: ammount
              - entity: k
                windows: [7d]
                aggregations: [mean]
                field: ammount
            policy: { review: 96, block: 95 }
            model: { trees: "100", sample_size: 1.5 }
            """));

        load.Definition.ShouldBeNull();
        load.Errors.Select(e => (e.Line, e.Column, e.Path)).ShouldBe([
            (2, 12, "time_zone"), (3, 1, "schma"), (5, 15, "schema.id.type"), (8, 3, "schema.k2"), (9, 36, "schema.a.requird"),
                (10, 3, "schema.t"),
            (11, 11, "lateness"), (14, 15, "features[0].windows[0]"), (14, 23, "features[0].windows[2]"),
                (14, 28, "features[0].windows[3]"),
            (18, 27, "features[1].aggregations[1]"), (23, 12, "features[2].field"), (24, 19, "policy.review"), (25, 17, "model.trees"),
                (25, 37, "model.sample_size")]);
        load.Errors.ShouldAllBe(e => e.File == "s.yaml" && e.Found.Length > 0 && e.Expected.Length > 0);
        string all = string.Join('\n', load.Errors);
        foreach (string hint in new[] { "'schema'", "'text'", "'required'", "'mean'" })
            all.ShouldContain($"(did you mean {hint}?)");
    }

    [Theory]
    [InlineData("features: []", 2, "features", "an empty list")]
    [InlineData("features:", 2, "features", "nothing")]
    [InlineData("features:\n  - aggregations: [count]", 3, "features[0].aggregations[0]", "count without an entity")]
    [InlineData("features:\n  - { entity: k, aggregations: [weekend] }", 3, "features[0].aggregations[0]", "weekend with an entity")]
    [InlineData("features:\n  - { entity: k, aggregations: [count] }", 3, "features[0].aggregations[0]",
        "count without a window of its kind")]
    [InlineData("features:\n  - { entity: k, windows: [1d], aggregations: [ratio] }", 3, "features[0].aggregations[0]",
        "ratio without a window of its kind")]
    [InlineData("features:\n  - { entity: k, windows: [last64, 1d], aggregations: [count] }", 3, "features[0].windows[0]",
        "the window last64, which none of count takes")]
    [InlineData("features:\n  - { entity: k, windows: [24h, 1d], aggregations: [count] }", 3, "features[0].windows[1]",
        "'1d' a second time")]
    [InlineData("features:\n  - { entity: k, windows: [1d], aggregations: [risk] }", 3, "features[0].aggregations[0]",
        "risk without a delay")]
    [InlineData("features:\n  - { entity: k, aggregations: [speed] }", 3, "features[0].aggregations[0]", "speed without coordinates")]
    [InlineData("features:\n  - { entity: k, aggregations: [rarity] }", 3, "features[0].aggregations[0]", "rarity without a column")]
    [InlineData("features:\n  - { entity: k, windows: 1d, aggregations: [mean], field: m }", 3, "features[0].field",
        "the text column 'm', which none of mean takes")]
    [InlineData("features:\n  - { entity: k, windows: 1d, aggregations: [mean], field: f }", 3, "features[0].field",
        "the label 'f' as an input")]
    [InlineData("features:\n  - { entity: a, windows: 1d, aggregations: [count] }", 3, "features[0].entity",
        "'a' of the type number as an entity")]
    [InlineData("features:\n  - { entity: [\"*\", k], windows: 1d, aggregations: [count] }", 3, "features[0].entity[0]",
        "'*' beside other columns")]
    [InlineData("features:\n  - { entity: k, windows: 1d, aggregations: [count] }\n  - { entity: k, windows: 24h, aggregations: [count] }",
        4, "features[1]", "the feature 'k_count_1d' a second time")]
    [InlineData("features:\n  - { entity: k, windows: [1d, 7d], aggregations: [count], name: busy }", 3, "features[0].name",
        "a name for 2 features")]
    [InlineData("features:\n  - { entity: k, aggregations: [since_last], delay: 1d }", 3, "features[0]", "a delay without a time window")]
    [InlineData("policy: { contamination: 0.02, daily_alerts: 5 }", 2, "policy.daily_alerts", "contamination and daily_alerts")]
    [InlineData("policy: { contamination: 0.5 }", 2, "policy.contamination", "'0.5'")]
    [InlineData("personal: [kk]", 2, "personal[0]", "the unknown column 'kk'")]
    [InlineData("model: { seed: -1 }", 2, "model.seed", "'-1'")]
    [InlineData("version: 2", 2, "version", "'2'")]
    [InlineData("name: handbook\nname: other", 3, "name", "'name' a second time")]
    [InlineData("lateness: 1h\n---\nlateness: 2h", 4, "lateness", "'lateness' a second time")]
    [InlineData("transformations:\n  - { type: scale }", 3, "transformations[0].type", "'scale'")]
    [InlineData("transformations:\n  - { type: scaling, config: { method: standard } }\n  - { type: scaling, config: { method: robust } }",
        4, "transformations[1]", "scaling a second time")]
    public void Load_OneFault_IsReportedWhereItIs(string text, int line, string path, string found)
    {
        var load = StreamYaml.Load(("s.yaml", Schema + text));

        load.Errors.ShouldContain(e => e.Line == line && e.Path == path && e.Found == found, string.Join('\n', load.Errors));
        load.Definition.ShouldBeNull();
    }

    [Theory]
    [InlineData("schema: { t: { role: time, type: text } }", "the type text with the role time")]
    [InlineData("schema: { t: { role: time }, u: { type: time } }", "the role time a second time")]
    [InlineData("schema: { t: { role: time }, u: {} }", "neither type nor role")]
    [InlineData("schema: { t: { role: time }, u: { type: text, format: unix } }", "a format without the role time")]
    [InlineData("schema: { t: { role: time, format: \"dd-MM\" } }", "the time format 'dd-MM'")]
    [InlineData("schema: 5", "'5'")]
    [InlineData("schema: { type: object, properties: { a: { type: number } }, required: [b] }", "the unknown property 'b'")]
    [InlineData("- a\n- b", "a list")]
    [InlineData("", "an empty file")]
    [InlineData("a: &x 1\nb: *x", "a fault in the YAML: anchors")]
    [InlineData("a: [1, 2", "a fault in the YAML")]
    [InlineData("? [a]\n: 1", "a list as a key")]
    public void Load_WrongSchemaOrYaml_SaysWhatWasFound(string text, string found)
    {
        var load = StreamYaml.Load(("s.yaml", text));

        load.Errors.ShouldContain(e => e.Found.StartsWith(found), string.Join('\n', load.Errors));
    }

    [Fact]
    public void Load_DeepOrLongText_IsRefused()
    {
        StreamYaml.Load(("s.yaml", new string('[', 100_000))).Errors.Single().Found.ShouldContain("nested deeper than 32 levels");
        StreamYaml.Load(("s.yaml", new string('#', (1 << 20) + 1))).Errors.Single().Expected.ShouldContain("at most");
    }

    [Fact]
    public void Load_MoreFeaturesThanAllowed_IsRefusedWithoutMakingThem()
    {
        string windows = string.Join(", ", Enumerable.Range(1, 5_000).Select(s => $"{s}s"));
        string entry = $"features:\n  - {{ entity: k, windows: [{windows}], aggregations: [count, mean, sum] }}";

        StreamYaml.Load(("s.yaml", Schema + entry)).Errors.ShouldHaveSingleItem().Found.ShouldBe("more than 1000 features");
    }

    [Fact]
    public void LoadFiles_FilesThatCannotBeRead_AreErrors()
    {
        string folder = Directory.CreateTempSubdirectory("vigil-").FullName;
        try
        {
            string big = Path.Combine(folder, "big.yaml"), bytes = Path.Combine(folder, "bytes.yaml");
            File.WriteAllBytes(big, new byte[(1 << 20) + 1]);
            File.WriteAllBytes(bytes, [.. Encoding.UTF8.GetBytes("name: "), 0xFF, 0xFE]);

            var errors = StreamYaml.LoadFiles([Path.Combine(folder, "none.yaml"), folder, big, bytes]).Errors;

            errors.Select(e => e.Found)
                .ShouldBe(["no such file", "a directory", "1048577 bytes", "bytes that are not UTF-8"], ignoreOrder: true);
        }
        finally
        {
            Directory.Delete(folder, recursive: true);
        }
    }
}
