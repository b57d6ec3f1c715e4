using System.Numerics;

namespace Vigil.Engine.State;

/// <summary>Where a page is on disk.</summary>
/// <param name="Segment">The segment; 0 for a page that is all zero and nowhere.</param>
/// <param name="Slot">The page's place in it, counted in pages.</param>
/// <param name="Check">Its checksum.</param>
internal readonly record struct PageEntry(uint Segment, uint Slot, ulong Check)
{
    /// <summary>The checksum of a page: two CRC-32C, of the even and of the odd cells.</summary>
    public static ulong CheckOf(ReadOnlySpan<long> page)
    {
        uint even = 0, odd = 0;
        for (int i = 0; i + 1 < page.Length; i += 2)
            (even, odd) = (BitOperations.Crc32C(even, (ulong)page[i]), BitOperations.Crc32C(odd, (ulong)page[i + 1]));
        return even | ((ulong)odd << 32);
    }
}
