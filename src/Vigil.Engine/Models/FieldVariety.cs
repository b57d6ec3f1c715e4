using Vigil.Engine.Transactions;

namespace Vigil.Engine.Models;

/// <summary>Which text fields have shown more than one value so far; a missing one is none.</summary>
internal sealed class FieldVariety(TransactionSchema schema)
{
    private readonly byte[]?[] _first = new byte[schema.TextCount][];
    private readonly bool[] _varies = new bool[schema.TextCount];
    private long _offered;

    /// <summary>Takes in a transaction. Allocates only for the first value of each field.</summary>
    public void Offer(Transaction transaction)
    {
        _offered++;
        for (int slot = 0; slot < _varies.Length; slot++)
            if (!_varies[slot] && transaction.Text(slot) is { IsEmpty: false } text)
            {
                _first[slot] ??= text.ToArray();
                _varies[slot] = !text.SequenceEqual(_first[slot]);
            }
    }

    /// <summary>Whether a field is a text that has shown one value at most; false where nothing was offered.</summary>
    public bool IsConstant(string field) =>
        _offered > 0 && schema.Slot(field, FieldType.Text) is var slot and >= 0 && !_varies[slot];
}
