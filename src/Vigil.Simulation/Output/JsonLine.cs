using System.Buffers;

namespace Vigil.Simulation.Output;

/// <summary>Transactions as JSON lines: one object a line, no value needs escaping. UTF-8, no allocation.</summary>
public static class JsonLine
{
    private const int LengthMaximum = 1024;

    /// <summary>Writes one transaction: fraud as 1 or 0, what is missing as null.</summary>
    public static void Write(in SimulatedTransaction transaction, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Utf8Line line = new(output.GetSpan(LengthMaximum));
        line.Raw("{\"transaction_id\":\"TX"u8);
        line.Number(transaction.Number, 9);
        line.Raw("\",\"timestamp\":\""u8);
        line.Time(transaction.TimeMicroseconds);
        line.Raw("\""u8);
        Text(ref line, ",\"customer_id\":"u8, transaction.CustomerId);
        Text(ref line, ",\"merchant_id\":"u8, transaction.MerchantId);
        Text(ref line, ",\"merchant_category\":"u8, transaction.MerchantCategory);
        Text(ref line, ",\"terminal_id\":"u8, transaction.TerminalId);
        Text(ref line, ",\"device_id\":"u8, transaction.DeviceId);
        Text(ref line, ",\"ip\":"u8, transaction.Ip);
        Text(ref line, ",\"country\":"u8, transaction.Country);
        Text(ref line, ",\"city\":"u8, transaction.City);
        line.Raw(",\"latitude\":"u8);
        line.Fixed(transaction.LatitudeE4, 4);
        line.Raw(",\"longitude\":"u8);
        line.Fixed(transaction.LongitudeE4, 4);
        line.Raw(",\"channel\":\""u8);
        line.Raw(TransactionNames.Of(transaction.Channel));
        line.Raw("\",\"type\":\""u8);
        line.Raw(TransactionNames.Of(transaction.Type));
        line.Raw("\",\"amount\":"u8);
        line.Fixed(transaction.Cents, 2);
        Text(ref line, ",\"currency\":"u8, SimulatedTransaction.Currency);
        line.Raw(transaction.Fraud ? ",\"fraud\":1"u8 : ",\"fraud\":0"u8);
        Text(ref line, ",\"scenario\":"u8, transaction.Scenario);
        line.Raw(",\"label_time\":"u8);
        LabelTime(ref line, transaction);
        line.Raw("}\n"u8);
        output.Advance(line.Length);
    }

    private static void Text(ref Utf8Line line, ReadOnlySpan<byte> name, string value)
    {
        line.Raw(name);
        line.Raw(value.Length == 0 ? "null"u8 : "\""u8);
        line.Text(value);
        if (value.Length > 0)
            line.Raw("\""u8);
    }

    private static void LabelTime(ref Utf8Line line, in SimulatedTransaction transaction)
    {
        if (!transaction.Fraud)
        {
            line.Raw("null"u8);
            return;
        }
        line.Raw("\""u8);
        line.Time(transaction.LabelMicroseconds);
        line.Raw("\""u8);
    }
}
