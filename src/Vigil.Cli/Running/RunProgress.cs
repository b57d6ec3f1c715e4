using System.Globalization;
using Spectre.Console;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>How far a run has come.</summary>
/// <param name="Share">From 0 to 1.</param>
/// <param name="Rows">Rows so far.</param>
internal readonly record struct Progress(double Share, long Rows);

/// <summary>A progress bar with rows per second and the time left; nothing when standard error is no terminal.</summary>
internal static class RunProgress
{
    /// <summary>Runs a pass over a source that reports to the given callback.</summary>
    public static void Show(Terminal terminal, string title, TimeProvider time, Action<Action<ITransactionSource>?> run) =>
        Show(terminal, title, time, isShown: true, report =>
            run(report is null ? null : source => report(new Progress(source.Progress, source.Rows))));

    /// <summary>Runs something that reports to the given callback.</summary>
    public static void Show(Terminal terminal, string title, TimeProvider time, bool isShown, Action<Action<Progress>?> run)
    {
        if (!terminal.ShowsProgress || !isShown)
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
                run(progress => Update(task, title, progress, time.GetElapsedTime(start)));
                task.Value = task.MaxValue;
            });
    }

    private static void Update(ProgressTask task, string title, Progress progress, TimeSpan elapsed)
    {
        task.Value = progress.Share * task.MaxValue;
        double rate = progress.Rows / Math.Max(elapsed.TotalSeconds, 0.001);
        task.Description = string.Create(CultureInfo.InvariantCulture, $"{title}  {progress.Rows:#,0} rows, {rate:#,0} rows/s");
    }
}
