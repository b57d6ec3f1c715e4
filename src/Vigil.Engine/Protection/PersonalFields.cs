using System.Buffers.Binary;
using System.Text;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Protection;

/// <summary>
/// Keeps the personal fields of a stream apart: state and journal hold keyed hashes in their place, the values themselves are packed to be
/// sealed with the entity's data key. Thread-safe.
/// </summary>
public sealed class PersonalFields
{
    private const int HashBytes = 16, LengthBytes = 5;
    private readonly TransactionSchema _schema;
    private readonly KeyedHash _hash;
    private readonly byte[]?[] _scopes;
    private readonly (int Slot, bool IsText)[] _personal;
    private readonly bool[] _isPersonalText;
    private readonly int _entity, _id;

    /// <summary>The personal fields of a stream's schema.</summary>
    public PersonalFields(string stream, TransactionSchema schema, KeyedHash hash)
    {
        (_schema, _hash) = (schema, hash);
        _scopes = new byte[]?[schema.TextCount];
        foreach (var (field, index) in schema.Fields.Select((field, index) => (field, index)))
            if (field.Type == FieldType.Text && schema.Slot(index) is >= 0 and var slot)
                _scopes[slot] = Encoding.UTF8.GetBytes($"{stream}/{field.Name}");
        _personal = [.. Enumerable.Range(0, schema.Fields.Length)
            .Where(i => schema.Fields[i].IsPersonal && schema.Slot(i) >= 0)
            .Select(i => (schema.Slot(i), schema.Fields[i].Type == FieldType.Text))];
        _isPersonalText = [.. Enumerable.Range(0, schema.TextCount).Select(slot => _personal.Contains((slot, true)))];
        _entity = schema.Slot(FieldRole.Entity, FieldType.Text);
        _id = schema.Slot(FieldRole.Id, FieldType.Text);
    }

    /// <summary>Whether there are none.</summary>
    public bool IsEmpty => _personal.Length == 0;

    /// <summary>The keyed hash of a transaction's entity; 0 where it has none.</summary>
    public UInt128 EntityOf(Transaction transaction) => HashOf(_entity, _entity < 0 ? default : transaction.Text(_entity));

    /// <summary>The keyed hash of an entity's identifier.</summary>
    public UInt128 EntityOf(ReadOnlySpan<byte> entity) => HashOf(_entity, entity);

    /// <summary>The keyed hash of a transaction's identifier; 0 where it has none.</summary>
    public UInt128 IdOf(Transaction transaction) => HashOf(_id, _id < 0 ? default : transaction.Text(_id));

    /// <summary>The keyed hash of a transaction's identifier.</summary>
    public UInt128 IdOf(ReadOnlySpan<byte> id) => HashOf(_id, id);

    /// <summary>What <see cref="IdOf(Transaction)"/> gave before the transaction was masked.</summary>
    public UInt128 IdOfMasked(Transaction masked) => OfMasked(_id, masked);

    /// <summary>The keyed hash of a text in the field of a role, personal or not; 0 where there is none.</summary>
    public UInt128 MentionOf(FieldRole role, ReadOnlySpan<byte> value) => HashOf(_schema.Slot(role, FieldType.Text), value);

    /// <summary>What <see cref="MentionOf"/> gave of the field before the transaction was masked.</summary>
    public UInt128 MentionOfMasked(FieldRole role, Transaction masked) => OfMasked(_schema.Slot(role, FieldType.Text), masked);

    /// <summary>Whether that is the hash of a masked transaction's identifier.</summary>
    public bool IsIdOf(Transaction masked, UInt128 id) =>
        _id >= 0 && id != 0 && IdOfMasked(masked) == id;

    /// <summary>The transaction as state and journal may know it; itself when nothing is personal.</summary>
    public Transaction Mask(Transaction transaction) => Mask(transaction, EntityOf(transaction));

    /// <inheritdoc cref="Mask(Transaction)"/>
    /// <param name="transaction">The transaction.</param>
    /// <param name="entity">What <see cref="EntityOf(Transaction)"/> gave.</param>
    public Transaction Mask(Transaction transaction, UInt128 entity)
    {
        if (IsEmpty)
            return transaction;
        var masked = Without(transaction);
        foreach (var (slot, isText) in _personal)
            if (isText && transaction.Text(slot) is { IsEmpty: false } text)
                SetHash(masked, slot, slot == _entity ? entity : HashOf(slot, text));
        return masked;
    }

    /// <summary>Puts the hash of a text in its place.</summary>
    internal void MaskText(Transaction transaction, int slot)
    {
        if (transaction.Text(slot) is { IsEmpty: false } text)
            SetHash(transaction, slot, HashOf(slot, text));
    }

    /// <summary>The personal values, to be sealed.</summary>
    public byte[] Pack(Transaction transaction)
    {
        int length = 0;
        foreach (var (slot, isText) in _personal)
            length += isText ? LengthBytes + transaction.Text(slot).Length : sizeof(double);
        Span<byte> packed = length <= 1024 ? stackalloc byte[length] : new byte[length];
        int used = 0;
        foreach (var (slot, isText) in _personal)
        {
            if (isText)
                used += Pack(transaction.Text(slot), packed[used..]);
            else
                BinaryPrimitives.WriteDoubleLittleEndian(packed[used..(used += sizeof(double))], transaction.Numbers[slot]);
        }
        return packed[..used].ToArray();
    }

    /// <summary>Puts packed values in place of the hashes.</summary>
    public Transaction Unpack(Transaction masked, byte[] packed)
    {
        var whole = Without(masked);
        using var reader = new BinaryReader(new MemoryStream(packed));
        foreach (var (slot, isText) in _personal)
        {
            if (isText)
                whole.SetText(slot, reader.ReadBytes(reader.Read7BitEncodedInt()));
            else
                whole.Numbers[slot] = reader.ReadDouble();
        }
        return whole;
    }

    /// <summary>The transaction with its personal fields empty.</summary>
    public Transaction Without(Transaction masked)
    {
        var rest = new Transaction(masked.Schema) { Time = masked.Time, Label = masked.Label };
        masked.Numbers.CopyTo(rest.Numbers, 0);
        for (int slot = 0; slot < masked.Schema.TextCount; slot++)
            if (!_isPersonalText[slot])
                rest.SetText(slot, masked.Text(slot));
        foreach (var (slot, isText) in _personal)
            if (!isText)
                rest.Numbers[slot] = double.NaN;
        return rest;
    }

    // As BinaryReader.Read7BitEncodedInt reads it.
    private static int Pack(ReadOnlySpan<byte> text, Span<byte> target)
    {
        int used = 0;
        for (uint rest = (uint)text.Length; ; rest >>= 7)
        {
            target[used++] = (byte)(rest < 0x80 ? rest : rest | 0x80);
            if (rest < 0x80)
                break;
        }
        text.CopyTo(target[used..]);
        return used + text.Length;
    }

    private static void SetHash(Transaction transaction, int slot, UInt128 hash)
    {
        Span<byte> bytes = stackalloc byte[HashBytes];
        BinaryPrimitives.WriteUInt128LittleEndian(bytes, hash);
        transaction.SetText(slot, bytes);
    }

    private UInt128 OfMasked(int slot, Transaction masked) =>
        slot < 0 || !_isPersonalText[slot] ? HashOf(slot, slot < 0 ? default : masked.Text(slot))
        : masked.Text(slot) is { Length: HashBytes } hash ? BinaryPrimitives.ReadUInt128LittleEndian(hash) : 0;

    // Zero means that there is none, so no value may hash to it.
    private UInt128 HashOf(int slot, ReadOnlySpan<byte> value) =>
        slot < 0 || value.IsEmpty ? 0 : _hash.Of(_scopes[slot], value) is var hash && hash == 0 ? 1 : hash;
}
