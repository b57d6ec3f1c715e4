using System.Globalization;
using Vigil.Cli.Inputs;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Running;

/// <summary>
/// Files are read as they stand; when rows turn out to come too late for their windows, they are sorted and read once more.
/// </summary>
internal static class TimeOrder
{
    private const long MostSortedRows = 5_000_000;

    /// <summary>Runs the first pass over the files, a second time over sorted rows where that makes the windows exact.</summary>
    /// <param name="pass">The pass, given where rejected rows go; it must start from scratch at every call.</param>
    /// <param name="pipelineOf">The pipeline of a pass.</param>
    public static T Run<T>(
        InputSet inputs, Rejections rejections, Terminal terminal, Func<Action<Rejection>, T> pass, Func<T, ScoringPipeline> pipelineOf,
        CancellationToken cancellation)
    {
        var result = pass(rejections.Add);
        long late = pipelineOf(result).Statistics.Select(k => k.TooLate).DefaultIfEmpty(0).Max(), rows = pipelineOf(result).Sequence;
        if (late == 0)
            return result;
        if (rows > MostSortedRows)
        {
            terminal.Note(string.Create(CultureInfo.InvariantCulture,
                $"{late:#,0} rows come later than the stream's lateness allows and are not in their windows; "
                + $"sort the files by time to have them there."));
            return result;
        }
        terminal.Note(string.Create(CultureInfo.InvariantCulture, $"The rows are not in time order; sorting {rows:#,0} of them."));
        RunProgress.Show(terminal, "Sorting", TimeProvider.System, progress => inputs.SortByTime(progress, cancellation));
        // The rows that cannot be read were rejected by the first pass; duplicates were, too.
        return pass(_ => { });
    }
}
