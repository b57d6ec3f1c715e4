namespace Vigil.Cli.Tests.Robustness;

/// <summary>Command lines that make no sense: exit code 2 and a sentence, never a stack trace.</summary>
public sealed class CommandLineTests
{
    [Theory]
    [InlineData("detect a.csv --top abc", "--top: found 'abc'; expected a whole number from 0 to 100,000")]
    [InlineData("detect a.csv --top -1", "--top: found '-1'")]
    [InlineData("detect a.csv --top 9999999999", "--top: found '9999999999'")]
    [InlineData("detect a.csv --contamination abc", "--contamination: found 'abc'; expected a share above 0 and below 0.5")]
    [InlineData("detect a.csv --contamination NaN", "--contamination: found 'NaN'")]
    [InlineData("detect a.csv --contamination 0,02", "--contamination: found '0,02'")]
    [InlineData("detect a.csv --seed -1", "--seed: found '-1'; expected a whole number from 0")]
    [InlineData("detect --foo a.csv", "--foo: no such option")]
    [InlineData("detect", "FILE")]
    [InlineData("score --batch x", "--batch: found 'x'; expected a whole number from 1 to 100,000")]
    [InlineData("evaluate --protocol handbook --folds x", "--folds: found 'x'; expected a whole number")]
    [InlineData("detect a.csv --out no/flagged.csv", "no folder")]
    [InlineData("features a.csv --out flagged.xlsx", "the extension '.xlsx'")]
    public async Task Run_CommandLineThatMakesNoSense_UsageError(string line, string found)
    {
        using var folder = new ScratchFolder();

        var run = await folder.Run(line.Split(' ', StringSplitOptions.RemoveEmptyEntries));

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain(found);
        Accounts.ShouldBeClean(folder, run.Error);
    }

    [Fact]
    public async Task Detect_NameThatStartsWithAt_IsAFile()
    {
        using var folder = new ScratchFolder();
        folder.Write("@a.csv", Payments.Csv(50));

        (await folder.Run("detect", "@a.csv")).ExitCode.ShouldBe(0);
    }
}
