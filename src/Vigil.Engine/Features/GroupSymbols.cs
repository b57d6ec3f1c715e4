using Vigil.Engine.Transactions;

namespace Vigil.Engine.Features;

/// <summary>The symbols of the texts of a group of transactions, which are looked up side by side.</summary>
/// <param name="tables">The table of each text slot, or null where no feature reads it.</param>
internal sealed class GroupSymbols(SymbolTable?[] tables)
{
    private readonly int[] _symbols = new int[FeaturePipeline.GroupLength * tables.Length];
    private readonly uint[] _hashes = new uint[FeaturePipeline.GroupLength * tables.Length];

    /// <summary>The symbols of one transaction by text slot; −1 where it has no text.</summary>
    public ReadOnlySpan<int> this[int place] => _symbols.AsSpan(place * tables.Length, tables.Length);

    /// <summary>Numbers the texts of a group, in its order.</summary>
    public void Intern(ReadOnlySpan<Transaction> group)
    {
        for (int slot = 0; slot < tables.Length; slot++)
            if (tables[slot] is { } table)
                Approach(group, slot, table);
        for (int slot = 0; slot < tables.Length; slot++)
            if (tables[slot] is { } table)
                for (int place = 0; place < group.Length; place++)
                    table.ApproachRow(_hashes[place * tables.Length + slot]);
        for (int slot = 0; slot < tables.Length; slot++)
            if (tables[slot] is { } table)
                Intern(group, slot, table);
    }

    private void Approach(ReadOnlySpan<Transaction> group, int slot, SymbolTable table)
    {
        for (int place = 0; place < group.Length; place++)
        {
            uint hash = Mixing.Hash(group[place].Text(slot));
            _hashes[place * tables.Length + slot] = hash;
            table.Approach(hash);
        }
    }

    private void Intern(ReadOnlySpan<Transaction> group, int slot, SymbolTable table)
    {
        for (int place = 0; place < group.Length; place++)
        {
            int at = place * tables.Length + slot;
            _symbols[at] = group[place].Text(slot) is { IsEmpty: false } text ? table.Intern(text, _hashes[at]) : -1;
        }
    }
}
