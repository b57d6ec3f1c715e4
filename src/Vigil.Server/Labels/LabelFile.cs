using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Runtime;
using Vigil.Engine.Transactions;
using Vigil.Files.Rows;
using Vigil.Server.Errors;
using FieldError = Vigil.Server.Errors.FieldError;

namespace Vigil.Server.Labels;

/// <summary>A CSV file of labels with the columns transaction_id, fraud and, if known, time.</summary>
internal sealed class LabelFile
{
    private const int Together = 256, MostRejected = 1000;
    private const string Columns = "a CSV file with the columns transaction_id, fraud and, if known, time";
    private readonly List<(long Line, string Id, bool IsFraud, long? Time)> _labels = [];
    private readonly List<(long Line, string Found, string Expected)> _rejected = [];

    /// <summary>Reads a file; rows that are no labels are rejected.</summary>
    public static LabelFile? Read(ReadOnlyMemory<byte> bytes, long latest, out Problem? problem)
    {
        using var content = new MemoryStream(bytes.ToArray());
        using var reader = CsvRowReader.TryOpen(content, content, "the file", out _);
        int id = Find(reader, "transaction_id"), fraud = Find(reader, "fraud"), time = Find(reader, "time");
        problem = id < 0 || fraud < 0 ? Problem.Invalid(new FieldError("", "a file without these columns", Columns)) : null;
        if (problem is not null)
            return null;
        var file = new LabelFile();
        var times = new TimeParser();
        while (reader!.Read() is var kind and not RowKind.End)
            if (kind == RowKind.Bad)
                file.Reject(reader.Line, reader.Found, reader.Expected);
            else
                file.Add(reader, id, fraud, time, times, latest);
        return file;
    }

    /// <summary>How many transactions have the label now.</summary>
    public int Applied { get; private set; }

    /// <summary>
    /// Applies the labels in the order of the file. Where it fails, <see cref="Applied"/> still counts those that have it.
    /// </summary>
    /// <exception cref="Engine.Journal.StorageException">Some could not be made durable.</exception>
    public async Task ApplyAsync(ScoringService service, LiveStream stream, string by)
    {
        foreach (var portion in _labels.Chunk(Together))
        {
            // They are accepted in the order of the calls; only waiting for the disk is shared.
            // What was begun is ended: what is noted afterwards is what was done.
            Task<LabelResult?>[] labels =
                [.. portion.Select(l => service.LabelAsync(stream, l.Id, l.IsFraud, l.Time, by, CancellationToken.None))];
            try
            {
                await Task.WhenAll(labels);
            }
            finally
            {
                for (int i = 0; i < labels.Length; i++)
                    if (labels[i].IsCompletedSuccessfully)
                        Add(portion[i].Line, portion[i].Id, await labels[i]);
            }
        }
    }

    /// <summary>Writes the answer.</summary>
    public void Write(Utf8JsonWriter json)
    {
        json.WriteStartObject();
        json.WriteNumber("applied"u8, Applied);
        json.WriteNumber("rejected_count"u8, _rejected.Count);
        json.WriteStartArray("rejected"u8);
        foreach (var (line, found, expected) in _rejected.OrderBy(r => r.Line).Take(MostRejected))
        {
            json.WriteStartObject();
            json.WriteNumber("line"u8, line);
            json.WriteString("found"u8, found);
            json.WriteString("expected"u8, expected);
            json.WriteEndObject();
        }
        json.WriteEndArray();
        json.WriteEndObject();
    }

    private void Add(long line, string id, LabelResult? result)
    {
        if (result is null)
            Reject(line, id, "the identifier of a transaction of the stream");
        else
            Applied++;
    }

    private static int Find(CsvRowReader? reader, string name)
    {
        for (int i = 0; i < reader?.Columns.Count; i++)
            if (reader.Columns[i] == name)
                return i;
        return -1;
    }

    private void Add(CsvRowReader row, int id, int fraud, int time, TimeParser times, long latest)
    {
        long known = 0;
        var when = time < 0 ? default : row.Field(time);
        if (row.Field(id).IsEmpty || row.Field(id).Length > TransactionParser.TextLimit)
            Reject(row.Line, FieldText.Show(row.Field(id)), "the identifier of a transaction of the stream");
        else if (LabelText.Parse(row.Field(fraud)) is not { } isFraud)
            Reject(row.Line, FieldText.Show(row.Field(fraud)), LabelText.Expected);
        else if (!when.IsEmpty && (!times.TryParse(when, out known) || known > latest))
            Reject(row.Line, FieldText.Show(when), times.Expected + ", not in the future");
        else
            _labels.Add((row.Line, Encoding.UTF8.GetString(row.Field(id)), isFraud, when.IsEmpty ? null : known));
    }

    private void Reject(long line, string found, string expected) => _rejected.Add((line, found, expected));
}
