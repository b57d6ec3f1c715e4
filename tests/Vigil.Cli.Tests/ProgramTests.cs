namespace Vigil.Cli.Tests;

public sealed class ProgramTests
{
    [Fact]
    public async Task Run_UnknownVerb_UsageError()
    {
        var run = await VigilProcess.Run(Path.GetTempPath(), "detekt");

        run.ExitCode.ShouldBe(2);
        run.Error.ShouldContain("detekt");
    }
}
