using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;

namespace Vigil.Cli.Warming;

/// <summary>Made-up transactions of a stream as JSON: whatever its fields are, it takes them. Thread-safe.</summary>
/// <param name="stream">The stream.</param>
internal sealed class WarmUpTransactions(LiveStream stream)
{
    private const int Entities = 500, Words = 40;
    private static readonly string[] Times =
    [
        "yyyy-MM-ddTHH:mm:ssZ", "dd/MM/yyyy HH:mm:ss", "MM/dd/yyyy HH:mm:ss", "dd.MM.yyyy HH:mm:ss", "yyyy-MM-dd HH:mm:ss", "dd/MM/yyyy",
        "MM/dd/yyyy", "yyyyMMdd", "yyyyMMddHHmmss", "dd.MM.yyyy", "dd-MMM-yyyy",
    ];

    private readonly string? _time = TimeFormat(stream.Schema);
    private int _count;

    /// <summary>The stream.</summary>
    public string Stream => stream.Name;

    /// <summary>The next one; each field has a value that varies as its role says.</summary>
    public byte[] Next()
    {
        int number = Interlocked.Increment(ref _count);
        var body = new ArrayBufferWriter<byte>(1024);
        using (var json = new Utf8JsonWriter(body))
        {
            json.WriteStartObject();
            foreach (var field in stream.Schema.Fields)
                Write(json, field, number);
            json.WriteEndObject();
        }
        return body.WrittenSpan.ToArray();
    }

    private void Write(Utf8JsonWriter json, Field field, int number)
    {
        if (!field.Parts.IsSplit && field.Role == FieldRole.Time)
            WriteTime(json, field);
        else if (field.Role != FieldRole.Label && !field.Parts.IsSplit && field.Type == FieldType.Number)
            json.WriteNumber(field.Name, Number(field.Role, number));
        else if (field.Role != FieldRole.Label && !field.Parts.IsSplit)
            json.WriteString(field.Name, Text(field.Role, number));
        foreach (var (part, column) in field.Parts.Columns.Where(c => stream.Schema.IndexOf(c.Column) < 0))
            WritePart(json, field.Parts, part, column, number);
    }

    private void WriteTime(Utf8JsonWriter json, Field field)
    {
        var now = TimeProvider.System.GetUtcNow();
        if (_time is { } format)
            json.WriteString(field.Name, now.ToString(format, CultureInfo.InvariantCulture));
        else if (field.Format is not null)
            json.WriteNumber(field.Name, TimeOf(field.Format, now));
    }

    private static void WritePart(Utf8JsonWriter json, FieldParts parts, FieldPart part, string column, int number)
    {
        if (part is FieldPart.Debit or FieldPart.Credit)
            json.WriteNumber(column, part == FieldPart.Debit ? Number(FieldRole.Amount, number) : 0);
        else
            json.WriteString(column, part == FieldPart.Clock ? "12:34:56" : part == FieldPart.Zone ? "UTC"
                : parts.Positive.FirstOrDefault() ?? parts.Negative.FirstOrDefault() ?? "");
    }

    private static double Number(FieldRole role, int number) => role switch
    {
        FieldRole.Id => number,
        FieldRole.Entity => number % Entities,
        FieldRole.Latitude => number % 120 - 60,
        FieldRole.Longitude => number % 300 - 150,
        // One in some hundred is far beyond the others, so that there is something to explain.
        FieldRole.Amount => number % 211 == 0 ? 50_000 : 1 + number * 7919L % 10_000 / 100.0,
        _ => number % 97,
    };

    private static string Text(FieldRole role, int number) => role switch
    {
        FieldRole.Id => string.Create(CultureInfo.InvariantCulture, $"warm-up-{number}"),
        FieldRole.Entity => string.Create(CultureInfo.InvariantCulture, $"entity-{number % Entities}"),
        FieldRole.Currency => "EUR",
        FieldRole.Ip => string.Create(CultureInfo.InvariantCulture, $"192.0.2.{number % 250}"),
        _ => string.Create(CultureInfo.InvariantCulture, $"word {number * 31L % Words}"),
    };

    private static double TimeOf(string format, DateTimeOffset now) => now.ToUnixTimeMilliseconds() * (format switch
    {
        "unix_ms" => 1,
        "unix_us" => 1e3,
        "unix_ns" => 1e6,
        _ => 1e-3,
    });

    // Null for a count of units.
    private static string? TimeFormat(TransactionSchema schema)
    {
        var field = schema.Find(FieldRole.Time)!;
        var parser = new TimeParser(field.Format, schema.TimeZone);
        return Times.Prepend(field.Format).FirstOrDefault(format => format is not null && IsRead(parser, format));
    }

    private static bool IsRead(TimeParser parser, string format)
    {
        try
        {
            string text = DateTimeOffset.UnixEpoch.AddYears(50).ToString(format, CultureInfo.InvariantCulture);
            return parser.TryParse(Encoding.UTF8.GetBytes(text), out _);
        }
        catch (FormatException)
        {
            return false;
        }
    }
}
