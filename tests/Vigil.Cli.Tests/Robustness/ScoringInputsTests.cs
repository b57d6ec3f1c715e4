using System.Text;

namespace Vigil.Cli.Tests.Robustness;

/// <summary>What <c>score</c> meets: models, states and lines that are not what they should be.</summary>
public sealed class ScoringInputsTests(ScoringInputsTests.Trained trained) : IClassFixture<ScoringInputsTests.Trained>
{
    private ScratchFolder Folder => trained.Folder;

    [Fact]
    public async Task Score_LinesOfAllKinds_EachAnsweredOrRejected()
    {
        string lines = Payments.Json(2, first: 1000) + "\n  \n\r\n" + Payments.Json(2, first: 1001) + "nonsense\n{}\n"
            + "{\"a\":\"" + new string('x', 3 << 20) + "\"}\n"
            + Payments.Json(1, first: 1010) + "{\"transaction_id\":\"9";

        var run = await Score(lines, "--rejected", "lines.jsonl");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Lines.Length.ShouldBe(4);
        Accounts.Lines(Folder.At("lines.jsonl")).ShouldBe(5, "a duplicate, nonsense, an empty object, a long line, half a line");
    }

    [Fact]
    public async Task Score_LinesOfAnotherStream_SaysWhatIsMissing()
    {
        var run = await Score("{\"user\":\"a\",\"when\":\"2018-05-01\"}\n", "--rejected", "other.jsonl", "-q");

        run.ExitCode.ShouldBe(4);
        run.Error.ShouldContain("none of 1 row is a transaction");
        run.Error.ShouldContain("column timestamp: found nothing");
    }

    [Theory]
    [InlineData("nowhere.vigil", "no such model; train one")]
    [InlineData("a.csv", "does not begin with VIGIL")]
    [InlineData("a.state", "holds 'state' where 'model' is expected")]
    [InlineData("cut.vigil", "should hold")]
    [InlineData("flipped.vigil", "does not match its checksum")]
    public async Task Score_NotAModel_SaysWhatToDo(string model, string found)
    {
        byte[] bytes = await File.ReadAllBytesAsync(Folder.At("model.vigil"), TestContext.Current.CancellationToken);
        if (model == "cut.vigil")
            File.WriteAllBytes(Folder.At(model), bytes[..(bytes.Length / 2)]);
        bytes[bytes.Length / 2] ^= 1;
        if (model == "flipped.vigil")
            File.WriteAllBytes(Folder.At(model), bytes);

        var run = await Score("", "--model", model, "--rejected", model + ".jsonl");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain(found);
    }

    [Theory]
    [InlineData("model.vigil", "would be overwritten")]
    [InlineData("other.state", "belongs to other features")]
    [InlineData("a.csv", "does not begin with VIGIL")]
    [InlineData("no/a.state", "no folder")]
    public async Task Score_NotItsState_RefusedAndUntouched(string state, string found)
    {
        byte[]? before = File.Exists(Folder.At(state)) ? File.ReadAllBytes(Folder.At(state)) : null;

        var run = await Score(Payments.Json(1, first: 5000), "--state", state, "--rejected", "states.jsonl");

        run.ExitCode.ShouldBe(3);
        run.Lines.ShouldBeEmpty();
        run.Error.ShouldContain(found);
        (File.Exists(Folder.At(state)) ? File.ReadAllBytes(Folder.At(state)) : null).ShouldBe(before);
    }

    [Fact]
    public async Task Score_FileOfAnotherStream_NamesTheMissingColumns()
    {
        Folder.Write("logs.csv", Trained.Logs);

        var run = await Score("", "logs.csv", "--rejected", "logs.jsonl");

        run.ExitCode.ShouldBe(3);
        run.Error.ShouldContain("logs.csv: no column 'timestamp'");
    }

    private Task<VigilRun> Score(string lines, params string[] arguments) =>
        VigilProcess.Run(Folder.Path, Encoding.UTF8.GetBytes(lines), [], ["score", .. arguments]);

    /// <summary>A model of payments with its state, and the state of a model of something else.</summary>
    public sealed class Trained : IAsyncLifetime
    {
        internal static readonly string Logs =
            "user,when,page,ms\n" + string.Concat(Enumerable.Range(0, 300).Select(i =>
                $"u{i % 9},2018-04-01T00:{i / 60:00}:{i % 60:00},/p{i % 5},{120 + i % 80}\n"));

        internal ScratchFolder Folder { get; } = new();

        public async ValueTask InitializeAsync()
        {
            Folder.Write("a.csv", Payments.Csv(500));
            Folder.Write("b.csv", Logs);
            (await Folder.Run("train", "a.csv", "--state", "a.state")).ExitCode.ShouldBe(0);
            (await Folder.Run("train", "b.csv", "--out", "other.vigil", "--state", "other.state")).ExitCode.ShouldBe(0);
        }

        public ValueTask DisposeAsync()
        {
            Folder.Dispose();
            return ValueTask.CompletedTask;
        }
    }
}
