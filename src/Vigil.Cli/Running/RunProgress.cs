using System.Globalization;
using Spectre.Console;
using Vigil.Files;

namespace Vigil.Cli.Running;

/// <summary>A progress bar over the files' bytes with rows per second and the time left; nothing when standard error is no terminal.</summary>
internal static class RunProgress
{
    /// <summary>Runs a pass that reports to the given callback.</summary>
    public static void Show(Terminal terminal, string title, TimeProvider time, Action<Action<FileSource>?> run)
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

    private static void Update(ProgressTask task, string title, FileSource source, TimeSpan elapsed)
    {
        task.MaxValue = Math.Max(1, source.TotalBytes);
        task.Value = source.BytesRead;
        double rows = source.Accepted + source.Rejected, rate = rows / Math.Max(elapsed.TotalSeconds, 0.001);
        task.Description = string.Create(CultureInfo.InvariantCulture, $"{title}  {rows:#,0} rows, {rate:#,0} rows/s");
    }
}
