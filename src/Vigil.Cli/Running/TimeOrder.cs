using System.Globalization;
using Vigil.Cli.Inputs;

namespace Vigil.Cli.Running;

/// <summary>
/// Files are read as they stand, newest first from their end; as soon as a row turns out to come too late for its windows, they are
/// sorted and read from the start.
/// </summary>
internal static class TimeOrder
{
    private const int MostSortedRows = 5_000_000;

    /// <summary>Runs the first pass over the files, a second time over sorted rows where that makes the windows exact.</summary>
    /// <param name="inputs">The files.</param>
    /// <param name="rejections">Where rejected rows go; each once, however often the files are read.</param>
    /// <param name="terminal">Where to say so.</param>
    /// <param name="pass">The pass; it must start from scratch at every call, and stop as <see cref="Pass.StopsWhenTooLate"/> says.</param>
    /// <param name="cancellation">Stops the run.</param>
    public static T Run<T>(InputSet inputs, Rejections rejections, Terminal terminal, Func<T> pass, CancellationToken cancellation)
    {
        if (ReadFromTheEnd(inputs, rejections, terminal, cancellation))
            return pass();
        try
        {
            return pass();
        }
        catch (TooLateException)
        {
            terminal.Note("The rows are not in time order; sorting them.");
        }
        if (Sort(inputs, rejections, terminal, cancellation))
            return pass();
        rejections.Clear();
        TooMany(terminal, "those that come later than the stream's lateness allows are not in their windows.");
        return pass();
    }

    /// <summary>Turns files that are newest first, so that they give what the same rows oldest first give.</summary>
    /// <returns>Whether there are such files, and the rows are sorted.</returns>
    public static bool ReadFromTheEnd(InputSet inputs, Rejections rejections, Terminal terminal, CancellationToken cancellation)
    {
        if (inputs.FindNewestFirst(cancellation) is not { Count: > 0 } files)
            return false;
        if (Sort(inputs, rejections, terminal, cancellation))
        {
            terminal.Note($"Newest first, and read from the end: {string.Join(", ", files)}.");
            return true;
        }
        rejections.Clear();
        TooMany(terminal, "they are read newest first, as they stand.");
        return false;
    }

    private static bool Sort(InputSet inputs, Rejections rejections, Terminal terminal, CancellationToken cancellation)
    {
        bool isSorted = false;
        rejections.Clear();
        RunProgress.Show(terminal, "Sorting", TimeProvider.System, progress =>
            isSorted = inputs.TrySortByTime(MostSortedRows, rejections.Add, progress, cancellation));
        return isSorted;
    }

    private static void TooMany(Terminal terminal, string consequence) => terminal.Note(string.Create(CultureInfo.InvariantCulture,
        $"There are more than {MostSortedRows:#,0} rows, too many to sort here: {consequence} Sort the files by time to mend it."));
}

/// <summary>A row came later than the stream's lateness allows, and the files can be sorted.</summary>
internal sealed class TooLateException : Exception;
