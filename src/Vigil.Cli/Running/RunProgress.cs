using System.Globalization;
using Spectre.Console;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>A progress bar over a source with rows per second and the time left; nothing when standard error is no terminal.</summary>
internal static class RunProgress
{
    /// <summary>Runs a pass that reports to the given callback.</summary>
    public static void Show(Terminal terminal, string title, TimeProvider time, Action<Action<ITransactionSource>?> run)
    {
        if (!terminal.ShowsProgress)
        {
            run(null);
            return;
        }
        terminal.Error.Progress().AutoClear(true).HideCompleted(false)
            .Columns(new TaskDescriptionColumn(), new ProgressBarColumn(), new PercentageColumn(), new RemainingTimeColumn())
            .Start(context =>
            {
                var task = context.AddTask(title);
                long start = time.GetTimestamp();
                run(source => Update(task, title, source, time.GetElapsedTime(start)));
                task.Value = task.MaxValue;
            });
    }

    private static void Update(ProgressTask task, string title, ITransactionSource source, TimeSpan elapsed)
    {
        task.Value = source.Progress * task.MaxValue;
        double rate = source.Rows / Math.Max(elapsed.TotalSeconds, 0.001);
        task.Description = string.Create(CultureInfo.InvariantCulture, $"{title}  {source.Rows:#,0} rows, {rate:#,0} rows/s");
    }
}
