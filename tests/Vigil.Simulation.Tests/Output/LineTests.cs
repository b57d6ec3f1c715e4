using System.Buffers;
using System.Globalization;
using System.Text;
using System.Text.Json;
using Vigil.Simulation.Output;
using Vigil.Simulation.Tests.TestData;
using Vigil.Testing;

namespace Vigil.Simulation.Tests.Output;

public sealed class LineTests
{
    private static IEnumerable<SimulatedTransaction> Sample => Runs.Quarter.Take(3000).Concat(Runs.Quarter.Where(t => t.Fraud));

    [Fact]
    public void CsvHeader_Columns_AreTheDocumentedOnes()
    {
        ArrayBufferWriter<byte> output = new();

        CsvLine.WriteHeader(output);

        Encoding.UTF8.GetString(output.WrittenSpan).ShouldBe(
            "transaction_id,timestamp,customer_id,merchant_id,merchant_category,terminal_id,device_id,ip,country,city,"
            + "latitude,longitude,channel,type,amount,currency,fraud,scenario,label_time\n");
    }

    [Fact]
    public void Csv_EveryField_IsTheTransactionsOwn()
    {
        foreach (var row in Sample)
            Csv(row).ShouldBe(string.Join(',', Fields(row)) + "\n");
    }

    [Fact]
    public void Json_EveryField_IsTheTransactionsOwn()
    {
        foreach (var row in Sample)
        {
            using var document = JsonDocument.Parse(Json(row));
            var properties = document.RootElement.EnumerateObject().ToArray();

            properties.Select(p => p.Name).ShouldBe(SimulatedTransaction.Columns);
            properties.Select(p => p.Value.ValueKind == JsonValueKind.String ? p.Value.GetString()
                : p.Value.ValueKind == JsonValueKind.Null ? "" : p.Value.GetRawText()).ShouldBe(Fields(row));
        }
    }

    [Fact]
    public void Write_AfterTheFirstRow_AllocatesNothing()
    {
        ArrayBufferWriter<byte> output = new(2_000_000);

        long allocated = Allocations.Of(() =>
        {
            output.ResetWrittenCount();
            foreach (ref readonly var row in Runs.Quarter.AsSpan(0, 1000))
            {
                CsvLine.Write(row, output);
                JsonLine.Write(row, output);
            }
        });

        allocated.ShouldBe(0);
    }

    // An independent formatting with the framework's means.
    private static string[] Fields(SimulatedTransaction t) =>
    [
        t.TransactionId, Time(t.Timestamp), t.CustomerId, t.MerchantId, t.MerchantCategory, t.TerminalId, t.DeviceId, t.Ip,
        t.Country, t.City,
        t.Latitude.ToString("F4", CultureInfo.InvariantCulture), t.Longitude.ToString("F4", CultureInfo.InvariantCulture),
        Lower(t.Channel), Lower(t.Type), t.Amount.ToString("F2", CultureInfo.InvariantCulture), "EUR",
        t.Fraud ? "1" : "0", t.Scenario, t.LabelTime is { } label ? Time(label) : "",
    ];

    private static string Time(DateTimeOffset time) =>
        time.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss.fff'Z'", CultureInfo.InvariantCulture);

    private static string Lower(Enum value) => value.ToString().ToLowerInvariant();

    private static string Csv(in SimulatedTransaction row)
    {
        ArrayBufferWriter<byte> output = new();
        CsvLine.Write(row, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }

    private static string Json(in SimulatedTransaction row)
    {
        ArrayBufferWriter<byte> output = new();
        JsonLine.Write(row, output);
        return Encoding.UTF8.GetString(output.WrittenSpan);
    }
}
