using System.Runtime.CompilerServices;
using Vigil.Detection.Numerics;
using Vigil.Engine.Features;
using Vigil.Engine.State;

namespace Vigil.Engine.Tests.Features;

/// <summary>Rings that grow from nothing to many blocks, against a list.</summary>
public sealed class EventRingsTests
{
    private const int Cells = 3;

    [Theory]
    [InlineData(1)]
    [InlineData(2)]
    public void Add_ManyEventsWhileOldOnesGo_HoldsWhatAListHolds(int seed)
    {
        var (rings, head, random) = (new EventRings(new Slab(), Cells), default(EntityHead), new SeededRandom((ulong)seed));
        var held = new Queue<long>();

        for (long i = 0; i < 6 * rings.BlockEvents; i++)
        {
            if (head.Held == head.Capacity)
            {
                for (int gone = random.NextInt(3) == 0 ? random.NextInt(held.Count + 1) : 0; gone > 0; gone--, head.Oldest++)
                    held.Dequeue();
                if (head.Held >= head.Capacity * 3 / 4)
                    rings.Grow(ref head);
                IsWhatItHolds(rings, head, held).ShouldBeTrue($"seed {seed}, event {i}");
            }
            rings.Event(head, rings.Add(ref head)).Fill(i * 7);
            held.Enqueue(i * 7);
        }

        head.Capacity.ShouldBeGreaterThan(rings.BlockEvents);
        IsWhatItHolds(rings, head, held).ShouldBeTrue();
        rings.IsSound(head).ShouldBeTrue();
    }

    [Fact]
    public void Grow_LargeRing_LeavesItsEventsWhereTheyAre()
    {
        var (rings, head) = (new EventRings(new Slab(), Cells), default(EntityHead));
        while (head.Held < 4 * rings.BlockEvents)
        {
            if (head.Held == head.Capacity)
                rings.Grow(ref head);
            rings.Event(head, rings.Add(ref head)).Fill(head.Next);
        }
        ref readonly long first = ref rings.Of(head).Event(0)[0];

        rings.Grow(ref head);

        Unsafe.AreSame(in first, in rings.Of(head).Event(0)[0]).ShouldBeTrue();
    }

    [Fact]
    public void IsSound_DirectoryThatLeadsNowhere_IsNot()
    {
        var (slab, head) = (new Slab(), default(EntityHead));
        var rings = new EventRings(slab, Cells);
        for (long i = 0; i <= rings.BlockEvents; i++)
        {
            if (head.Held == head.Capacity)
                rings.Grow(ref head);
            rings.Event(head, rings.Add(ref head)).Fill(i);
        }
        rings.IsSound(head).ShouldBeTrue();

        slab.Change(head.Address, 1)[0] = 0;

        rings.IsSound(head).ShouldBeFalse();
        slab.Change(head.Address, 1)[0] = PagedMemory.Address(1000, 0);
        rings.IsSound(head).ShouldBeFalse();
    }

    private static bool IsWhatItHolds(EventRings rings, in EntityHead head, Queue<long> held)
    {
        bool isSame = head.Held == held.Count;
        var ring = rings.Of(head);
        long position = head.Oldest;
        foreach (long expected in held)
            isSame &= !ring.Event(position++).ContainsAnyExcept(expected);
        return isSame;
    }
}
