using Vigil.Detection.Persistence;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>Numbers the entities of a key: a single text field's symbol as it stands, several joined, or one for the whole stream.</summary>
internal sealed class KeyResolver
{
    private const byte Separator = 0x1F;

    private readonly int[] _slots;
    private SymbolTable _joined = new();
    private byte[] _buffer = new byte[256];

    /// <param name="slots">Text slots of the key's fields; none means the whole stream.</param>
    public KeyResolver(int[] slots) => _slots = slots;

    /// <summary>The entity's number, or −1 when a field of the key is missing.</summary>
    public int Resolve(Transaction transaction, ReadOnlySpan<int> symbols) => _slots.Length switch
    {
        0 => 0,
        1 => symbols[_slots[0]],
        _ => Join(transaction),
    };

    public void Write(ModelWriter writer) => _joined.Write(writer);

    public void Read(ModelReader reader) => _joined = SymbolTable.Read(reader);

    private int Join(Transaction transaction)
    {
        int used = 0;
        foreach (int slot in _slots)
        {
            var text = transaction.Text(slot);
            if (text.IsEmpty)
                return -1;
            if (used + text.Length + 1 > _buffer.Length)
                Array.Resize(ref _buffer, (used + text.Length + 1) * 2);
            text.CopyTo(_buffer.AsSpan(used));
            _buffer[used + text.Length] = Separator;
            used += text.Length + 1;
        }
        return _joined.Intern(_buffer.AsSpan(0, used));
    }
}
