using System.Globalization;

namespace Vigil.Engine.Tests.Runtime.Stages;

/// <summary>
/// The whole service under seeds. A failure names its seed: VIGIL_SEED=N runs that one and the nineteen that follow. VIGIL_SEEDS=N runs
/// more than the thousand.
/// </summary>
public sealed class SimulationTests
{
    private const int Blocks = 20;

    public static TheoryData<int> AllBlocks => [.. Enumerable.Range(0, Blocks)];

    [Theory]
    [MemberData(nameof(AllBlocks))]
    public void Run_CrashesFaultsAndClientsFromASeed_KeepsWhatWasPromised(int block)
    {
        int seeds = Number("VIGIL_SEEDS", 1000);
        if (Number("VIGIL_SEED", -1) is var only and >= 0)
            OnOwnThread(() => SimulatedService.Run((ulong)(only + block)));
        else
            OnOwnThread(() =>
            {
                for (int seed = block; seed < seeds; seed += Blocks)
                    SimulatedService.Run((ulong)seed);
            });
    }

    [Fact]
    public void Run_SameSeed_TellsTheSameStory() => OnOwnThread(() =>
    {
        for (ulong seed = 5000; seed < 5005; seed++)
            SimulatedService.Run(seed).ShouldBe(SimulatedService.Run(seed));
    });

    private static int Number(string variable, int otherwise) =>
        Environment.GetEnvironmentVariable(variable) is { Length: > 0 } text ? int.Parse(text, CultureInfo.InvariantCulture) : otherwise;

    // Where nobody brings continuations back: what goes on goes on in the same step.
    private static void OnOwnThread(Action run)
    {
        Exception? fault = null;
        var thread = new Thread(() =>
        {
            try
            {
                run();
            }
            catch (Exception e)
            {
                fault = e;
            }
        });
        thread.Start();
        thread.Join();
        if (fault is not null)
            throw new InvalidOperationException(fault.Message, fault);
    }
}
