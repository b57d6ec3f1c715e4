namespace Vigil.Engine.Transactions;

/// <summary>One row of a stream in a buffer that is filled again and again; no allocation once its text buffer has grown.</summary>
public sealed class Transaction
{
    private readonly (int Start, int Length)[] _texts;
    private byte[] _bytes = new byte[256];
    private int _used;

    /// <summary>An empty transaction of that schema.</summary>
    public Transaction(TransactionSchema schema)
    {
        Schema = schema;
        Numbers = new double[schema.NumberCount];
        _texts = new (int, int)[schema.TextCount];
        Clear();
    }

    /// <summary>The fields.</summary>
    public TransactionSchema Schema { get; }

    /// <summary>Event time in microseconds since 1970-01-01T00:00:00Z.</summary>
    public long Time { get; set; }

    /// <summary>
    /// When it was received, in the same unit: the windows go no further ahead than clocks differ. <see cref="long.MaxValue"/> where there
    /// is no clock, as in files.
    /// </summary>
    public long Received { get; set; }

    /// <summary>1 for fraud, 0 for legitimate, NaN when unknown.</summary>
    public double Label { get; set; }

    /// <summary>The number slots; NaN where missing, otherwise finite.</summary>
    public double[] Numbers { get; }

    /// <summary>The UTF-8 text in a slot; empty where missing. Valid until the transaction is filled again.</summary>
    public ReadOnlySpan<byte> Text(int slot) => _bytes.AsSpan(_texts[slot].Start, _texts[slot].Length);

    /// <summary>Copies a text into a slot.</summary>
    public void SetText(int slot, ReadOnlySpan<byte> utf8)
    {
        if (_used + utf8.Length > _bytes.Length)
            Array.Resize(ref _bytes, Math.Max(_bytes.Length * 2, _used + utf8.Length));
        utf8.CopyTo(_bytes.AsSpan(_used));
        _texts[slot] = (_used, utf8.Length);
        _used += utf8.Length;
    }

    /// <summary>Empties every slot.</summary>
    public void Clear()
    {
        Time = 0;
        Received = long.MaxValue;
        Label = double.NaN;
        Array.Fill(Numbers, double.NaN);
        Array.Clear(_texts);
        _used = 0;
    }

    /// <summary>Copies another transaction of the same schema into this one.</summary>
    public void CopyFrom(Transaction other)
    {
        Clear();
        Time = other.Time;
        Received = other.Received;
        Label = other.Label;
        other.Numbers.CopyTo(Numbers.AsSpan());
        for (int i = 0; i < _texts.Length; i++)
            SetText(i, other.Text(i));
    }
}
