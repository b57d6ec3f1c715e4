using FsCheck;
using FsCheck.Fluent;
using Vigil.Engine.Streams.Inference;
using Vigil.Engine.Transactions;

namespace Vigil.Files.Tests;

/// <summary>Whatever the bytes of a file are: problems and rejections, never an exception, and every row accounted for.</summary>
public sealed class AnyBytesTests
{
    private static readonly string[] Parts =
    [
        "time,amount,user\n", "2018-04-01T00:00:01,12.5,ann\n", "2018-04-01 00:00:02;7;bob\r\n",
        "{\"time\":\"2018-04-01\",\"amount\":1}\n", "\"", "\n", "\r", ",", ";",
        "\uFEFF", "\0", "1522540831", "NaN", "1e400", "{", "}", "[", "\\u00", "\"open\n", "a\"\"b", "PAR1", "é", "\u001f\u008b",
        "sep=;\n", "Account,A1,,\n", ",,,\n", "[{\"a\":", "}]", "{\"items\":[", "01/02/2024,7.5,x\n", "t\0i\0m\0e\0",
    ];

    private static Arbitrary<byte[]> Files()
    {
        var noise = ArbMap.Default.GeneratorFor<byte[]>();
        var part = Gen.Frequency(
            (6, Gen.Elements(Parts).Select(System.Text.Encoding.UTF8.GetBytes)), (1, noise), (1, Gen.Constant<byte[]>([0x1F, 0x8B, 8])));
        return Gen.ListOf(part).Select(parts => parts.SelectMany(p => p).ToArray()).ToArbitrary();
    }

    [Fact]
    public void Read_AnyBytes_NoExceptionAndEveryRowAccountedFor() =>
        Prop.ForAll(Files(), Read).Check(Config.QuickThrowOnFailure.WithMaxTest(2000));

    private static void Read(byte[] content)
    {
        using var folder = new TemporaryFolder();
        string path = folder.At("any.csv");
        File.WriteAllBytes(path, content);
        using var set = TemporaryFolder.Expand([path]);
        if (set.Problems.Count > 0)
        {
            Told(set.Problems);
            return;
        }
        if (FileProbe.Read(set.Files, out var problems, CancellationToken.None) is not { } probe)
        {
            Told(problems);
            return;
        }
        var inferred = ColumnInference.Infer(probe.Sample);
        inferred.Errors.ShouldAllBe(e => e.ToString().Length > 0);
        if (inferred.Definition is { } stream)
            Account(set, stream.Schema);
    }

    private static void Account(FileSet set, TransactionSchema schema)
    {
        var rejections = new List<Rejection>();
        using var source = FileSource.TryOpen(set.Files, schema, rejections.Add, out var problems, CancellationToken.None);
        if (source is null)
        {
            Told(problems);
            return;
        }
        long accepted = 0;
        for (var transaction = new Transaction(schema); source.Read(transaction);)
            accepted++;
        (source.Accepted, source.Rejected, source.Rows).ShouldBe((accepted, rejections.Count, accepted + rejections.Count));
        rejections.ShouldAllBe(r => r.Line > 0 && r.Errors.Length > 0 && r.Errors.All(e => e.Expected.Length > 0));
    }

    private static void Told(IReadOnlyList<FileProblem> problems)
    {
        problems.ShouldNotBeEmpty();
        problems.ShouldAllBe(p => p.Found.Length > 0 && p.Expected.Length > 0);
    }
}
