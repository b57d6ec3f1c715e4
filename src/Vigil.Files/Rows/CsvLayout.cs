namespace Vigil.Files.Rows;

/// <summary>How a file is split and where its header stands, chosen by how many of the first rows are read so.</summary>
/// <param name="Sample">The first records.</param>
/// <param name="Header">The header's place among them; -1 when there is none.</param>
internal sealed record CsvLayout(CsvSample Sample, int Header)
{
    // Between two delimiters that read about as many rows, the one that gives more columns is right.
    private const double Alike = 0.9;

    private const int FewColumns = 3;

    /// <summary>The header's record; null when there is none.</summary>
    internal CsvRecord? HeaderRecord => Header < 0 ? null : Sample.Records[Header];

    /// <summary>The layout of a text.</summary>
    /// <param name="text">The beginning of the file, behind a byte-order mark and a line that states the delimiter.</param>
    /// <param name="isComplete">Whether it is the whole file.</param>
    /// <param name="line">The line on which the text starts, from 1.</param>
    /// <param name="stated">The delimiter that the file states, or 0.</param>
    internal static CsvLayout Of(ReadOnlySpan<byte> text, bool isComplete, long line, byte stated)
    {
        var delimiters = stated == 0 ? ",;\t|"u8 : [stated];
        CsvHeaderCandidate? several = null, single = null;
        CsvSample? plain = null;
        foreach (byte delimiter in delimiters)
        {
            var sample = CsvSample.Of(text, isComplete, line, delimiter, trimsStart: false);
            if (Best(sample, text, isComplete, line) is not { } found)
                plain = plain is null || Width(sample) > Width(plain) ? sample : plain;
            else if (found.Record.Count == 1)
                single = single is null || found.Score > single.Score ? found : single;
            else if (several is null || IsBetter(found, several))
                several = found;
        }
        var best = several ?? single;
        if (several is { Score: <= 0 } && single is { Score: > 0 } && IsUnused(several))
            best = single;
        if (best is null || (best.Record.Count == 1 && plain is not null && Width(plain) > 1))
            return new CsvLayout(plain!, -1);
        return new CsvLayout(best.Sample, best.Index);
    }

    /// <summary>How many fields most records have; 0 when there are none.</summary>
    internal static int Width(CsvSample sample) =>
        sample.Records.Where(r => r.Count > 0).CountBy(r => r.Count).OrderByDescending(g => g.Value).FirstOrDefault().Key;

    private static CsvHeaderCandidate? Best(CsvSample sample, ReadOnlySpan<byte> text, bool isComplete, long line)
    {
        var best = CsvHeaderSearch.Find(sample, text);
        if (best is null || !TrimsStart(text.Slice(best.Record.Start, best.Record.Length), sample.Delimiter))
            return best;
        var trimmed = CsvHeaderSearch.Find(CsvSample.Of(text, isComplete, line, sample.Delimiter, trimsStart: true), text);
        return trimmed is null || trimmed.Score < best.Score ? best : trimmed;
    }

    private static bool IsBetter(CsvHeaderCandidate found, CsvHeaderCandidate best) =>
        found.Record.Count > best.Record.Count
            ? found.Score >= best.Score * (best.Score > 0 ? Alike : 1)
            : found.Score * Alike > best.Score;

    /// <summary>Whether the delimiter stands in the header only, as in a single column named "Amount, EUR".</summary>
    private static bool IsUnused(CsvHeaderCandidate candidate) =>
        candidate.Record.Count <= FewColumns && candidate.Sample.Records.Count > candidate.Index + 1
        && candidate.Sample.Records.Skip(candidate.Index + 1).All(r => r.Count == 1);

    /// <summary>Whether every delimiter is followed by a space.</summary>
    private static bool TrimsStart(ReadOnlySpan<byte> header, byte delimiter)
    {
        int count = 0;
        for (int i = 0; i < header.Length; i++)
        {
            if (header[i] != delimiter)
                continue;
            count++;
            if (i + 1 == header.Length || header[i + 1] != ' ')
                return false;
        }
        return count > 0;
    }
}
