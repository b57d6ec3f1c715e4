using Vigil.Engine.Streams.Inference;

namespace Vigil.Files;

/// <summary>Counts over all rows what the first ones leave open.</summary>
public static class FileProbeSurvey
{
    /// <summary>Counts the values of the columns that may be times or numbers; null where the first rows are all there are.</summary>
    /// <param name="probe">The first rows.</param>
    /// <param name="files">The files that they come from.</param>
    /// <param name="cancellation">Ends the reading with <see cref="OperationCanceledException"/>.</param>
    public static ColumnSurvey? Survey(this FileProbe probe, IReadOnlyList<InputFile> files, CancellationToken cancellation)
    {
        if (probe.Sample.Rows.Count < FileProbe.RowLimit / Math.Max(1, files.Count))
            return null;
        var survey = ColumnSurvey.Of(probe.Sample);
        if (survey.Columns.Count == 0)
            return null;
        FileScan.Read(files, survey.Columns, survey.Add, cancellation);
        // Once more at most: what then still cannot be read is of no format that there is.
        if (survey.IsToBeRepeated())
            FileScan.Read(files, survey.Columns, survey.Add, cancellation);
        return survey;
    }
}
