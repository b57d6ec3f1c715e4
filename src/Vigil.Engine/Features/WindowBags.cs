using Vigil.Detection.Persistence;

namespace Vigil.Engine.Features;

/// <summary>The multisets that windows keep, one for each window, slot and entity, made when first needed.</summary>
internal sealed class WindowBags<T>(IEnumerable<int> slots, Func<T, Action<ModelWriter>> write, Func<ModelReader, T> read)
    where T : class, new()
{
    private readonly List<T?>[][] _bags = [.. slots.Select(n => Enumerable.Range(0, n).Select(_ => new List<T?>()).ToArray())];

    public T Get(int window, int slot, int entity)
    {
        var bags = _bags[window][slot];
        while (bags.Count <= entity)
            bags.Add(null);
        return bags[entity] ??= new T();
    }

    public void Write(ModelWriter writer)
    {
        foreach (var bags in _bags.SelectMany(b => b))
        {
            writer.Write(bags.Count);
            foreach (var bag in bags)
            {
                writer.Write(bag is null ? 0 : 1);
                if (bag is not null)
                    write(bag)(writer);
            }
        }
    }

    public void Read(ModelReader reader)
    {
        foreach (var bags in _bags.SelectMany(b => b))
        {
            int count = reader.ReadInt32();
            for (int i = 0; i < count; i++)
                bags.Add(reader.ReadInt32() == 0 ? null : read(reader));
        }
    }
}
