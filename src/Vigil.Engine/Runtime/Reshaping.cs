using Vigil.Engine.Decisions;
using Vigil.Engine.Transactions;

namespace Vigil.Engine.Runtime;

/// <summary>
/// Makes a transaction of one definition of a stream one of another: what both have a field of the same name and type for. Immutable.
/// </summary>
internal sealed class Reshaping
{
    private readonly LiveStream _to;
    private readonly (int From, int To)[] _numbers, _texts;
    private readonly int[] _hashed;

    /// <summary>From one definition to another.</summary>
    /// <param name="from">The transaction's.</param>
    /// <param name="to">The other.</param>
    /// <param name="isMasked">Whether personal fields hold hashes: what is personal in the other only is hashed, too.</param>
    public Reshaping(LiveStream from, LiveStream to, bool isMasked)
    {
        _to = to;
        var pairs = to.Schema.Fields
            .Select((field, index) => (Field: field, Slot: to.Schema.Slot(index), From: from.Schema.IndexOf(field.Name)))
            .Where(p => p.Slot >= 0 && p.From >= 0 && from.Schema.Fields[p.From].Type == p.Field.Type && from.Schema.Slot(p.From) >= 0)
            .Select(p => (p.Field, p.Slot, From: from.Schema.Slot(p.From), WasPersonal: from.Schema.Fields[p.From].IsPersonal))
            // A hash is no value, and what was sealed may be erased.
            .Where(p => !isMasked || p.Field.IsPersonal || !p.WasPersonal)
            .ToList();
        var (numbers, texts) = (pairs.Where(p => p.Field.Type == FieldType.Number), pairs.Where(p => p.Field.Type == FieldType.Text));
        _numbers = [.. numbers.Where(p => !isMasked || !p.Field.IsPersonal).Select(p => (p.From, p.Slot))];
        _texts = [.. texts.Select(p => (p.From, p.Slot))];
        _hashed = [.. texts.Where(p => isMasked && p.Field.IsPersonal && !p.WasPersonal).Select(p => p.Slot)];
    }

    /// <summary>Fills a transaction of the other definition.</summary>
    public void Fill(Transaction from, Transaction to)
    {
        to.Clear();
        (to.Time, to.Label) = (from.Time, from.Label);
        foreach (var (source, target) in _numbers)
            to.Numbers[target] = from.Numbers[source];
        foreach (var (source, target) in _texts)
            if (from.Text(source) is { IsEmpty: false } text)
                to.SetText(target, text);
        foreach (int slot in _hashed)
            _to.Personal.MaskText(to, slot);
    }
}
