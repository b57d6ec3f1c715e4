using Vigil.Engine.Features;
using Vigil.Engine.Models;
using Vigil.Engine.Streams;

namespace Vigil.Engine.Tests.Models;

public sealed class EarlierStreamTests
{
    private const string Head = "version: 1\nschema:\n  t: { role: time }\n  k: { role: entity }\n  m: { type: text }\n";
    private const string Stated = Head + "features:\n  - { entity: k, aggregations: [rarity], field: m }\n";

    private const string Remarks = Head + """
        # These are the default features for the roles above; take the '# ' away to change them.
        # features:
        #   - { aggregations: [weekend] }
        #   - { entity: k, windows: [1h, 1d], aggregations: [count] }

        policy:                                                           # risks are 0 to 100
          block: 95
        """;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    [InlineData(3)]
    public void Complete_DefaultFeaturesAsRemarks_AreStated(int format) =>
        Features(Remarks, format).Select(f => f.Name).ShouldBe(["weekend", "k_count_1h", "k_count_1d"]);

    [Theory]
    [InlineData(1, 1)]
    [InlineData(2, 2)]
    [InlineData(3, 2)]
    public void Complete_FeaturesOfTheFirstFormat_HaveTheMeaningThatTheyHad(int format, int edition) =>
        Features(Stated, format).ShouldAllBe(f => f.Edition == edition);

    [Fact]
    public void Complete_TextOfToday_StaysAsItIs() => EarlierStream.Complete(Stated, format: 3).ShouldBe(Stated);

    private static IEnumerable<FeatureSpec> Features(string text, int format)
    {
        var load = StreamYaml.Load(("s.yaml", EarlierStream.Complete(text, format)));
        load.Errors.ShouldBeEmpty();
        return load.Definition!.Features.Features;
    }
}
