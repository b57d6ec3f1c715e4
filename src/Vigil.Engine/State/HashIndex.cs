namespace Vigil.Engine.State;

/// <summary>
/// Which of many entries have a hash: linear hashing (Litwin 1980), so that it grows by one bucket at a time and never holds anybody up.
/// It follows from the entries and is no part of what is saved.
/// </summary>
internal sealed class HashIndex
{
    private const int FirstBuckets = 64, SplitsAhead = 8;

    // A link is an entry's hash and, plus one, its number: most of what is passed over needs no look at the entry.
    private readonly Chunked<ulong> _heads = new(), _next = new();
    private int _level = FirstBuckets, _split;

    /// <summary>Entries in it.</summary>
    public int Count { get; private set; }

    /// <summary>Bytes held.</summary>
    public long Bytes => _heads.Bytes + _next.Bytes;

    /// <summary>The index of rows by their first cell; the first cell of the header of their memory says how many are used.</summary>
    /// <exception cref="InvalidDataException">More are used than there are.</exception>
    public static HashIndex Of(Rows rows, Func<long, uint> hash, string what)
    {
        var index = new HashIndex();
        long used = rows.Memory.Header[0];
        if (used < 0 || used > rows.Count)
            throw new InvalidDataException($"The state's {what} are damaged.");
        for (int row = 0; row < used; row++)
            index.Add(hash(rows[row][0]));
        return index;
    }

    /// <summary>The first entry to look at, or a link that ends the search.</summary>
    public Link First(uint hash) => Skip(_heads.Length == 0 ? 0 : _heads[Bucket(hash)], hash);

    /// <summary>The next one.</summary>
    public Link Next(Link link, uint hash) => Skip(_next[link.Entry], hash);

    /// <summary>Adds the entry whose number is <see cref="Count"/>.</summary>
    public void Add(uint hash)
    {
        int bucket = Bucket(hash);
        _heads.Reach(_level + _split);
        _next.Reach(Count + 1);
        ref ulong head = ref _heads[bucket];
        _next[Count] = head;
        head = ((ulong)hash << 32) | (uint)++Count;
        if (Count > _level + _split)
            Split();
    }

    /// <summary>Brings near where a hash is looked for.</summary>
    public void Approach(uint hash)
    {
        if (_heads.Length > 0)
            Prefetch.Line(in _heads[Bucket(hash)]);
    }

    /// <summary>After <see cref="Approach"/>: the entry that will be looked at first, or −1 when that cannot be said yet.</summary>
    public int Likely(uint hash)
    {
        ulong link = _heads.Length == 0 ? 0 : _heads[Bucket(hash)];
        if (link == 0)
            return -1;
        int entry = (int)(uint)link - 1;
        if ((uint)(link >> 32) == hash)
            return entry;
        Prefetch.Line(in _next[entry]);
        return -1;
    }

    private int Bucket(uint hash)
    {
        int bucket = (int)(hash & (uint)(_level - 1));
        return bucket < _split ? (int)(hash & (uint)(2 * _level - 1)) : bucket;
    }

    private Link Skip(ulong link, uint hash)
    {
        while (link != 0 && (uint)(link >> 32) != hash)
            link = _next[(int)(uint)link - 1];
        return new Link((int)(uint)link - 1);
    }

    // The entries of the bucket whose turn it is stay or go to the new one.
    private void Split()
    {
        _heads.Reach(_level + _split + 1);
        ApproachSplit();
        ulong rest = _heads[_split], stays = 0, goes = 0;
        while (rest != 0)
        {
            ulong link = rest;
            ref ulong next = ref _next[(int)(uint)link - 1];
            rest = next;
            ref ulong head = ref ((uint)(link >> 32) & (uint)_level) == 0 ? ref stays : ref goes;
            (next, head) = (head, link);
        }
        (_heads[_split], _heads[_level + _split]) = (stays, goes);
        if (++_split == _level)
            (_level, _split) = (2 * _level, 0);
    }

    // A bucket whose turn comes soon leads to an entry that lies anywhere.
    private void ApproachSplit()
    {
        if (_split + SplitsAhead < _level && _heads[_split + SplitsAhead] is var link and not 0)
            Prefetch.Line(in _next[(int)(uint)link - 1]);
    }

    /// <summary>An entry that may be the one that is looked for.</summary>
    /// <param name="Entry">Its number; −1 when there is none left.</param>
    public readonly record struct Link(int Entry)
    {
        /// <summary>Whether the search ends.</summary>
        public bool IsEnd => Entry < 0;
    }
}
