using Vigil.Engine.Transactions;

namespace Vigil.Engine.Journal;

/// <summary>A transaction inside a record: time, label, numbers and texts by slot.</summary>
internal static class TransactionBytes
{
    public static void Write(RecordWriter writer, Transaction transaction)
    {
        writer.Int64(transaction.Time);
        writer.Numbers([transaction.Label]);
        writer.Numbers(transaction.Numbers);
        for (int slot = 0; slot < transaction.Schema.TextCount; slot++)
            writer.Bytes(transaction.Text(slot));
    }

    public static void Read(ref RecordReader reader, Transaction transaction)
    {
        transaction.Clear();
        transaction.Time = reader.Int64();
        transaction.Label = reader.Numbers()[0];
        reader.NumbersInto(transaction.Numbers);
        for (int slot = 0; slot < transaction.Schema.TextCount; slot++)
            if (reader.Bytes() is { IsEmpty: false } text)
                transaction.SetText(slot, text);
    }
}
