using System.Numerics;
using Vigil.Engine.State;

namespace Vigil.Engine.Features;

/// <summary>
/// The rings of events of a key's entities. A small one is one block of the slab and grows by copying itself. A large one is blocks of one
/// length behind a directory, each made when it is first needed, so that growing copies no more than one of them.
/// </summary>
/// <param name="slab">Where they live.</param>
/// <param name="cells">Cells of an event: its time, numbers, texts.</param>
internal sealed class EventRings(Slab slab, int cells)
{
    private const long Largest = 1 << 30;

    private readonly int _bits = BitOperations.Log2((uint)(Slab.LargestShared / cells));

    /// <summary>Events of a block, a power of two: what a ring of one block has room for at most.</summary>
    public long BlockEvents => 1L << _bits;

    /// <summary>A ring, to be read.</summary>
    public EventRing Of(in EntityHead head)
    {
        if (head.Capacity > BlockEvents)
            return new EventRing(slab, Directory(head), _bits, cells);
        int capacity = (int)head.Capacity;
        return new EventRing(capacity == 0 ? [] : slab.Read(head.Address, capacity * cells), capacity - 1, cells);
    }

    /// <summary>The position of another event, which is to be written then. There must be room.</summary>
    public long Add(ref EntityHead head)
    {
        if (head.Capacity > BlockEvents)
            Block(head, head.Next);
        return head.Next++;
    }

    /// <summary>The cells of an event, to be changed.</summary>
    public Span<long> Event(in EntityHead head, long position) => slab.Change(Address(head, position), cells);

    /// <summary>Brings the cells of an event near.</summary>
    public void Approach(in EntityHead head, long position)
    {
        if (head.Capacity > BlockEvents && Slot(head, position) == 0)
            return;
        long address = Address(head, position);
        slab.Approach(address);
        if ((address & (Prefetch.LineCells - 1)) + cells > Prefetch.LineCells)
            slab.Approach(address + cells - 1);
    }

    /// <summary>Makes room for twice as many events.</summary>
    public void Grow(ref EntityHead head)
    {
        long capacity = Math.Max(2, head.Capacity * 2);
        if (capacity > Largest)
            throw new InvalidOperationException(
                $"One entity would need more than {Largest:n0} events in its windows: shorten its longest window.");
        if (capacity > BlockEvents)
            Extend(ref head, capacity);
        else
            Copy(ref head, capacity);
    }

    /// <summary>Whether the ring is there, with all events that it must hold.</summary>
    public bool IsSound(in EntityHead head)
    {
        if (head.Oldest < 0 || head.Held < 0 || head.Held > head.Capacity || head.Capacity > Largest)
            return false;
        if (head.Capacity <= BlockEvents)
            return head.Capacity == 0 || (IsWhole(head) && head.Capacity >= 2);
        if (!long.IsPow2(head.Capacity) || !slab.Holds(head.Address, head.Capacity >> _bits))
            return false;
        foreach (long slot in Directory(head))
            if (slot != 0 && !slab.Holds(slot - 1, BlockEvents * cells))
                return false;
        bool isSound = true;
        for (long block = head.Oldest >> _bits; block << _bits < head.Next; block++)
            isSound &= Slot(head, block << _bits) != 0;
        return isSound;
    }

    /// <summary>Cuts a large ring of the time when all of them were one block into blocks.</summary>
    /// <exception cref="InvalidDataException">It is not there.</exception>
    public void Upgrade(ref EntityHead head)
    {
        if (!IsWhole(head) || head.Held < 0 || head.Held > head.Capacity || head.Oldest < 0)
            throw new InvalidDataException("A ring of events of the state is damaged.");
        var (whole, address) = (head, head.Address);
        head.Address = NewDirectory(head.Capacity, out _);
        for (long position = head.Oldest; position < head.Next; position++)
        {
            Block(head, position);
            slab.Read(address + (position & (head.Capacity - 1)) * cells, cells).CopyTo(Event(head, position));
        }
        slab.Return(address, whole.Capacity * cells);
    }

    private bool IsWhole(in EntityHead head) =>
        head.Capacity <= Largest && long.IsPow2(head.Capacity) && slab.Holds(head.Address, head.Capacity * cells);

    // By block: the block's address + 1, or 0 when there is none yet.
    private ReadOnlySpan<long> Directory(in EntityHead head) => slab.Read(head.Address, (int)(head.Capacity >> _bits));

    private long Slot(in EntityHead head, long position) =>
        slab.Read(head.Address + ((position & (head.Capacity - 1)) >> _bits), 1)[0];

    private long Address(in EntityHead head, long position) => head.Capacity > BlockEvents
        ? Slot(head, position) - 1 + (position & (BlockEvents - 1)) * cells
        : head.Address + (position & (head.Capacity - 1)) * cells;

    // Makes the block of a position, if it is not there.
    private void Block(in EntityHead head, long position)
    {
        if (Slot(head, position) == 0)
            slab.Change(head.Address + ((position & (head.Capacity - 1)) >> _bits), 1)[0] = slab.Rent(BlockEvents * cells) + 1;
    }

    private void Copy(ref EntityHead head, long capacity)
    {
        var ring = head;
        var old = Of(ring);
        (head.Address, head.Capacity) = (slab.Rent(capacity * cells), capacity);
        for (long position = head.Oldest; position < head.Next; position++)
            old.Event(position).CopyTo(Event(head, position));
        if (ring.Capacity > 0)
            slab.Return(ring.Address, ring.Capacity * cells);
    }

    // The blocks stay where they are. The newest events may share one with the oldest: only these are copied, into a block of their own.
    private void Extend(ref EntityHead head, long capacity)
    {
        var ring = head;
        var old = Of(ring);
        long blocks = head.Capacity >> _bits, first = head.Oldest >> _bits, shared = first + blocks;
        long address = NewDirectory(capacity, out var directory);
        for (long block = first; block < shared; block++)
            directory[(int)(block & (directory.Length - 1))] = blocks == 1 ? head.Address + 1 : Slot(head, block << _bits);
        (head.Address, head.Capacity) = (address, capacity);
        for (long position = shared << _bits; position < head.Next; position++)
        {
            Block(head, position);
            old.Event(position).CopyTo(Event(head, position));
        }
        if (blocks > 1)
            slab.Return(ring.Address, blocks);
    }

    private long NewDirectory(long capacity, out Span<long> directory)
    {
        int blocks = (int)(capacity >> _bits);
        long address = slab.Rent(blocks);
        directory = slab.Change(address, blocks);
        directory.Clear();
        return address;
    }
}
