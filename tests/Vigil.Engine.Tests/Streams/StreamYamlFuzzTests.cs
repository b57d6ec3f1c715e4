using System.Text;
using Vigil.Detection.Numerics;
using Vigil.Engine.Streams;
using Vigil.Testing;

namespace Vigil.Engine.Tests.Streams;

public class StreamYamlFuzzTests
{
    private const int Texts = 100_000;

    private static readonly string[] Pieces =
    [
        ":", "- ", "\n", "  ", "[", "]", "{", "}", "\"", "'", "#", "&a ", "*a", "!!str ", "|", ">", "? ", "---\n", "...\n", "%YAML 1.2\n",
            "\t", "\0", "\uFEFF", "\uD800", "é", "1e999",
        "-1", "0h", "99999999999999999999d", "last0", "last64", "null", "~", "true", ".nan", "features", "entity: ", "windows: ",
            "schema: ", "type: object", "properties: ", "role: time", "\\", "\r", "@", "`", "<<: ", ",",
    ];

    [Fact]
    public void Load_MutatedTexts_NeverThrowsAndAlwaysAnswers()
    {
        string[] seeds =
        [
            .. Directory.GetFiles(Path.Combine(Repository.Root, "examples"), "*.yaml").Order().Select(File.ReadAllText)
                .Select(t => t.Length > 500 ? t[^500..] : t),
            """
            schema: { t: { role: time }, k: { role: entity }, a: { role: amount } }
            features:
              - { entity: k, windows: [1d, last64], aggregations: [count, p95, ratio], delay: 1h }
            policy: { review: 60 }
            """,
            """
            name: x
            schema:
              type: object
              properties: { u: { type: string }, a: { type: number } }
              required: [u]
            pii_fields: [u]
            """,
            """
            transformations:
              - { type: imputation, config: { strategy: mean } }
              - type: time_window_aggregation
                config: { entity_key: u, windows: [1h], aggregations: [mean] }
            """,
        ];
        int valid = 0;

        Parallel.For(0, Texts, new ParallelOptions { CancellationToken = TestContext.Current.CancellationToken }, i =>
        {
            var random = new SeededRandom((ulong)i);
            var load = StreamYaml.Load(("s.yaml", Mutate(seeds[i % seeds.Length], random)));
            if (load.IsValid)
                Interlocked.Increment(ref valid);
            else if (load.Definition is not null || load.Errors.Any(e => e.Expected.Length == 0))
                throw new InvalidOperationException($"text {i}: errors and a definition, or an error that expects nothing");
        });

        valid.ShouldBeInRange(1, Texts - 1);
    }

    private static string Mutate(string text, SeededRandom random)
    {
        var result = new StringBuilder(text);
        for (int count = 1 + random.NextInt(6); count > 0 && result.Length > 0; count--)
        {
            int at = random.NextInt(result.Length), length = Math.Min(1 + random.NextInt(12), result.Length - at);
            string part = result.ToString(at, length);
            if (random.NextInt(3) != 0)
                result.Remove(at, random.NextInt(2) == 0 ? 1 : length);
            if (random.NextInt(3) != 0)
                result.Insert(Math.Min(at, result.Length), Pieces[random.NextInt(Pieces.Length)]);
            else
                result.Insert(random.NextInt(result.Length + 1), part);
        }
        return result.ToString();
    }
}
