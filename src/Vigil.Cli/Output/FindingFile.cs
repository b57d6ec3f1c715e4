using System.Text.Json;
using Vigil.Engine.Scoring;
using Vigil.Engine.Transactions;
using Vigil.Files.Writing;

namespace Vigil.Cli.Output;

/// <summary>
/// Findings written to a file in the order of the rows: JSON lines as <see cref="DecisionLine"/>, else a table with the fields and the
/// reasons.
/// </summary>
internal abstract class FindingFile : IDisposable
{
    private const int ReasonColumns = 3;

    /// <summary>Opens the file; it appears with <see cref="Commit"/>.</summary>
    /// <exception cref="BadInputException">The extension is not known, or nothing can be written there.</exception>
    public static FindingFile Open(string path, ScoringPipeline pipeline, bool isFull)
    {
        if (Path.GetExtension(path).Equals(".jsonl", StringComparison.OrdinalIgnoreCase))
            return new Lines(path, new DecisionLine(pipeline, isFull, hasFields: true));
        TableColumn[] points = isFull ? [.. pipeline.Features.Select(f => new TableColumn("points_" + f.Name, TableType.Number))] : [];
        var writer = TableWriter.TryCreate(path, [.. Columns(pipeline.Schema), .. points], out var problem);
        return writer is not null ? new Table(writer, isFull) : throw new BadInputException(ExitCode.BadInput, problem!.ToString());
    }

    public abstract void Write(Finding finding);

    public abstract void Commit();

    public abstract void Dispose();

    private static IEnumerable<TableColumn> Columns(TransactionSchema schema) =>
    [
        .. schema.Fields.Select(f => new TableColumn(f.Name, TypeOf(f))),
        new("risk", TableType.Number),
        new("level", TableType.Text),
        new("decision", TableType.Text),
        new("raw_score", TableType.Number),
        .. Enumerable.Range(1, ReasonColumns).Select(i => new TableColumn($"reason_{i}", TableType.Text)),
    ];

    private static TableType TypeOf(Field field) =>
        field.Role == FieldRole.Label || field.Type == FieldType.Number ? TableType.Number
        : field.Type == FieldType.Time ? TableType.Time : TableType.Text;

    private sealed class Lines : FindingFile
    {
        private readonly PendingFile _file;
        private readonly Stream _stream;
        private readonly Utf8JsonWriter _json;
        private readonly DecisionLine _format;
        private bool _isCommitted;

        public Lines(string path, DecisionLine format)
        {
            _file = new PendingFile(path);
            _stream = new BufferedStream(_file.Create(), 1 << 16);
            _json = new Utf8JsonWriter(_stream, DecisionLine.Options);
            _format = format;
        }

        public override void Write(Finding finding)
        {
            _format.Write(_json, finding);
            _json.Flush();
            _json.Reset();
            _stream.WriteByte((byte)'\n');
        }

        public override void Commit()
        {
            _json.Dispose();
            _stream.Dispose();
            _file.Commit();
            _isCommitted = true;
        }

        public override void Dispose()
        {
            if (_isCommitted)
                return;
            try
            {
                _stream.Dispose();
            }
            finally
            {
                // Deletes what was written; the buffers' rest does not matter any more.
                _file.Dispose();
            }
        }
    }

    private sealed class Table(ITableWriter writer, bool isFull) : FindingFile
    {
        public override void Write(Finding finding)
        {
            WriteFields(finding.Transaction);
            writer.Number(finding.Risk);
            writer.Text(Utf8(finding.Level.ToString()));
            writer.Text(Utf8(finding.Outcome.ToString()));
            writer.Number(finding.RawScore);
            for (int i = 0; i < ReasonColumns; i++)
                writer.Text(ReasonText(finding, i));
            foreach (double points in isFull ? finding.Explanation.Points : [])
                writer.Number(points);
            writer.EndRow();
        }

        public override void Commit() => writer.Commit();

        public override void Dispose() => writer.Dispose();

        // The strongest always; others where they are worth a line.
        private static byte[] ReasonText(Finding finding, int i) =>
            i < finding.Reasons.Count && (i == 0 || finding.Reasons[i].Points >= Reasons.LeastPoints)
                ? System.Text.Encoding.UTF8.GetBytes(finding.Reasons[i].Text) : [];

        private static byte[] Utf8(string word) => System.Text.Encoding.UTF8.GetBytes(word.ToLowerInvariant());

        private void WriteFields(Transaction transaction)
        {
            for (int i = 0; i < transaction.Schema.Fields.Length; i++)
            {
                var field = transaction.Schema.Fields[i];
                int slot = transaction.Schema.Slot(i);
                if (field.Role == FieldRole.Time)
                    writer.Time(transaction.Time);
                else if (field.Role == FieldRole.Label)
                    writer.Number(transaction.Label);
                else if (field.Type == FieldType.Number)
                    writer.Number(transaction.Numbers[slot]);
                else
                    writer.Text(transaction.Text(slot));
            }
        }
    }
}
