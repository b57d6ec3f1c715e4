namespace Vigil.Files.Rows;

/// <summary>The fields of a record of a sample.</summary>
internal static class CsvRecordText
{
    /// <summary>A copy of each field, without quotes around it.</summary>
    internal static byte[][] Fields(CsvSample sample, CsvRecord record, ReadOnlySpan<byte> text)
    {
        var scanner = new CsvScanner(sample.Delimiter, sample.TrimsStart);
        var bytes = text.Slice(record.Start, record.Length);
        scanner.Scan(bytes, isComplete: true);
        byte[][] fields = new byte[Math.Min(scanner.Count, RowLimits.Columns)][];
        for (int i = 0; i < fields.Length; i++)
            fields[i] = scanner.Field(bytes, i).ToArray();
        return fields;
    }
}
