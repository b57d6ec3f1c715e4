using System.Runtime.InteropServices;
using System.Security.Cryptography;

namespace Vigil.Engine.Features;

/// <summary>Hashes for the tables of symbols. They decide only where something lies in a table, never what comes out of it.</summary>
internal static class Mixing
{
    // Whoever sends transactions chooses their texts: with a constant known from the source they could all be made to collide.
    // A key for each process makes that impossible; symbols are numbered by appearance, so no result and no state file depends on it.
    private static readonly ulong _key = BitConverter.ToUInt64(RandomNumberGenerator.GetBytes(sizeof(ulong)));

    /// <summary>Spreads a number over 64 bits: both halves of a 128-bit product.</summary>
    public static ulong Mix(ulong value)
    {
        ulong high = Math.BigMul(value, 0xD6E8FEB86659FD93UL, out ulong low);
        return high ^ low;
    }

    /// <summary>A keyed hash of a number.</summary>
    public static uint Keyed(ulong value) => (uint)(Mix(Mix(value ^ _key) + _key) >> 32);

    /// <summary>A keyed hash of a text, eight bytes at a time.</summary>
    public static uint Hash(ReadOnlySpan<byte> text)
    {
        ulong hash = _key + (ulong)text.Length;
        for (; text.Length >= 8; text = text[8..])
            hash = Mix(hash ^ MemoryMarshal.Read<ulong>(text)) + _key;
        return (uint)(Mix(hash ^ Rest(text)) >> 32);
    }

    private static ulong Rest(ReadOnlySpan<byte> text)
    {
        if (text.Length >= 4)
            return MemoryMarshal.Read<uint>(text) | ((ulong)MemoryMarshal.Read<uint>(text[^4..]) << 32);
        ulong rest = 0;
        foreach (byte b in text)
            rest = (rest << 8) | b;
        return rest;
    }
}
