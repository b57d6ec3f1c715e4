using System.Buffers.Text;
using System.Globalization;
using System.Text.Json;

namespace Vigil.Server.Http;

/// <summary>Microseconds since 1970-01-01T00:00:00Z as ISO 8601 in UTC, to the second where it is whole, else to the microsecond.</summary>
internal static class TimeText
{
    /// <summary>The longest text.</summary>
    private const int Longest = 32;

    /// <summary>The text.</summary>
    public static string Of(long microseconds) => DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond).ToString(
        microseconds % 1_000_000 == 0 ? "yyyy-MM-ddTHH:mm:ssZ" : "yyyy-MM-ddTHH:mm:ss.ffffffZ", CultureInfo.InvariantCulture);

    /// <summary>The microseconds of a clock's time.</summary>
    public static long Micros(DateTimeOffset time) => (time.UtcTicks - DateTime.UnixEpoch.Ticks) / TimeSpan.TicksPerMicrosecond;

    /// <summary>What the clock shows now.</summary>
    public static long Now(TimeProvider time) => Micros(time.GetUtcNow());

    /// <summary>Writes a member; allocates nothing.</summary>
    public static void WriteTime(this Utf8JsonWriter json, JsonEncodedText name, long microseconds)
    {
        Span<byte> text = stackalloc byte[Longest];
        var time = DateTime.UnixEpoch.AddTicks(microseconds * TimeSpan.TicksPerMicrosecond);
        Utf8Formatter.TryFormat(time, text, out _, new('O'));
        // 2026-11-21T10:16:30.1234567Z: without the seventh digit, or without the fraction.
        int length = microseconds % 1_000_000 == 0 ? 19 : 26;
        text[length] = (byte)'Z';
        json.WriteString(name, text[..(length + 1)]);
    }

    /// <summary>Writes a member that may be absent, as null.</summary>
    public static void WriteTimeOrNull(this Utf8JsonWriter json, JsonEncodedText name, long? microseconds)
    {
        if (microseconds is { } time)
            json.WriteTime(name, time);
        else
            json.WriteNull(name);
    }

    /// <summary>Writes a number; what is no number is null.</summary>
    public static void WriteNumberOrNull(this Utf8JsonWriter json, JsonEncodedText name, double value)
    {
        if (double.IsFinite(value))
            json.WriteNumber(name, value);
        else
            json.WriteNull(name);
    }
}
