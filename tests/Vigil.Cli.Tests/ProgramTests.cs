using System.Text.RegularExpressions;
using Vigil.Testing;

namespace Vigil.Cli.Tests;

public sealed partial class ProgramTests : IDisposable
{
    private readonly ScratchFolder _folder = new();

    public static TheoryData<string> SourceFiles() =>
        [.. Directory.GetFiles(Path.Combine(Repository.Root, "src", "Vigil.Cli", "Verbs"), "*.cs").Select(f => Path.GetFileName(f))];

    [Fact]
    public async Task Run_NoArguments_ShowsTheVerbs()
    {
        var run = await _folder.Run();

        run.ExitCode.ShouldBe(0);
        run.Text.ShouldContain("Exit codes:");
        foreach (string verb in SourceFiles().SelectMany(f => VerbsOf(f.Data)).Select(v => v[0]))
            run.Text.ShouldContain($"\n  {verb} ");
    }

    [Theory]
    [MemberData(nameof(SourceFiles))]
    public async Task Help_OfEveryVerb_ListsEveryOption(string file)
    {
        string source = await File.ReadAllTextAsync(
            Path.Combine(Repository.Root, "src", "Vigil.Cli", "Verbs", file), TestContext.Current.CancellationToken);
        string[] options = [.. Option().Matches(source).Select(m => m.Groups[1].Value).Distinct()];
        options.ShouldNotBeEmpty();

        string help = "";
        foreach (string[] verb in VerbsOf(file))
        {
            var run = await _folder.Run([.. verb, "--help"]);
            run.ExitCode.ShouldBe(0);
            run.Text.ShouldContain($"vigil {string.Join(' ', verb)}");
            help += run.Text;
        }

        foreach (string option in options)
            help.ShouldMatch($@"\n  (-\w, )?{option}\s.*\w");
    }

    [Fact]
    public async Task Run_UnknownVerb_UsageErrorWithoutPagesOfHelp()
    {
        var run = await _folder.Run("detekt");

        run.ExitCode.ShouldBe(2);
        run.Out.ShouldBeEmpty();
        run.Error.ShouldContain("detekt");
        run.Error.Trim().Split('\n').Length.ShouldBe(2);
    }

    [Theory]
    [InlineData("detect", "--top", "x")]
    [InlineData("detect", "--contamination", "0.5")]
    [InlineData("detect", "--seed", "1.5")]
    [InlineData("train", "--seed", "-1")]
    [InlineData("score", "--batch", "0")]
    [InlineData("evaluate", "--folds", "none")]
    public async Task Run_ValueThatIsNoNumberInRange_SaysWhatWasExpected(string verb, string option, string value)
    {
        var run = await _folder.Run(verb, "a.csv", option, value);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"error: {option}: found '{value}'; expected a ");
        run.Error.ShouldContain($"See: vigil {verb} --help");
    }

    [Theory]
    [InlineData("detect", "a.txt", ".parquet")]
    [InlineData("detect", "gone/a.jsonl", "mkdir -p")]
    [InlineData("features", "gone/a.csv", "mkdir -p")]
    [InlineData("simulate", "a.csv.zip", ".parquet")]
    public async Task Run_PlaceThatCannotBeWritten_IsSaidBeforeTheRun(string verb, string path, string advice)
    {
        string[] input = verb == "simulate" ? [] : ["a.csv"];

        var run = await _folder.Run([verb, .. input, "--out", path]);

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain($"error: --out: {path}: ");
        run.Error.ShouldContain(advice);
    }

    [Fact]
    public async Task Detect_Redirected_WritesNoEscapeCodesAndBreaksNoLines()
    {
        await _folder.Run("simulate", "--customers", "30", "--days", "3", "--out", "t.csv");

        var run = await VigilProcess.Run(_folder.Path, [], [("TERM", "xterm-256color"), ("COLUMNS", "40")], "detect", "t.csv");

        run.ExitCode.ShouldBe(0, run.Error);
        run.Text.ShouldNotContain("\u001b");
        run.Error.ShouldNotContain("\u001b");
        run.Lines.ShouldContain(l => l.StartsWith("Scored ", StringComparison.Ordinal) && l.Length > 80);
    }

    public void Dispose() => _folder.Dispose();

    private static string[][] VerbsOf(string file) => file switch
    {
        "StreamFile.cs" => [["stream", "init"], ["stream", "check"], ["stream", "schema"]],
        "StreamChanges.cs" => [["stream", "diff"], ["stream", "apply"]],
        "UserVerbs.cs" => [["user", "add"], ["user", "password"], ["user", "role"], ["user", "list"]],
        "KeyVerbs.cs" => [["key", "create"], ["key", "revoke"], ["key", "list"]],
        "AuditVerbs.cs" => [["audit", "list"], ["audit", "verify"]],
        _ => [[InnerCapital().Replace(Path.GetFileNameWithoutExtension(file), "-$0").ToLowerInvariant()]],
    };

    [GeneratedRegex("(?<!^)[A-Z]")]
    private static partial Regex InnerCapital();

    [GeneratedRegex("\"(--[a-z][a-z-]*)\"")]
    private static partial Regex Option();
}
