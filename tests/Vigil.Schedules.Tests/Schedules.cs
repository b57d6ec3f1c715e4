using System.Globalization;
using Microsoft.Coyote;
using Microsoft.Coyote.Logging;
using Microsoft.Coyote.SystematicTesting;

namespace Vigil.Schedules.Tests;

/// <summary>
/// Runs something on threads in many orders that seeds give. A failure names its seed: VIGIL_SEED=N runs that order alone.
/// VIGIL_SCHEDULES=N runs more of each than the five hundred.
/// </summary>
internal static class Schedules
{
    private const int Usual = 500;

    /// <summary>Fails when in some order an assertion fails, an exception comes out of it, or somebody waits for ever.</summary>
    /// <param name="run">
    /// What is run. What it shares between threads it makes anew; it begins threads by <see cref="Task.Run(Action)"/> and waits for one
    /// task at a time, for what waits otherwise stands still.
    /// </param>
    public static void Explore(Action run)
    {
        if (Number("VIGIL_SEED", -1) is var only and >= 0)
            Run(run, (uint)only);
        else
            for (uint seed = 0; seed < Number("VIGIL_SCHEDULES", Usual); seed++)
                Run(run, seed);
    }

    private static void Run(Action run, uint seed)
    {
        using var engine = TestingEngine.Create(Settings(seed), run);
        engine.SetLogger(new TextWriterLogger(TextWriter.Null, VerbosityLevel.None));
        engine.Run();
        var report = engine.TestReport;
        if (report.NumOfFoundBugs > 0 || report.InternalErrors.Count > 0)
            Assert.Fail($"Seed {seed}: {string.Join('\n', [.. report.BugReports, .. report.InternalErrors])}");
    }

    // Every second seed changes priorities at a few places only: that finds what needs one thread to be late by much.
    private static Configuration Settings(uint seed)
    {
        var settings = Configuration.Create().WithTelemetryEnabled(false).WithTestingIterations(1).WithRandomGeneratorSeed(seed)
            .WithDeadlockTimeout(5_000);
        return seed % 2 == 0 ? settings.WithRandomStrategy() : settings.WithPrioritizationStrategy(isFair: true);
    }

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;
}
