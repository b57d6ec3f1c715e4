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
    private const string Iso = "yyyy-MM-ddTHH:mm:sszzz";
    private static readonly DateTime ExcelEpoch = new(1899, 12, 30);
    private readonly string? _pattern = Pattern(stream.Schema);
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
        var now = TimeZoneInfo.ConvertTime(TimeProvider.System.GetUtcNow(), stream.Schema.TimeZone);
        if (_pattern is not null)
            json.WriteString(field.Name, now.ToString(_pattern, CultureInfo.InvariantCulture));
        else
            json.WriteNumber(field.Name, TimeOf(field.Format!, now));
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

    // Of a count of units.
    private static double TimeOf(string format, DateTimeOffset now) => format switch
    {
        "excel" => (now.DateTime - ExcelEpoch).TotalDays,
        "days" => (now - DateTimeOffset.UnixEpoch).TotalDays,
        "hours" => (now - DateTimeOffset.UnixEpoch).TotalHours,
        "minutes" => (now - DateTimeOffset.UnixEpoch).TotalMinutes,
        "unix_ms" => now.ToUnixTimeMilliseconds(),
        "unix_us" => now.ToUnixTimeMilliseconds() * 1e3,
        "unix_ns" => now.ToUnixTimeMilliseconds() * 1e6,
        _ => now.ToUnixTimeSeconds(),
    };

    // Null for a count of units: what is written with it in place of a pattern is not read again.
    private static string? Pattern(TransactionSchema schema)
    {
        string pattern = schema.Find(FieldRole.Time)!.Format ?? Iso;
        if (pattern.All(char.IsLetter) && pattern.Any(c => !"dMyHhmsfzt".Contains(c, StringComparison.Ordinal)))
            return null;
        string text = DateTimeOffset.UnixEpoch.ToString(pattern, CultureInfo.InvariantCulture);
        return new TimeParser(schema.Find(FieldRole.Time)!.Format).TryParse(Encoding.UTF8.GetBytes(text), out _) ? pattern : null;
    }
}
