using System.Buffers.Binary;
using Vigil.Detection.Persistence;
using Vigil.Engine.State;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>
/// Numbers the entities of a key: a single text field's symbol as it is, several joined, or one for the whole stream. With a magnitude
/// each entity is several, one for every sign and unit of it.
/// </summary>
internal sealed class KeyResolver
{
    private const int MostDirect = (1 << 29) - 1;

    private readonly int[] _slots;
    private readonly Magnitude? _magnitude;
    private readonly SymbolTable _joined = new();
    // Of sizes of one field's entities, in the unit that came first: by symbol and sign, the number + 1. It follows from what is joined.
    private readonly Chunked<int> _direct = new();
    private byte[]? _unit;
    private byte[] _buffer = new byte[256];

    /// <param name="slots">Text slots of the key's fields; none means the whole stream.</param>
    /// <param name="magnitude">Whose sign and unit belong to the key, if any.</param>
    public KeyResolver(int[] slots, Magnitude? magnitude = null) => (_slots, _magnitude) = (slots, magnitude);

    /// <summary>The entity's number, or −1 when a field of the key is missing.</summary>
    public int Resolve(Transaction transaction, ReadOnlySpan<int> symbols) => _slots.Length switch
    {
        0 when _magnitude is null => 0,
        1 when _magnitude is null => symbols[_slots[0]],
        0 or 1 => ResolveSize(_magnitude!, transaction, _slots.Length == 0 ? 0 : symbols[_slots[0]]),
        _ => Join(transaction),
    };

    /// <summary>The number of an entity that has been resolved before, or −1.</summary>
    public int Find(Transaction transaction, ReadOnlySpan<int> symbols) => _slots.Length switch
    {
        0 when _magnitude is null => 0,
        1 when _magnitude is null => symbols[_slots[0]],
        _ => TryJoin(transaction, out var joined) ? _joined.Find(joined) : -1,
    };

    /// <summary>Bytes of the joined texts.</summary>
    public long Bytes => _slots.Length > 1 || _magnitude is not null ? _joined.Bytes + _direct.Bytes : 0;

    /// <summary>Where the joined texts live.</summary>
    public IEnumerable<PagedMemory> Memories => _joined.Memories;

    /// <summary>Reads a state of the time before pages.</summary>
    public void ReadEarlier(ModelReader reader) => EarlierState.Read(reader, _joined);

    /// <summary>After the memories were filled with what was saved.</summary>
    public void Rebuild() => _joined.Rebuild();

    private int ResolveSize(Magnitude magnitude, Transaction transaction, int symbol)
    {
        int sign = magnitude.Sign(transaction);
        if (sign == 0 || symbol < 0)
            return -1;
        _unit ??= magnitude.Unit(transaction).ToArray();
        if (symbol > MostDirect || !magnitude.Unit(transaction).SequenceEqual(_unit))
            return Join(transaction);
        int place = 2 * symbol + (sign > 0 ? 1 : 0);
        _direct.Reach(place + 1);
        ref int entity = ref _direct[place];
        if (entity == 0)
            entity = Join(transaction) + 1;
        return entity - 1;
    }

    private int Join(Transaction transaction) => TryJoin(transaction, out var joined) ? _joined.Intern(joined) : -1;

    // Every text behind its length, so that no two lists of texts join to the same bytes.
    private bool TryJoin(Transaction transaction, out ReadOnlySpan<byte> joined)
    {
        int used = 0;
        joined = default;
        if (_magnitude is not null)
        {
            int sign = _magnitude.Sign(transaction);
            if (sign == 0)
                return false;
            _buffer[used++] = sign > 0 ? (byte)1 : (byte)2;
            used = Append(_magnitude.Unit(transaction), used);
        }
        foreach (int slot in _slots)
        {
            var text = transaction.Text(slot);
            if (text.IsEmpty)
                return false;
            used = Append(text, used);
        }
        joined = _buffer.AsSpan(0, used);
        return true;
    }

    private int Append(ReadOnlySpan<byte> text, int used)
    {
        if (used + sizeof(int) + text.Length > _buffer.Length)
            Array.Resize(ref _buffer, (used + sizeof(int) + text.Length) * 2);
        BinaryPrimitives.WriteInt32LittleEndian(_buffer.AsSpan(used), text.Length);
        text.CopyTo(_buffer.AsSpan(used + sizeof(int)));
        return used + sizeof(int) + text.Length;
    }
}
