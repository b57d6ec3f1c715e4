using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Features;
using Vigil.Engine.Streams;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Tests.Streams;

public class ColumnInferencePropertyTests
{
    private static readonly string[] Names =
    [
        "", " ", "id", "time", "timestamp", "amount", "AMOUNT", "user_id", "account", "ip", "lat", "long", "fraud", "class", "type", "city",
            "*", "a: b", "# c",
        "\"", "x\ny", "\0", "\uD800", "日付", "step", "merchant", "device", "terminal_id", "V1", "true", "1", "~", "previous date",
            "label_time",
    ];

    private static readonly string?[] Values =
    [
        null, "", " ", "0", "1", "-1.5", "1e300", "NaN", "2024-05-01", "2024-05-01T10:00:00Z", "01-02-2023 10:20", "1714557600", "10.1.2.3",
            "::1", "true", "fraud",
        "x", "\0", "\uD800", "Berlin", "99999999999999999999", "48.1", "-180",
    ];

    private static readonly Arbitrary<SampleTable> Tables = Arb.From(
        from columns in Gen.Elements(Names).ListOf().Where(c => c.Count <= 12)
        from rows in Gen.Elements(Values).ArrayOf(columns.Count).ListOf()
        select new SampleTable([.. columns], [.. rows]));

    [Fact]
    public void Infer_AnyTable_GivesAStreamThatRunsAndRoundTripsOrAnError() =>
        Prop.ForAll(Tables, table =>
        {
            var result = ColumnInference.Infer(table);
            if (result.Definition is not { } stream)
                return result.Errors.Length > 0;
            _ = new FeaturePipeline(stream.Schema, stream.Features);
            var load = StreamYaml.Load(("t.yaml", StreamTemplate.Write(stream, result.Columns)));
            load.Errors.ShouldBeEmpty();
            load.Definition!.ShouldBeTheSameAs(stream);
            return result.Errors.IsEmpty;
        }).Check(Config.QuickThrowOnFailure.WithMaxTest(300));
}
