namespace Vigil.Engine.Features;

/// <summary>The sorted values that windows keep, one bag for each bag number of the plan and entity, made when first needed.</summary>
internal sealed class SortedBags(int bags)
{
    private readonly SortedBag?[][] _bags = [.. Enumerable.Range(0, bags).Select(_ => Array.Empty<SortedBag?>())];

    /// <summary>Bytes held. O(entities).</summary>
    public long Bytes => _bags.Sum(bags => (long)bags.Length * nint.Size + bags.Sum(bag => bag?.Bytes ?? 0));

    public SortedBag this[int bag, int entity]
    {
        get
        {
            ref var bags = ref _bags[bag];
            if (entity >= bags.Length)
                Array.Resize(ref bags, Math.Max(entity + 1, bags.Length * 2));
            return bags[entity] ??= new SortedBag();
        }
    }

    public void Clear()
    {
        for (int bag = 0; bag < _bags.Length; bag++)
            _bags[bag] = [];
    }
}
