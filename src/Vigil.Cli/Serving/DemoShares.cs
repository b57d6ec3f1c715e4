using System.Globalization;
using Vigil.Cli.Output;
using Vigil.Engine.Decisions;

namespace Vigil.Cli.Serving;

/// <summary>What share of the payments goes to review or is blocked: ten minutes of live traffic beside the history before it.</summary>
internal static class DemoShares
{
    private const long Minute = 60_000_000;
    private const int Step = 10;

    /// <summary>Prints the history's share, then each ten minutes.</summary>
    /// <param name="decisions">The decisions.</param>
    /// <param name="from">Where the history begins, in microseconds since 1970-01-01T00:00:00Z.</param>
    /// <param name="until">Where the live traffic begins.</param>
    /// <param name="end">Where it ends.</param>
    public static async Task PrintAsync(IDecisionQuery decisions, long from, long until, long end, CancellationToken cancellation)
    {
        var history = await SumAsync(decisions, from, until, cancellation);
        var rows = new List<string[]> { Row("history", history, history) };
        for (long time = until; time < end; time += Step * Minute)
            rows.Add(Row(DateTime.UnixEpoch.AddTicks(time * TimeSpan.TicksPerMicrosecond).ToString("HH:mm", CultureInfo.InvariantCulture),
                await SumAsync(decisions, time, Math.Min(end, time + (Step * Minute)), cancellation), history));
        TextTable.Print(["FROM (UTC)", "PAYMENTS", "REVIEW", "BLOCK", "SHARE", "OF HISTORY'S"], rows);
    }

    private static async Task<long[]> SumAsync(IDecisionQuery decisions, long from, long until, CancellationToken cancellation)
    {
        long[] sum = new long[3];
        foreach (var point in await decisions.VolumeAsync(DemoStream.Name, from, until, 1, cancellation))
            for (int outcome = 0; outcome < sum.Length; outcome++)
                sum[outcome] += point.Outcomes[outcome];
        return sum;
    }

    private static double Share(long[] sum) => sum.Sum() == 0 ? 0 : (double)(sum[1] + sum[2]) / sum.Sum();

    private static string[] Row(string name, long[] sum, long[] history) =>
    [
        name, Text($"{sum.Sum():#,0}"), Text($"{sum[1]:#,0}"), Text($"{sum[2]:#,0}"), Text($"{100 * Share(sum):F2} %"),
        Text($"{Share(sum) / Share(history):F2}"),
    ];

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
