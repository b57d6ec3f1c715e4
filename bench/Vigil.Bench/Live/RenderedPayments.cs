using System.Buffers;
using Vigil.Engine.Transactions;

namespace Vigil.Bench.Live;

/// <summary>
/// Payments as lines of one array, made before anything is measured: a simulator is millions of objects that the collector looks at, and
/// no service has one in its process.
/// </summary>
internal sealed class RenderedPayments
{
    private readonly ArrayBufferWriter<byte> _lines = new(1 << 20);
    private readonly List<int> _ends = [];
    private readonly Payments _payments;
    private int _next;

    public RenderedPayments(Payments payments, int count)
    {
        _payments = payments;
        for (int i = 0; i < count; i++)
        {
            payments.Render(_lines);
            _ends.Add(_lines.WrittenCount);
        }
        payments.Stop();
    }

    /// <summary>Fills a transaction with the next payment.</summary>
    public void Next(TransactionParser parser, Transaction transaction)
    {
        if (_next == _ends.Count)
            throw new InvalidOperationException("All payments that were made are used up: measure for a shorter time.");
        int start = _next == 0 ? 0 : _ends[_next - 1];
        _payments.Parse(_lines.WrittenSpan[start.._ends[_next++]], parser, transaction);
    }
}
