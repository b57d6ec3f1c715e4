using System.Diagnostics;
using System.Text.Json;

namespace Vigil.Server.Tests;

/// <summary>Waits for jobs.</summary>
internal static class JobWait
{
    public static async Task<JsonElement> UntilDoneAsync(LiveServer server, string url)
    {
        var clock = Stopwatch.StartNew();
        while (true)
        {
            var job = (await server.GetAsync(url)).Good;
            if (job.GetProperty("status").GetString() is "done" or "failed")
                return job;
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(3), job.GetRawText());
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }

    public static Task UntilAsync(Func<bool> condition, string what) => UntilAsync(() => Task.FromResult(condition()), what);

    public static async Task UntilAsync(Func<Task<bool>> condition, string what)
    {
        var clock = Stopwatch.StartNew();
        while (!await condition())
        {
            clock.Elapsed.ShouldBeLessThan(TimeSpan.FromMinutes(1), what);
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }
    }
}
