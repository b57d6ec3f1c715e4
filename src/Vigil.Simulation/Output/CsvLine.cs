using System.Buffers;
using System.Text;

namespace Vigil.Simulation.Output;

/// <summary>Transactions as comma-separated lines ending in a line feed; no value needs quoting. UTF-8, no allocation.</summary>
public static class CsvLine
{
    private const int LengthMaximum = 512;
    private static readonly byte[] HeaderLine = Encoding.ASCII.GetBytes(string.Join(',', SimulatedTransaction.Columns) + "\n");

    /// <summary>Writes the line of column names.</summary>
    public static void WriteHeader(IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        output.Write(HeaderLine);
    }

    /// <summary>Writes one transaction: fraud as 1 or 0, what is missing as nothing.</summary>
    public static void Write(in SimulatedTransaction transaction, IBufferWriter<byte> output)
    {
        ArgumentNullException.ThrowIfNull(output);
        Utf8Line line = new(output.GetSpan(LengthMaximum));
        line.Raw("TX"u8);
        line.Number(transaction.Number, 9);
        line.Raw(","u8);
        line.Time(transaction.TimeMicroseconds);
        Text(ref line, transaction.CustomerId);
        Text(ref line, transaction.MerchantId);
        Text(ref line, transaction.MerchantCategory);
        Text(ref line, transaction.TerminalId);
        Text(ref line, transaction.DeviceId);
        Text(ref line, transaction.Ip);
        Text(ref line, transaction.Country);
        Text(ref line, transaction.City);
        line.Raw(","u8);
        line.Fixed(transaction.LatitudeE4, 4);
        line.Raw(","u8);
        line.Fixed(transaction.LongitudeE4, 4);
        line.Raw(","u8);
        line.Raw(TransactionNames.Of(transaction.Channel));
        line.Raw(","u8);
        line.Raw(TransactionNames.Of(transaction.Type));
        line.Raw(","u8);
        line.Fixed(transaction.Cents, 2);
        Text(ref line, SimulatedTransaction.Currency);
        line.Raw(transaction.Fraud ? ",1"u8 : ",0"u8);
        Text(ref line, transaction.Scenario);
        line.Raw(","u8);
        if (transaction.Fraud)
            line.Time(transaction.LabelMicroseconds);
        line.Raw("\n"u8);
        output.Advance(line.Length);
    }

    private static void Text(ref Utf8Line line, string value)
    {
        line.Raw(","u8);
        line.Text(value);
    }
}
